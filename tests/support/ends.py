"""A guard against work without end: for input that is made to cost.

No measure: that is `scripts/bench --worst`, in seconds. What this stops takes a hundred times as long as it should.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SECONDS = 60
"""Of this process's own time, so that what else the machine does is no part of it."""


class Endless(AssertionError):
    """The work inside of `ends` went on for a minute."""


@contextmanager
def ends() -> Iterator[None]:
    """Raises Endless where the work inside does not end; as soon as it comes back from C. In the main thread only."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Endless(f"not done after {_SECONDS} seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
