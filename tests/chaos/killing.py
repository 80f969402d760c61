"""Keeps the processes of two parties up, and kills them at random moments."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import func, select

from adapter.exchange.sync_models import SyncPart
from adapter.records.database import reading
from tests.support.parties import Parties, Running, ending

STALLED_SECONDS = 240
"""Without a page for so long, nothing goes on any more. A machine with much else to do takes a while to start six."""

GOES_ON = (0, 1, 3)
"""Exit statuses of a sync that may be started again: done, cannot go on for now, the other party is away."""

WEIGHTS = {"sync": 8, "worker": 4, "BKN server": 3, "partner server": 3, "partner sync": 4}
"""How often each is killed, beside the others."""


@dataclass
class Troupe:
    """The processes by their roles, each started again whenever it has ended; `ended` counts by role and status."""

    parties: Parties
    starters: dict[str, Callable[[], Running]]
    running: dict[str, Running] = field(default_factory=dict)
    ended: Counter[tuple[str, int]] = field(default_factory=Counter)

    def tend(self) -> None:
        """Start what is not running. Fails where one has ended that nobody asked to."""
        for role, start in self.starters.items():
            one = self.running.get(role)
            if one is None:
                self.running[role] = start()
            elif (status := one.status()) is not None:
                assert "sync" in role, f"the {role} has ended with {status}:\n{one.said()}"
                assert status in GOES_ON, f"the {role} has ended with {status}:\n{one.said()}"
                assert "Traceback" not in one.said(), f"the {role} has fallen over:\n{one.said()}"
                self.ended[role, status] += 1
                self.running[role] = start()

    def pages(self) -> int:
        """The pages that both parties have exchanged so far."""
        found = 0
        for party in self.parties.both:
            with reading(party.engine) as session:
                found += session.scalar(select(func.sum(SyncPart.pages))) or 0
        return int(found)

    def await_pages(self, pages: int) -> None:
        """Wait until there are so many."""
        began = now = self.pages()
        deadline = time.monotonic() + STALLED_SECONDS
        while now < pages:
            self.tend()
            assert time.monotonic() < deadline, self.told(f"no page beyond {began}")
            time.sleep(0.02)
            now = self.pages()

    def kill(self, role: str) -> None:
        """Kill one, and start it again at once."""
        self.running.pop(role).kill()
        self.tend()

    def told(self, what: str) -> str:
        """A failure, with the last words of everybody."""
        said = [f"--- {role}\n{one.said()}" for role, one in self.running.items()]
        return "\n".join([what, *said])


@contextmanager
def troupe(parties: Parties, starters: dict[str, Callable[[], Running]]) -> Iterator[Troupe]:
    """All of them up; killed at the end."""
    found = Troupe(parties, starters)
    try:
        found.tend()
        yield found
    finally:
        with ending(list(found.running.values())):
            pass


def kill_at_random(found: Troupe, kills: int, seed: int) -> Counter[str]:
    """Kill so many times, each some pages and milliseconds after the last; gives how often each role was killed."""
    random, killed = Random(seed), Counter[str]()  # noqa: S311 - the same seed draws the same
    roles, weights = list(WEIGHTS), list(WEIGHTS.values())
    for _ in range(kills):
        (role,) = random.choices(roles, weights)
        # Sometimes at once: who is killed while he starts, or takes up another's work, is a case of its own.
        found.await_pages(found.pages() + random.choice((0, 1, 1, 2, 3)))
        time.sleep(random.random() * 0.3)
        found.tend()
        found.kill(role)
        killed[role] += 1
    return killed
