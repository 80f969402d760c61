"""A two-way sync of two installations, killed again and again: in the end every record is where it belongs, once.

    JEMBATAN_TEST_KILLS=200 scripts/test -m chaos -n 0 -s tests/chaos

kills 200 times over 20 000 records, on SQLite and on PostgreSQL; without the variable it is 20 over 2 000, which is
what CI can afford. Kills fall at pages and milliseconds drawn from a seed, which is printed;
JEMBATAN_TEST_KILL_SEED=... draws the same again (what is under way at that moment is the machine's own choice).
"""

import os

import pytest

from adapter.clock import system_clock
from tests.chaos.killing import kill_at_random, troupe
from tests.chaos.settled import (
    require_equal,
    require_journals,
    require_nothing_left,
    require_nothing_personal,
    require_once,
)
from tests.support.exchanged import furnish, numbers_of
from tests.support.parties import Parties, Party

KILLS = int(os.environ.get("JEMBATAN_TEST_KILLS", "20"))
SEED = int(os.environ.get("JEMBATAN_TEST_KILL_SEED", str(int(system_clock().timestamp()))))
EMPLOYEES, CARDS, OFFICIALS = 50 * KILLS, 40 * KILLS, 10 * KILLS
PAGE = 100
_SETTLED_SECONDS = 1200
_ATTEMPTS = 5

pytestmark = pytest.mark.chaos


def starters(parties: Parties):
    bkn, partner = parties.both
    full = ("sync", "BPJS", "--penuh")
    return {
        "BKN server": lambda: bkn.start("serve", "--port", str(bkn.port)),
        "partner server": lambda: partner.start("serve", "--port", str(partner.port)),
        "worker": lambda: bkn.start("worker"),
        "sync": lambda: bkn.start(*full),
        "partner sync": lambda: partner.start(*full),
    }


def settle(party: Party) -> None:
    """Let the unfinished run come to its end, and once more whatever has changed."""
    for _ in range(2):
        ended = (party.start("sync", "BPJS").wait(_SETTLED_SECONDS) for _ in range(_ATTEMPTS))
        assert 0 in ended, (party.folder / f"{party.name}-sync.log").read_text()[-2000:]


def test_every_record_is_exchanged_once_however_often_anything_is_killed(parties: Parties):
    print(f"\nJEMBATAN_TEST_KILL_SEED={SEED}")  # noqa: T201 - pytest shows it with the failure
    furnish(parties, EMPLOYEES, CARDS, OFFICIALS)
    for party in parties.both:
        party.settings["JEMBATAN_SYNC_PAGE"] = str(PAGE)
    with troupe(parties, starters(parties)) as running:
        killed = kill_at_random(running, KILLS, SEED)
        for role in ("sync", "partner sync"):
            running.starters.pop(role)
            running.running.pop(role).kill()
        for party in parties.both:
            party.await_health()
        for party in parties.both:
            settle(party)
    print(f"killed: {dict(killed)}; ended by themselves: {dict(running.ended)}")  # noqa: T201 - as above
    require_nothing_left(parties)
    owed = require_equal(parties)
    require_once(parties, {"dataPegawai": owed, "kartuPesertaPns": CARDS, "dataPejabatNegara": OFFICIALS})
    assert require_journals(parties) > 0
    for party in parties.both:
        assert require_nothing_personal(party, numbers_of(EMPLOYEES, OFFICIALS)) > KILLS
