"""jembatan hold: what a partner has of its own."""

from dataclasses import replace
from datetime import datetime

import pytest

from adapter.agreements.bpjs.elements import DataPegawai
from adapter.agreements.bpjs.receiving import EMPLOYEES
from adapter.agreements.lines import to_line
from adapter.records.database import open_engine, reading
from adapter.records.held import OWN, count
from tests.cli.conftest import one_line
from tests.support.records import NIP

RECORD = DataPegawai(
    nomorIdentitasPegawai=NIP, namaPegawai="Banuraja Watugede",
    tanggalMutakhir=datetime.fromisoformat("2026-06-01T09:00:00+07:00"),
)  # fmt: skip


@pytest.fixture
def lines(tmp_path, monkeypatch):
    monkeypatch.setenv("JEMBATAN_MITRA", "BPJS")
    file = tmp_path / "sendiri.jsonl"
    file.write_text(f"{to_line(RECORD)}\n")
    return file


def test_own_records_are_kept_once_and_taken_out(station, lines):
    assert station("hold", "dataPegawai", lines).output == (
        "dataPegawai: 1 TERSIMPAN; 0 elements of the list differ from what BKN gave\n"
    )
    assert "1 TIDAK_BERUBAH" in station("hold", "dataPegawai", lines).output
    assert "1 DIHAPUS" in station("hold", "dataPegawai", lines, "--remove").output


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("{}", "line 2: no DataPegawai"),
        (to_line(replace(RECORD, nomorIdentitasPegawai="12")), "line 2: nomorIdentitasPegawai is not as"),
        (to_line(replace(RECORD, nomorIdentitasPegawai=None)), "record 2: without the number that names it"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_kept(station, lines, tmp_path, bad, told):
    lines.write_text(f"{to_line(RECORD)}\n{bad}\n")
    shown = one_line(station("hold", "dataPegawai", lines))
    assert told in shown
    assert "Banuraja" not in shown
    engine = open_engine(f"sqlite:///{tmp_path}/var/jembatan.db")
    with reading(engine) as session:
        assert count(session, EMPLOYEES.place, origin=OWN) == 0
    engine.dispose()


def test_who_may_keep_what(station, lines, monkeypatch):
    assert "BPJS keeps no list 'gaji'" in one_line(station("hold", "gaji", lines))
    monkeypatch.delenv("JEMBATAN_MITRA")
    assert "this is BKN" in one_line(station("hold", "dataPegawai", lines))
