"""Whose sync this process carries out: work that DBOS takes up by its name finds it here."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from adapter.errors import OperatorError
from adapter.exchange.durable import Durable
from clients.sync.site import Site


@dataclass(frozen=True, slots=True)
class Here:
    """The party, and what carries durable work out."""

    site: Site
    durable: Durable


_here: list[Here] = []
_told = threading.Event()
_PATIENCE_SECONDS = 30.0
"""Queues are listened to from a moment before this process is told whose work it does."""


@contextmanager
def at_site(site: Site, durable: Durable) -> Iterator[None]:
    """Let this process carry out runs of `site`, until the end of the block."""
    _here[:] = [Here(site, durable)]
    _told.set()
    try:
        yield
    finally:
        durable.stop()  # a page under way is carried out to its end
        _told.clear()
        _here.clear()


def here() -> Here:
    """Where it is. Raises OperatorError where nobody tells within half a minute."""
    if not _told.wait(_PATIENCE_SECONDS):
        raise OperatorError("this process was not told whose sync it carries out; stop it and start it again")
    return _here[0]
