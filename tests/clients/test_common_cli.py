"""The commands that every partner's client has: notices, their confirmation, the calendar."""

from datetime import timedelta

import pytest

from clients.bpjs.__main__ import main as bpjs
from clients.sigtk.__main__ import main as sigtk
from tests.clients.test_cli import keys, run  # noqa: F401 - a fixture
from tests.registry.test_notices import SIGTK, draft, tell


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_notices_are_shown_until_they_are_confirmed(world, keys):  # noqa: F811 - the fixture
    tell(world.engine, world.now, draft(world.now + timedelta(days=1)), to=SIGTK)
    shown = run(sigtk, keys, "pemberitahuan", "--belum-dikonfirmasi")
    assert shown.stdout == (
        "1\tN-1\tPERBAIKAN\tSIASN\t2026-11-21 09:00 WIB sampai 2026-11-21 10:00 WIB\tbelum\tperbaikan\n"
    )
    done = run(sigtk, keys, "konfirmasi", "N-1", "--cara", "LISAN")
    assert done.stdout == "N-1: diterima, dikonfirmasi LISAN pada 2026-11-20 09:00 WIB\n"
    assert run(sigtk, keys, "pemberitahuan", "--belum-dikonfirmasi").stdout == ""
    assert "dikonfirmasi LISAN" in run(sigtk, keys, "pemberitahuan").stdout
    refused = run(bpjs, keys, "konfirmasi", "N-1")
    assert refused.exit_code == 1
    assert "/konfirmasiPenerimaan/idPemberitahuan: FORMAT_TIDAK_SAH" in refused.stderr


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_calendar(world, keys):  # noqa: F811 - the fixture leads into the world
    lines = run(sigtk, keys, "kalender").stdout.splitlines()
    assert "2027-10-20\tAKAN_DATANG\tPEMANTAUAN_EVALUASI\tKE-4\tMITRA dan BKN\t" in lines
    late = run(sigtk, keys, "kalender", "--terlambat").stdout.splitlines()
    assert [line.split("\t")[3] for line in late] == ["KE-1", "KE-2", "KE-3"]
