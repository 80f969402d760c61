"""jembatan notice: BKN's operators tell, end, withdraw, list and confirm."""

from adapter.agreements.terms import Side
from adapter.clock import WIB, system_clock
from adapter.records.database import open_engine, writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.notices import publish
from tests.cli.test_registry import one_line, rows
from tests.registry.test_notices import draft

SEND = ("notice", "send", "B-1", "--kind", "PERBAIKAN", "--system", "SIASN", "--text", "perbaikan")
WINDOW = ("--from", "2026-11-21T20:00", "--until", "2026-11-22T00:00")


def listed(station, *words):
    return [(row[0], row[1], row[3], row[6]) for row in rows(station("notice", "list", *words))[1:]]


def test_maintenance_is_told_ended_and_confirmed(station):
    assert station(*SEND, *WINDOW, "--to", "SIGTK").stdout == "B-1: told to SIGTK as number 1\n"
    assert "nothing was changed" in station(*SEND, *WINDOW, "--to", "SIGTK").stdout
    assert station("notice", "end", "B-1", "--at", "2026-11-21T23:00", "--by", "petugas").exit_code == 0
    assert listed(station, "--unconfirmed")[0] == ("SIGTK", "B-1", "mitra (biro_gtk@setneg.go.id)", "2026-11-21 23:00")
    done = station("notice", "confirm", "SIGTK", "B-1", "--by-other", "--manner", "LISAN")
    assert done.stdout.startswith("B-1: received by mitra, confirmed LISAN on ")
    assert [row[1] for row in listed(station, "SIGTK", "--unconfirmed")] == ["B-1-SELESAI"]
    assert station("journal", "seal").exit_code == 0


def test_to_all_is_withdrawn_for_all(station):
    station(*SEND, *WINDOW, "--to-all")
    assert station("notice", "withdraw", "B-1").stdout == "B-1-CABUT: told to all partners as number 2\n"
    assert {row[3] for row in listed(station) if row[1] == "B-1"} == {"withdrawn"}
    assert len(listed(station)) == 10


def test_bkn_confirms_what_a_partner_told(station):
    engine = open_engine("sqlite:///var/jembatan.db")
    now = system_clock().astimezone(WIB)
    with writing(engine) as session:
        publish(session, load_agreements().agreement("BPJS"), Side.PARTNER, draft(now), now)
    engine.dispose()
    assert "received by BKN" in station("notice", "confirm", "BPJS", "N-1").stdout
    assert "no notice 'N-1' is addressed to BKN" in one_line(station("notice", "confirm", "SIGTK", "N-1"))


def test_wrong_words_are_one_line(station):
    assert station(*SEND, *WINDOW).exit_code == 2
    assert station(*SEND, "--to", "SIGTK", "--from", "besok").exit_code == 2
    assert "needs an expected end" in one_line(station(*SEND, "--to", "SIGTK", "--from", "2026-11-21T20:00"))
    backwards = ("--from", "2026-11-21T20:00", "--until", "2026-11-21T20:00")
    assert "its end is not after its beginning" in one_line(station(*SEND, *backwards, "--to", "SIGTK"))
    assert "'Nama Elemen': 1 to 64" in one_line(station(*SEND, *WINDOW, "--to-all", "--element", "Nama Elemen"))
    assert "BKN has told no notice 'B-9'" in one_line(station("notice", "end", "B-9"))
    assert rows(station("notice", "list"))[1:] == []


def test_a_withdrawal_of_a_notice_twice(station):
    station(*SEND, *WINDOW, "--to-all")
    station("notice", "withdraw", "B-1")
    assert "nothing was changed" in station("notice", "withdraw", "B-1").stdout
