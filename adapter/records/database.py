"""Opens the database, and draws the borders of a transaction.

SQLite (one file, WAL, full sync) is the embedded default; PostgreSQL through psycopg 3 where one machine is
outgrown. Both see the same two doors: `writing` and `reading`. The schema comes from migrations only.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from sqlalchemy import Connection, CursorResult, Engine, Executable, create_engine, event, make_url, text
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from adapter.errors import StoreUnavailable
from adapter.records.migrations import HEAD, MIGRATION_LOCK

_BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for another: a call takes milliseconds, an import's batch under a second."""

_TURN_SECONDS = 30
"""How long a call waits for its turn to write: half of the patience of a client."""

_turns: WeakKeyDictionary[Engine, threading.Lock] = WeakKeyDictionary()
_engines: WeakSet[Engine] = WeakSet()


def _forget() -> None:
    """In a child: its parent's connections are the parent's, and a thread that is not here may hold a turn."""
    _turns.clear()
    for engine in _engines:
        engine.dispose(close=False)


os.register_at_fork(after_in_child=_forget)

_CONNECT_TIMEOUT_SECONDS = 5
"""A host that does not answer: a call must end in a clear fault, not hang."""

_MIGRATION_LOCK_TIMEOUT = "10s"
"""A migration that waits for a table's lock makes every later query wait behind it: give up instead."""

_UNDEFINED_TABLE = "42P01"
_DEADLOCK = "40P01"
_STANDBY = "0A000"
"""What a server that nobody has promoted yet says to a transaction that may write."""

_SQLITE_REASONS = {
    sqlite3.SQLITE_CANTOPEN: "unable to open its file; may this user read and write it, and write in its folder?",
    sqlite3.SQLITE_READONLY: "its file may not be written; give this user the right to, and to write in its folder",
    sqlite3.SQLITE_PERM: "permission denied",
    sqlite3.SQLITE_NOTADB: "its file is no database",
    sqlite3.SQLITE_CORRUPT: "its file is damaged",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_BUSY: "another process holds it",
}


def open_engine(url: str, connections: int = 5) -> Engine:
    """An engine for `sqlite:///...` or `postgresql://...`; nothing is connected to yet.

    `connections` is how many threads will use it at a time.
    """
    address = make_url(url)
    if address.drivername in {"postgresql", "postgres"}:
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() != "sqlite":
        engine = create_engine(
            address,
            pool_pre_ping=True,
            pool_size=connections,
            hide_parameters=True,
            connect_args={"connect_timeout": _CONNECT_TIMEOUT_SECONDS},
        )
        _engines.add(engine)
        return engine
    engine = create_engine(address, hide_parameters=True, pool_size=connections)
    _engines.add(engine)
    event.listen(engine, "do_connect", create_privately)
    event.listen(engine, "connect", _configure_sqlite)
    return engine


def create_privately(_dialect: object, _record: object, arguments: list[Any], _options: object) -> None:
    """Before SQLite makes a new file, make it for this user alone: a listener for `do_connect`."""
    if arguments[0].startswith((":memory:", "file:")):
        return
    # SQLite would let everybody on this machine read a new file; its WAL and index take over the file's mode.
    with suppress(OSError):
        os.close(os.open(arguments[0], os.O_CREAT | os.O_EXCL, 0o600))


def _configure_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own BEGIN comes only before the first write: a read and a write would be two transactions. So it
    # begins none, and beside the doors each statement is its own.
    connection.isolation_level = None
    # The wait comes first: switching to WAL needs the lock that it waits for.
    connection.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection, *, writes: bool) -> None:
    # By whoever opens a door, and by no listener: one listener, and SQLAlchemy asks for them with every statement.
    if connection.dialect.name == "sqlite":
        # A deferred transaction that reads and then writes fails at once when another has written meanwhile.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction that may write: committed at the end, rolled back on any exception.

    Raises StoreUnavailable when the database is away; an IntegrityError comes through as it is.
    """
    with _turn(engine), store_errors(), engine.connect() as connection, Session(connection) as session, session.begin():
        _begin_sqlite(session.connection(), writes=True)
        yield session


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """One writer at a time in this process, in turn: SQLite lets those who wait for its lock try at random."""
    if engine.dialect.name != "sqlite":
        yield
        return
    lock = _turns.setdefault(engine, threading.Lock())
    if not lock.acquire(timeout=_TURN_SECONDS):
        raise StoreUnavailable("other calls held the database too long")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One snapshot to read from; PostgreSQL refuses writes in it, SQLite is trusted. Raises StoreUnavailable."""
    with store_errors(), engine.connect() as plain:
        connection = plain
        if engine.dialect.name == "postgresql":
            connection = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with Session(connection) as session, session.begin():
            _begin_sqlite(session.connection(), writes=False)
            yield session


def run(
    session: Session, statement: Executable, values: Mapping[str, object] | Sequence[Mapping[str, object]]
) -> CursorResult[*tuple[Any, ...]]:
    """The result of a statement that was built once, as plain rows: half the cost of the session's own way.

    What is pending in the session is written first, as the session itself does it.
    """
    session.flush()
    return session.connection().execute(statement, values)


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn the errors of a database that is away into StoreUnavailable; all others come through."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreUnavailable("no database connection became free") from error
    except DBAPIError as error:
        if not is_away(error):
            raise
        raise StoreUnavailable(f"the database does not answer: {_reason(error)}") from error


def _reason(error: DBAPIError) -> str:
    # The driver's text may quote a statement's values; only its class is told, or what SQLite's code stands for.
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return _SQLITE_REASONS.get(code, type(error.orig).__name__)


def is_away(error: DBAPIError) -> bool:
    """Whether the error says that there is no database to work with, and nothing about what was asked of it."""
    if isinstance(error, IntegrityError):
        return False
    if error.connection_invalidated or isinstance(error, (OperationalError, InterfaceError)):
        return True
    if isinstance(error, (ProgrammingError, NotSupportedError)):
        return getattr(error.orig, "sqlstate", None) in (_UNDEFINED_TABLE, _STANDBY)
    # sqlite3 raises the bare class for a file that is no database, or a damaged one.
    return type(error) is DatabaseError


def lost_a_race(error: DBAPIError) -> bool:
    """Whether another writer came first: what was begun in a savepoint may be tried again, and sees his rows."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) == _DEADLOCK


def upgrade(engine: Engine) -> None:
    """Bring the schema to its newest revision; two starts at once wait for each other. Raises StoreUnavailable."""
    # Alembic takes a quarter of the start's budget to import, and only this needs it.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", "adapter.records:migrations")
    config.set_main_option("path_separator", "os")
    with store_errors(), engine.connect() as connection, connection.begin():
        _begin_sqlite(connection, writes=True)
        _take_migration_lock(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _take_migration_lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # In this order: the other migration may take longer than any table's lock should be waited for.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        connection.execute(text(f"SET LOCAL lock_timeout = '{_MIGRATION_LOCK_TIMEOUT}'"))


def check_schema(engine: Engine) -> None:
    """Nothing, when the schema is at its newest revision; else StoreUnavailable says what to run."""
    found = _revision(engine)
    if found != HEAD:
        raise StoreUnavailable(f"the database is at revision {found or 'none'}, needs {HEAD}: run `jembatan migrate`")


def _revision(engine: Engine) -> str | None:
    with store_errors(), engine.connect() as connection:
        if not engine.dialect.has_table(connection, "alembic_version"):
            return None
        revision: Any = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(revision) if revision is not None else None
