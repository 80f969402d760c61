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
from clients.errors import NotReached
from tests.support.bad_line import BadLine
from tests.support.rows import card, official
from tests.support.sites import bkn_stops, bkn_syncs
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


@pytest.mark.parametrize("code", ["kartuPesertaPns", "dataPejabatNegara"])
def test_bkn_menarik_nomor_kartu_dan_data_pejabat_negara(world, code):
    offer, rows, model, operation = {
        "kartuPesertaPns": (CARDS, [card(person) for person in PARTICIPANTS], Card, "ambilKartuPesertaPns"),
        "dataPejabatNegara": (
            OFFICIALS, [official(one) for one in synthetic_officials(25)], StateOfficial, "ambilDataPejabatNegara",
        ),
    }[code]  # fmt: skip
    world.host("BPJS").offer(offer, rows)
    line = BadLine(world, {2: requests.ConnectionError("putus")})
    line.about = operation.encode()
    assert code in bkn_stops(world, "BPJS", size=SIZE, line={"post": line})
    assert stored(world, model) == 2 * SIZE
    # The same run goes on where it broke, and asks for no page twice.
    assert bkn_syncs(world, "BPJS", size=SIZE)[code] == {"TERSIMPAN": len(rows)}
    assert stored(world, model) == len(rows)
    pages = [entry for entry in world.entries() if entry.operation == operation]
    assert [len(world.accesses(page)) for page in pages] == [min(SIZE, left) for left in range(len(rows), 0, -SIZE)]
    assert len(pages) == ceil(len(rows) / SIZE)


def stored(world: World, model: type) -> int:
    with world.store() as session:
        return len(session.scalars(select(model)).all())
