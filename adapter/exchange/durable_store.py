"""The database in which the order of durable work is kept, opened as DBOS needs it."""

import sqlite3
import threading
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

from adapter.clock import system_clock
from adapter.records.database import create_privately, is_away, open_engine

_KNOWS_SUBSEC = (3, 42)
"""From Python 3.12 on DBOS asks SQLite for unixepoch('subsec'), whichever SQLite it is; an older one gives NULL."""
_BUSY_TIMEOUT_MS = 30_000
"""Several processes share the file; each holds its lock for milliseconds."""


class Closed(Exception):
    """The process no longer works with the database."""


closed = threading.Event()
"""Whether it does."""


def open_durable_engine(url: str, connections: int) -> Engine:
    """An engine for what adapter.records.database accepts; on SQLite the file is private, and every commit synced.

    Not the one for the records: there every transaction is begun by us, here by the driver, as DBOS expects.
    """
    if make_url(url).get_backend_name() != "sqlite":
        engine = open_engine(url, connections)
        event.listen(engine, "handle_error", _tell_that_it_is_away)
    else:
        engine = create_engine(url, hide_parameters=True, pool_size=connections)
        event.listen(engine, "do_connect", create_privately)
        event.listen(engine, "connect", _configure_sqlite)
    return engine


def end_when_closed(engine: Engine) -> None:
    """Let the engine give nothing out, and close what comes back, once the process has `closed` its durable work."""
    event.listen(engine, "checkout", _refuse_when_closed)
    event.listen(engine, "checkin", _close_when_closed)


def _refuse_when_closed(*_: object) -> None:
    # What still waits in DBOS, for the database or for work that others have taken over, would wait for ever.
    if closed.is_set():
        raise Closed


def _close_when_closed(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's
    # What a thread of DBOS still holds when the engine is disposed of, would come back to a pool that nobody closes.
    if connection is not None and closed.is_set():
        connection.close()


def _tell_that_it_is_away(context: ExceptionContext) -> None:
    # DBOS waits for a server to come back, but knows only some of what says that it is away.
    away = isinstance(context.sqlalchemy_exception, DBAPIError) and is_away(context.sqlalchemy_exception)
    if away and getattr(context.original_exception, "sqlstate", None) is None:
        context.is_disconnect = True


def _configure_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's
    if sqlite3.sqlite_version_info < _KNOWS_SUBSEC:
        connection.create_function("unixepoch", 1, lambda _subsec: system_clock().timestamp())
    connection.isolation_level = "IMMEDIATE"
    connection.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
