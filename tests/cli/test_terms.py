"""What an operator records about an agreement's term: each stands in the journal too."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from adapter.clock import system_clock, wib_date
from adapter.journal.models import Entry
from adapter.records.database import open_engine, reading
from tests.cli.conftest import one_line

REASON = ("--reason", "uji", "--by", "petugas")


@pytest.fixture
def panrb(station):
    """`jembatan agreement WORD PANRB ...`, the agreement revived for ten years around today."""
    first, last = day(-300), day(3000)
    done = station("agreement", "extend", "PANRB", "--number", "P-1", "--from", first, "--until", last)
    assert done.exit_code == 0, done.stderr
    return lambda word, *more: station("agreement", word, "PANRB", *more)


def day(ahead: int) -> str:
    return str(wib_date(system_clock()) + timedelta(days=ahead))


def status(panrb) -> str:
    return panrb("show").stderr.splitlines()[0]


def test_a_proposal_is_recorded_refused_and_shown(panrb):
    asked = panrb("propose-end", "--letter", "S-1", "--on", day(120), "--for-partner", *REASON)
    assert asked.exit_code == 0, asked.stderr
    assert f"PGJ-1, S-1 asks for its end on {day(120)}; unanswered by " in asked.stdout
    assert panrb("answer", "PGJ-1", "TOLAK", *REASON).stdout == "PANRB: PGJ-1 answered TOLAK by petugas\n"
    assert "it was answered: TOLAK" in one_line(panrb("answer", "PGJ-1", "SETUJU", *REASON))
    rows = [line.split("\t") for line in panrb("show").stdout.splitlines()]
    assert [row[2] for row in rows[1:]] == ["term", "extension", "MITRA asks for PENGAKHIRAN"]
    assert rows[-1][3:][0] == "PGJ-1"


def test_a_notice_that_is_too_short_names_the_earliest_day(panrb):
    assert "is too near; the earliest is" in one_line(panrb("propose-end", "--letter", "S", "--on", day(20), *REASON))
    future = panrb("propose-end", "--letter", "S", "--on", day(200), "--received", day(1), *REASON)
    assert "has not come" in one_line(future)


def test_bkns_own_letter_is_not_answered_by_bkn(panrb):
    panrb("propose-end", "--letter", "B-1", "--on", day(120), *REASON)
    assert "the other party answers it" in one_line(panrb("answer", "PGJ-1", "SETUJU", *REASON))
    assert panrb("answer", "PGJ-1", "SETUJU", "--for-partner", "--letter", "S-9", *REASON).exit_code == 0
    assert status(panrb).startswith(f"PANRB: BERLAKU until {day(120)}")


def test_the_exchange_is_suspended_and_resumed(panrb):
    assert panrb("suspend", *REASON).exit_code == 0
    assert status(panrb).startswith("PANRB: DITANGGUHKAN")
    assert "suspended already" in one_line(panrb("suspend", *REASON))
    assert "which is past" in one_line(panrb("resume", "--from", day(-1), *REASON))
    assert panrb("resume", *REASON).exit_code == 0
    assert status(panrb).startswith("PANRB: BERLAKU")
    assert "is not suspended" in one_line(panrb("resume", *REASON))
    assert "which is past" in one_line(panrb("suspend", "--from", day(-1), *REASON))


def test_void_stays_void_until_it_is_replaced(panrb):
    assert panrb("void", "--from", day(-1), *REASON).exit_code == 0
    assert status(panrb) == f"PANRB: BATAL_DEMI_HUKUM until {day(-2)} (uji)"
    assert "void from" in one_line(panrb("void", "--from", day(-1), *REASON))
    assert "before its first day" in one_line(panrb("void", "--from", "2000-01-01", *REASON))
    replaced = panrb("extend", "--number", "P-2", "--from", day(3001), "--until", day(3002))
    assert replaced.exit_code == 0, replaced.stderr
    assert status(panrb).startswith("PANRB: BATAL_DEMI_HUKUM")


def test_an_extension_answers_the_proposal_that_asked_for_it(panrb):
    more = ("--number", "P-2", "--from", day(3001), "--until", day(3002), "--request")
    assert "is no proposal to extend it" in one_line(panrb("extend", *more, "PGJ-1"))
    assert "P-2" not in panrb("show").stdout


def test_a_keadaan_kahar_of_bkn_comes_and_goes(panrb):
    Path("pernyataan.pdf").write_bytes(b"pernyataan")
    assert "lampiranPernyataan is needed" in one_line(panrb("kahar", "BANJIR", "--since", day(0), *REASON))
    told = panrb("kahar", "BANJIR", "--since", day(-20), "--paper", "pernyataan.pdf", "--exchange", *REASON)
    assert told.stdout == f"PANRB: KHR-1, BANJIR since {day(-20)}; told too late\n"
    assert panrb("answer", "KHR-1", "SETUJU", "--for-partner", *REASON).exit_code == 0
    assert panrb("kahar-end", "KHR-1", *REASON).stdout == f"PANRB: KHR-1 ended on {day(0)}\n"
    assert "it ended on" in one_line(panrb("kahar-end", "KHR-1", *REASON))
    assert "no such keadaan kahar" in one_line(panrb("answer", "KHR-2", "SETUJU", *REASON))


def test_holidays_are_loaded_listed_and_withdrawn(station):
    Path("skb.txt").write_text("2027-03-08 Hari Suci Nyepi\n\n2027-03-10 Idulfitri\n", encoding="utf-8")
    assert station("agreement", "holidays", "load", "skb.txt", *REASON).stdout == "skb.txt: 2 holidays recorded\n"
    assert station("agreement", "holidays", "add", "2027-03-11", "Idulfitri", *REASON).exit_code == 0
    assert station("agreement", "holidays", "withdraw", "2027-03-08", *REASON).exit_code == 0
    listed = station("agreement", "holidays", "list").stdout.splitlines()
    assert listed[1:] == ["2027-03-10\tIdulfitri", "2027-03-11\tIdulfitri"]
    Path("skb.txt").write_text("2028-01-01 a\n8 Maret Nyepi\n", encoding="utf-8")
    assert "skb.txt, line 2: '8' is not a day" in one_line(station("agreement", "holidays", "load", "skb.txt", *REASON))
    assert len(station("agreement", "holidays", "list").stdout.splitlines()) == 3


def test_what_an_operator_decides_stands_in_the_journal(panrb):
    panrb("suspend", *REASON)
    panrb("resume", *REASON)
    engine = open_engine("sqlite:///var/jembatan.db")
    with reading(engine) as session:
        found = session.execute(select(Entry.operation, Entry.agreement, Entry.user).order_by(Entry.id)).all()
    engine.dispose()
    assert found == [("agreement suspend", "PANRB", "petugas"), ("agreement resume", "PANRB", "petugas")]
