"""What an operator records about what may pass: proposals, approvals, letters, the team, contacts."""

from datetime import UTC, datetime, timedelta

import pytest

from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.terms import Side
from adapter.clock import system_clock, wib_date
from adapter.records.database import open_engine, writing
from adapter.registry import addenda, letters
from tests.cli.conftest import one_line

TODAY = wib_date(system_clock())
NIK = ("dataPegawai", "nik")


def rows(result):
    assert result.exit_code == 0, result.stderr
    return [line.split("\t") for line in result.stdout.splitlines()]


def elements(station, *more):
    return {f"{row[0]}.{row[2]}": row for row in rows(station("agreement", "show-elements", "BPJS", *more))}


@pytest.fixture
def revived(station):
    """The station with BPJS's agreement extended until the end of next year."""
    extend = ("agreement", "extend", "BPJS", "--number", "P-1", "--from", str(TODAY - timedelta(days=1)))
    assert station(*extend, "--until", f"{TODAY.year + 1}-12-31").exit_code == 0
    return station


def as_partner(act):
    """Do what the partner does over the wire."""
    engine = open_engine("sqlite:///var/jembatan.db")
    with writing(engine) as session:
        act(session)
    engine.dispose()


def propose(session):
    change = (addenda.ElementChange("CABUT", *NIK),)
    proposal = addenda.Proposal("AD-1", TODAY, TODAY, change)
    addenda.propose(session, BPJS, Side.PARTNER, proposal, by="uji", now=datetime.now(UTC))


def send(session):
    letter = letters.Letter("S-1", TODAY, (NIK,), "uji")
    letters.send_letter(session, BPJS, Side.PARTNER, letter, by="uji", now=datetime.now(UTC))


def test_what_the_partner_proposes_is_seen_and_approved(revived):
    as_partner(propose)
    assert rows(revived("agreement", "pending"))[1] == [
        "BPJS", "addendum", "AD-1", "mitra", str(TODAY), "CABUT dataPegawai.nik",
    ]  # fmt: skip
    assert f"AD-1 approved by operator; it counts from {TODAY} on" in (
        revived("agreement", "approve", "BPJS", "AD-1", "--by", "operator").stdout
    )
    assert len(rows(revived("agreement", "pending"))) == 1
    assert elements(revived)["dataPegawai.nik"][3:] == ["no", "", "addendum AD-1"]
    assert "it is approved already" in one_line(revived("agreement", "approve", "BPJS", "AD-1"))


def test_what_bkn_proposes_bkn_cannot_approve(revived):
    given = ("agreement", "propose-amend", "BPJS", "--number", "AD-1", "--signed", str(TODAY))
    assert "it awaits the partner's approval" in revived(*given, "--withdraw", "dataPegawai.nik").stdout
    assert "your own side proposed it" in one_line(revived("agreement", "approve", "BPJS", "AD-1"))
    assert elements(revived)["dataPegawai.nik"][3] == "yes"


def test_a_letter_is_granted_for_a_time(revived):
    amend = ("agreement", "amend", "BPJS", "--number", "AD-1", "--from", str(TODAY), "--withdraw", "dataPegawai.nik")
    assert revived(*amend).exit_code == 0
    as_partner(send)
    assert rows(revived("agreement", "pending"))[1][1:3] == ["letter", "S-1"]
    grant = ("agreement", "grant", "BPJS", "S-1", "--decision", "DISETUJUI")
    assert "name its last day" in one_line(revived(*grant))
    assert "after the agreement's last day" in one_line(revived(*grant, "--until", f"{TODAY.year + 2}-01-01"))
    until = str(TODAY + timedelta(days=30))
    assert f"1 element until {until}" in revived(*grant, "--until", until).stdout
    assert elements(revived)["dataPegawai.nik"][3:] == ["yes", until, "letter S-1"]
    assert elements(revived, "--on", str(TODAY + timedelta(days=31)))["dataPegawai.nik"][3] == "no"


def test_for_a_letter_of_its_own_bkn_names_the_answer(revived):
    def ask(session):
        letter = letters.Letter("S-2", TODAY, (("kartuPesertaPns", "namaPns"),), "uji")
        letters.send_letter(session, BPJS, Side.BKN, letter, by="uji", now=datetime.now(UTC))

    as_partner(ask)
    grant = ("agreement", "grant", "BPJS", "S-2", "--decision", "DITOLAK")
    assert "name the partner's letter that answers it" in one_line(revived(*grant))
    assert revived(*grant, "--answer", "J-1").exit_code == 0


def test_an_element_is_made_mandatory(revived):
    amend = ("agreement", "amend", "BPJS", "--number", "AD-1", "--from", str(TODAY))
    assert "the partner gives" in one_line(revived(*amend, "--require", "dataPegawai.nik"))
    assert revived(*amend, "--require", "kartuPesertaPns.namaPns").exit_code == 0
    assert elements(revived)["kartuPesertaPns.namaPns"][3] == "yes, mandatory"


def test_the_team_is_recorded_and_shown(station):
    add = ("agreement", "team", "add", "PANRB", "DIT-PDPIK-2", "--side", "BKN", "--decision", "KEP-1/2022")
    assert station(*add, "--role", "PENGAWAS", "--from", "2022-03-01").exit_code == 0
    assert rows(station("agreement", "team", "list", "PANRB"))[1] == [
        "DIT-PDPIK-2", "BKN", "PENGAWAS", "KEP-1/2022", "2022-03-01", "",
    ]  # fmt: skip
    propose = ("agreement", "propose-amend", "PANRB", "--number", "AD-1", "--signed", str(TODAY))
    assert "a member of the technical team" in one_line(station(*propose))


def test_bkns_own_contact_is_told_in_time(station):
    tell = (
        "agreement",
        "contact",
        "PANRB",
        "--kind",
        "GANGGUAN",
        "--unit",
        "Pusat Data",
        "--phone",
        "1",
        "--email",
        "a@b",
    )
    assert "sooner than the notice" in one_line(station(*tell, "--from", str(TODAY)))
    assert "PANRB: GANGGUAN is Pusat Data from " in station(*tell).stdout
