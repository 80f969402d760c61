"""jembatan agreement duties, and duty-done."""

from tests.cli.conftest import one_line
from tests.cli.test_registry import rows


def overdue(station):
    return [tuple(row[:3]) for row in rows(station("agreement", "duties", "TASPEN", "--overdue"))[1:]]


def test_what_is_overdue_until_it_is_recorded_as_done(station):
    late = ("TASPEN", "LAPORAN_PEMANFAATAN", "2024-Q3")
    assert late in overdue(station)
    words = ("agreement", "duty-done", *late, "--evidence", "surat 1", "--on", "2024-10-07", "--by", "petugas")
    assert station(*words).stdout == "TASPEN LAPORAN_PEMANFAATAN 2024-Q3: DIPENUHI, done on 2024-10-07\n"
    assert late not in overdue(station)
    assert "done on 2024-10-07 already (surat 1)" in one_line(station(*words))


def test_of_what_lies_ahead_only_the_next_of_each_duty(station):
    found = rows(station("agreement", "duties"))[1:]
    ahead = [(row[0], row[1]) for row in found if row[4] == "AKAN_DATANG"]
    assert len(ahead) == len(set(ahead))
    assert {row[0] for row in found} == {"BPJS", "BPUM", "PANRB", "SIGTK", "TASPEN"}
    assert "agreement 'BPJZ' is not known" in one_line(station("agreement", "duties", "BPJZ"))
