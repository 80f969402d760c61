"""What an operator writes and a contract must carry: refused in one line where it could not be."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import one_line
from tests.cli.test_papers import done, period, used  # noqa: F401 - fixtures

TIMES = ("--happened", "2026-01-01T00:00", "--known", "2026-01-01T00:00")


@pytest.mark.parametrize("words", ["a\x01b", "  ", "a\u00a0b", "x" * 1001])
def test_an_incident_that_no_answer_could_carry_is_not_told(station, words):
    said = ("--data", words, "--how", "Salah kirim", "--handling", "Ditarik")
    assert "--data: 1 to 1000 characters" in one_line(station("incident", "report", "TASPEN", *TIMES, *said))
    assert len(done(station("incident", "list")).splitlines()) == 1


@pytest.mark.parametrize("number", ["a\x01b", "a  b", "a\u00a0b", "x" * 101])
def test_a_number_that_the_document_could_not_carry_makes_no_berita_acara(used, period, number):  # noqa: F811 - the fixtures
    made = used("berita-acara", "make", "TASPEN", "--period", period, "--number", number)
    assert "--number: 1 to 100 characters" in one_line(made)


@pytest.mark.parametrize("command", ["show", "check"])
def test_a_report_that_no_database_could_number_is_wrong_usage(station, command):
    assert station("report", command, str(2**63)).exit_code == 2


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_any_calendar_is_wrong_usage(station, day):
    assert station("journal", "accesses", "TASPEN", "--since", day).exit_code == 2
    assert station("journal", "accesses", "TASPEN", "--until", day).exit_code == 2
    told = station("incident", "report", "TASPEN", "--happened", f"{day}T00:00", "--known", f"{day}T00:00",
                   "--data", "a", "--how", "b", "--handling", "c")  # fmt: skip
    assert told.exit_code == 2


@pytest.mark.parametrize(
    "change", [{"period": 3}, {"agreement": ["x"]}, {"span": {"last_entry": 10**30}}, {"span": {"last_entry": True}}]
)
def test_a_file_of_other_kinds_of_values_is_no_report(used, period, change):  # noqa: F811 - the fixtures
    done(used("report", "utilisation", "TASPEN", "--period", period, "--json", "report.json"))
    changed = Path("changed.json")
    changed.write_text(json.dumps({**json.loads(Path("report.json").read_text(encoding="utf-8")), **change}))
    assert "is no report of" in one_line(used("report", "recount", changed))


def test_a_file_without_end_is_no_report(station):
    Path("deep.json").write_text("[" * 100_000)
    assert "is no report of" in one_line(station("report", "recount", "deep.json"))


@pytest.mark.parametrize(
    "command",
    [
        ("journal", "subject", "3578010101900001"),
        ("incident", "close", "INS-1"),
        ("incident", "subjects", "INS-1", "--to", "people.txt"),
        ("bpum", "coordinate", "1", "1", "ORANG_BERBEDA"),
    ],
)
@pytest.mark.parametrize("reason", ["  ", "a\x01b"])
def test_a_reason_is_words(station, command, reason):
    assert one_line(station(*command, "--reason", reason)).startswith("jembatan: --reason: 1 to ")


@pytest.mark.parametrize("option", ["--document", "--note"])
def test_what_a_partner_reads_of_a_difference_is_words(station, option):
    told = station("difference", "resolve", "11111111-1111-4111-8111-111111111111", "--reject", option, "a\x01b")
    assert one_line(told).startswith(f"jembatan: {option}: 1 to ")
