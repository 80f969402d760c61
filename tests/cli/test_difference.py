"""jembatan difference and jembatan offer, as an operator calls them."""

import re

import pytest

from adapter.agreements.bpjs.authority import AUTHORITY, BPJS
from adapter.agreements.lines import to_line
from adapter.clock import system_clock
from adapter.journal.models import Entry
from adapter.records.database import open_engine, reading, writing
from adapter.records.differences import WAITING, Content, Report, record_case
from adapter.records.mutations import after_token, last_token
from adapter.records.offered_models import OfferedRecord
from adapter.records.people import by_nips, identity_of
from adapter.records.population import nth_person
from adapter.records.vault import Vault
from adapter.records.verification import begin_session
from adapter.security.keys import load_secret
from tests.cli.conftest import one_line
from tests.support.disputes import HOLDERS
from tests.support.rows import card

PERSON = HOLDERS[0]
NEW_NAME = "Nama Yang Benar"


@pytest.fixture
def store(station, tmp_path):
    """The station's database and vault, with 60 invented people."""
    assert station("seed", "--count", "60").exit_code == 0
    keys = tmp_path / "var" / "keys"
    engine = open_engine(f"sqlite:///{tmp_path}/var/jembatan.db")
    yield engine, Vault(load_secret(keys / "data.key"), load_secret(keys / "index.key"))
    engine.dispose()


@pytest.fixture
def case_id(store) -> str:
    """A case about somebody's name, where neither party decides."""
    engine, vault = store
    with writing(engine) as session:
        person = by_nips(session, vault, [PERSON.nip])[PERSON.nip]
        content = Content("nip", PERSON.nip, PERSON.name, NEW_NAME)
        authority = AUTHORITY["namaPegawai"]
        report = Report(
            agreement="BPJS", person=person, element="namaPegawai", content=content, decider=authority.decider,
            legal_basis=authority.legal_basis, reported_by=BPJS, status=WAITING,
        )  # fmt: skip
        return record_case(session, vault, report, system_clock(), "m").row.case_id


def test_cases_are_listed_without_anybodys_data_unless_asked(station, case_id):
    shown = station("difference", "list").output
    assert re.search(f"{case_id}\tnamaPegawai\tINSTANSI_LAIN\tMENUNGGU_INSTANSI_LAIN", shown)
    assert PERSON.name not in shown
    assert PERSON.name in station("difference", "list", "--values").output


def test_bkn_yields_and_corrects_its_own_record_which_partners_are_told(station, store, case_id):
    engine, vault = store
    with reading(engine) as session:
        before = last_token(session)
    resolve = ("difference", "resolve", case_id, "--value", NEW_NAME, "--by", "petugas")
    assert "--document" in one_line(station(*resolve))
    done = station(*resolve, "--document", "470/1/DUKCAPIL/2026", "--correct")
    assert done.output == f"{case_id}: namaPegawai DISELESAIKAN, corrected at BKN\n"
    with reading(engine) as session:
        assert identity_of(by_nips(session, vault, [PERSON.nip])[PERSON.nip], vault).name == NEW_NAME
        assert [mutation.kind for mutation in after_token(session, before, 10)] == ["KOREKSI_IDENTITAS"]
        act = session.query(Entry).order_by(Entry.id.desc()).first()
        assert (act.service, act.operation, act.user) == ("jembatan", "difference resolve", "petugas")
    assert "is settled or rejected already" in one_line(station(*resolve, "--document", "x"))


def test_bkn_alone_does_not_decide_for_itself(station, store, case_id):
    engine, vault = store
    own = ("difference", "resolve", case_id, "--value", PERSON.name, "--document", "470/1")
    assert "MENUNGGU_PIHAK_LAIN" in station(*own).output
    assert "it is not settled" in one_line(station(*own, "--correct"))
    assert "BKN does not decide" in one_line(station("difference", "resolve", case_id, "--reject"))
    with reading(engine) as session:
        assert identity_of(by_nips(session, vault, [PERSON.nip])[PERSON.nip], vault).name == PERSON.name


def test_wrong_words(station, case_id):
    assert "either --value or --reject" in one_line(station("difference", "resolve", case_id))
    assert "there is no case x" in one_line(station("difference", "resolve", "x", "--reject"))
    assert "no value of namaPegawai" in one_line(station("difference", "resolve", case_id, "--value", " "))
    assert "is open" in one_line(station("difference", "end-session", "2026", "I"))


def test_a_session_is_ended(station, store):
    engine, _ = store
    with writing(engine) as session:
        begin_session(session, "BPJS", 2026, 1, system_clock(), "m")
    assert "has ended" in station("difference", "end-session", "2026", "I").output
    assert "is open" in one_line(station("difference", "end-session", "2026", "I"))


def test_records_are_offered_once(station, tmp_path, monkeypatch):
    lines = tmp_path / "kartu.jsonl"
    lines.write_text("".join(f"{to_line(card(nth_person(index)))}\n" for index in range(3)))
    assert "this is BKN" in one_line(station("offer", "kartuPesertaPns", lines))
    monkeypatch.setenv("JEMBATAN_MITRA", "BPJS")
    assert station("offer", "kartuPesertaPns", lines).output.startswith(
        "kartuPesertaPns: 3 BARU, 0 UBAH, 0 HAPUS, 0 as"
    )
    assert "0 HAPUS, 3 as they were" in station("offer", "kartuPesertaPns", lines).output
    assert "3 HAPUS" in station("offer", "kartuPesertaPns", lines, "--remove").output


def test_a_bad_line_is_named_and_nothing_is_offered(station, store, tmp_path, monkeypatch):
    monkeypatch.setenv("JEMBATAN_MITRA", "BPJS")
    lines = tmp_path / "kartu.jsonl"
    for bad, told in (("{}", "line 2: no KartuPesertaPns"), (to_line(card(nth_person(1), "12")), "nomorKartuPeserta")):
        lines.write_text(f"{to_line(card(nth_person(0)))}\n{bad}\n")
        assert told in one_line(station("offer", "kartuPesertaPns", lines))
    lines.write_bytes(to_line(card(nth_person(0))).encode("utf-16"))
    assert "is no text in UTF-8" in one_line(station("offer", "kartuPesertaPns", lines))
    assert "offers no list 'gaji'" in one_line(station("offer", "gaji", lines))
    monkeypatch.setenv("JEMBATAN_MITRA", "SIGTK")
    assert "nothing is taken out" in one_line(station("offer", "penganugerahan", lines, "--remove"))
    with reading(store[0]) as session:
        assert session.query(OfferedRecord).count() == 0
