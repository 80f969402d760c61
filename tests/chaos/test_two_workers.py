"""Two processes on one database share a full sync; how much sooner they are done, `scripts/bench sync` prints."""

from collections import Counter

import pytest
from sqlalchemy import text

from adapter.records.database import open_engine
from adapter.settings import load
from tests.chaos.settled import require_equal, require_nothing_left, require_once
from tests.support.exchanged import furnish
from tests.support.parties import Parties, Party, ending

pytestmark = pytest.mark.chaos
EMPLOYEES, CARDS, OFFICIALS = 600, 500, 100
_LONGEST_SECONDS = 600


def parts_by_executor(party: Party) -> Counter[str]:
    """How many parts each executor has carried out."""
    engine = open_engine(load(None, party.settings).durable_database_url)
    schema = "dbos." if engine.dialect.name == "postgresql" else ""
    done = f"SELECT executor_id FROM {schema}workflow_status WHERE name = 'sync part' AND status = 'SUCCESS'"  # noqa: S608 - our own words
    with engine.connect() as connection:
        found = Counter(row.executor_id for row in connection.execute(text(done)))
    engine.dispose()
    return found


def test_two_processes_share_the_parts_of_a_full_sync(parties: Parties):
    furnish(parties, EMPLOYEES, CARDS, OFFICIALS)
    bkn, partner = parties.both
    bkn.settings["JEMBATAN_SYNC_PAGE"] = "20"
    with ending([bkn.serve(), partner.serve(), bkn.start("worker")]) as running:
        running[2].await_words(b"worker ready")
        sync = bkn.start("sync", "BPJS", "--penuh")
        running.append(sync)
        assert sync.wait(_LONGEST_SECONDS) == 0, sync.said()
    assert len(parts_by_executor(bkn)) == 2
    require_nothing_left(parties)
    owed = require_equal(parties)
    require_once(parties, {"dataPegawai": owed, "kartuPesertaPns": CARDS, "dataPejabatNegara": OFFICIALS})
