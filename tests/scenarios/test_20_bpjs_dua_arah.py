"""20. BPJS dua arah.

Given (perpanjangan tercatat) semester I, When BPJS menarik data PNS dan pensiunan PNS beserta keluarga dan BKN menarik
nomor kartu peserta serta data pejabat negara, Then kedua sesi lengkap, dapat dilanjutkan setelah putus, dan jumlah
halaman cocok.
"""

from collections.abc import Iterable
from datetime import datetime
from math import ceil

import pytest
import requests
from sqlalchemy import Engine, select

from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.records.models import Card, StateOfficial
from adapter.records.population import nth_person
from adapter.records.synthetic import populate, synthetic_officials
from adapter.records.vault import Vault
from clients.bkn import BknToBpjs
from clients.bkn.apply import apply_feed
from clients.errors import NotReached
from tests.support.rows import card, official
from tests.support.world import World, make_world

PARTICIPANTS = [p for p in map(nth_person, range(60)) if p.kind in ("CPNS", "PNS", "PENSIUN_PNS") and not p.restricted]
SIZE = 7


@pytest.fixture
def world(engine: Engine, vault: Vault, now: datetime) -> World:
    """Given an extension, recorded by example, and a day in the first semester."""
    in_may = now.replace(month=5)
    populate(engine, vault, 60, now=in_may)
    return make_world(engine, vault, in_may, day=in_may)


def breaking_after(world: World, calls: int):
    left = iter(range(calls))

    def post(address, raw, headers):
        if next(left, None) is None:
            raise requests.ConnectionError("putus")
        return world.post(address, raw, headers)

    return post


def test_bpjs_menarik_data_pns_dan_pensiunan_beserta_keluarga(world):
    first = world.bpjs(post=breaking_after(world, 3))
    pages = []
    with pytest.raises(NotReached):
        collect(pages, first.halaman_pegawai(page_size=SIZE))
    # Resumed by another process, which knows the last cursor and nothing else.
    resumed, cursor = world.bpjs(), pages[-1].kursorBerikutnya
    while cursor is not None:
        pages.append(resumed.ambilDataPegawai(kursor=cursor, ukuranHalaman=SIZE))
        cursor = pages[-1].kursorBerikutnya
    people = [row for page in pages for row in page.pegawai]
    assert len(people) == len({row.nomorIdentitasPegawai for row in people}) == pages[0].jumlahSeluruhnya
    assert len(pages) == ceil(pages[0].jumlahSeluruhnya / SIZE)
    assert {page.jumlahSeluruhnya for page in pages} == {len(people)}
    assert {"PNS", "PENSIUN_PNS"} <= {row.jenisPeserta for row in people}
    assert any(row.keluarga for row in people)


def collect(pages: list, found: Iterable) -> None:
    """Keep what came before a break."""
    for page in found:
        pages.append(page)


def test_bkn_menarik_nomor_kartu_dan_data_pejabat_negara(world):
    cards = [card(person) for person in PARTICIPANTS]
    officials = [official(one) for one in synthetic_officials(25)]
    world.host("BPJS").offer(CARDS, cards)
    world.host("BPJS").offer(OFFICIALS, officials)
    for feed, rows, model in (("kartu", cards, Card), ("pejabat", officials, StateOfficial)):
        pages = []
        with pytest.raises(NotReached):
            collect(pages, pull(world, feed, breaking_after(world, 2)))
        assert stored(world, model) == 2 * SIZE
        collect(pages, pull(world, feed, world.post))
        assert stored(world, model) == len(rows) == sum(page.results["TERSIMPAN"] for page in pages)
        assert len(pages) == ceil(len(rows) / SIZE)
        assert [page.remaining for page in pages] == list(range(len(rows), 0, -SIZE))


def pull(world: World, feed: str, post):
    trusted = world.bkn_to(BknToBpjs)._connection.trusted
    connection = world.connection("server", address=world.host("BPJS").address, trusted=trusted, post=post)
    return apply_feed(BknToBpjs, connection, feed, world.engine, world.vault, SIZE)


def stored(world: World, model: type) -> int:
    with world.store() as session:
        return len(session.scalars(select(model)).all())
