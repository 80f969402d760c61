"""How many people a partner may ask about in a day."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from adapter.errors import QuotaExceeded
from adapter.records.database import writing
from adapter.registry.catalogue import Catalogue, load_agreements
from adapter.registry.quota import take, used
from clients.errors import RequestRefused
from tests.support.registrants import PEOPLE, registrant, row
from tests.support.world import World

TASPEN = replace(load_agreements().agreement("TASPEN"), people_a_day=5)
BPUM = replace(load_agreements().agreement("BPUM"), people_a_day=5)


def test_many_calls_add_up_to_the_quota_and_no_further(engine: Engine, now: datetime) -> None:
    for people in (1, 2, 2):
        with writing(engine) as session:
            take(session, TASPEN, people, now)
    with pytest.raises(QuotaExceeded), writing(engine) as session:
        take(session, TASPEN, 1, now)
    with writing(engine) as session:
        assert used(session, TASPEN, now) == 5
        take(session, BPUM, 5, now)
        take(session, TASPEN, 5, now + timedelta(days=1))


def test_one_call_beyond_the_quota(engine: Engine, now: datetime) -> None:
    with pytest.raises(QuotaExceeded), writing(engine) as session:
        take(session, TASPEN, 6, now)


def test_partner_is_refused_for_the_day_and_nothing_of_the_refused_call_counts(world: World) -> None:
    services = (
        replace(service, agreement=TASPEN) if service.name == "LayananTaspen" else service
        for service in world.catalogue.everything
    )
    world = replace(world, catalogue=Catalogue(tuple(services)))
    client, rows = world.taspen(), [row(registrant(person)) for person in PEOPLE[:4]]
    assert client.verifikasiPesertaMassal(rows).jumlahDijawab == 4
    with pytest.raises(RequestRefused, match=r"KUOTA_TERLAMPAUI: .* 5 orang"):
        client.verifikasiPesertaMassal(rows)
    assert world.accesses(world.entries()[-1]) == []
    assert client.verifikasiPeserta(registrant(PEOPLE[5])).hasil.keterangan == "sesuai"
    world.now += timedelta(days=1)
    assert client.verifikasiPesertaMassal(rows).jumlahDijawab == 4
