"""How many refused messages of unproven senders are written down one by one.

Anybody can send those: each would take the write lock and a row. So in each minute, each process writes down the
first STRANGERS_PER_MINUTE for each signer that they name (one account for all that name nobody whom we know, and
one for what HTTP alone turns away, of which there is a log line only; a replay counts for the partner whose message
it was), so that a flood in one name leaves room for the others.
What comes beyond gets its fault, but neither entry nor log line of its own: one line tells that the limit was
reached, and another, with the next such message in a later minute, how many there were.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable

import structlog

from adapter import limits

_PERIOD_SECONDS = 60

log = structlog.get_logger("jembatan")


class Strangers:
    """The account of one process, shared by its threads."""

    def __init__(
        self, most: int = limits.STRANGERS_PER_MINUTE, *, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """`most` in a minute; `seconds` tells durations only."""
        self._most, self._seconds = most, seconds
        self._lock = threading.Lock()
        self._minute = -1
        self._counts: Counter[Hashable] = Counter()
        self._untold = 0

    def write_down(self, named: Hashable) -> bool:
        """Whether one more is to be written down in this name: a registered signer, None, or a word for strangers.

        The names must be few: each has an account of its own.
        """
        with self._lock:
            untold = self._turn()
            self._counts[named] += 1
            count = self._counts[named]
            self._untold += count > self._most
        if untold:
            log.warning("refused messages were not written down", count=untold)
        if count == self._most + 1:
            log.warning("too many refused messages to write down each", limit=self._most, period=_PERIOD_SECONDS)
        return count <= self._most

    def _turn(self) -> int:
        """Begin a new minute where one has begun; gives how many of earlier ones are still to be told."""
        minute = int(self._seconds() // _PERIOD_SECONDS)
        if minute == self._minute:
            return 0
        self._minute = minute
        self._counts.clear()
        untold, self._untold = self._untold, 0
        return untold
