"""BKN brings reference codes to SIGTK's host; SIGTK asks for the same, and keeps each once."""

from dataclasses import replace

import pytest

from adapter.agreements.kerja_sama.references.messages import Referensi
from adapter.agreements.lines import from_line
from adapter.agreements.receiving import Incoming
from adapter.agreements.sigtk.receiving import references_at, take_references
from adapter.clock import wib_date
from adapter.records.database import reading, writing
from adapter.records.held import after_key
from adapter.registry import store
from clients.bkn import BknToSigtk


@pytest.fixture
def codes(world):
    return world.sigtk().ambilReferensi("INSTANSI")


def push(world, codes, *, version: int | None = None):
    with world.store() as session:
        standing = store.standing(session, world.catalogue.agreement("SIGTK"), wib_date(world.now))
    answer = world.bkn_to(BknToSigtk).kirimReferensi(
        codes.jenisReferensi, codes.versi if version is None else version, codes.referensi, standing=standing
    )
    return answer.jumlahTersimpan, answer.jumlahTidakBerubah


def held(world, kind: str = "INSTANSI") -> dict[str, Referensi]:
    host = world.host("SIGTK")
    with reading(host.engine) as session:
        rows = after_key(session, host.vault, references_at(kind), None, 1000)
    return {code.kode: code for code in (from_line(row.payload, Referensi) for row in rows)}


def test_codes_are_kept_once_and_changes_follow(world, codes):
    number = len(codes.referensi)
    assert (push(world, codes), push(world, codes)) == ((number, 0), (0, number))
    out_of_use = replace(codes.referensi[0], aktif=False)
    later = replace(codes, referensi=(out_of_use,), versi=codes.versi + 1)
    assert push(world, later) == (1, 0)
    assert (held(world)[out_of_use.kode], len(held(world))) == (out_of_use, number)
    # What was made before and comes after it overwrites nothing.
    assert push(world, codes) == (0, number)
    assert held(world)[out_of_use.kode] == out_of_use


def test_what_was_asked_for_and_is_pushed_is_the_same(world, codes):
    host = world.host("SIGTK")
    with writing(host.engine) as session:
        to = Incoming(session, host.vault, world.now, "m")
        take_references(to, codes.jenisReferensi, codes.versi, codes.referensi)
    assert push(world, codes) == (0, len(codes.referensi))


def test_a_code_of_another_list_is_another_code(world, codes):
    push(world, codes)
    push(world, replace(codes, jenisReferensi="WILAYAH"))
    assert held(world).keys() == held(world, "WILAYAH").keys()
