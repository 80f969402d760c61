import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError, InternalError
from sqlalchemy.orm import Session

import adapter.agreements.bpum.models
import adapter.duties.models
import adapter.exchange.executor_models
import adapter.exchange.file_models
import adapter.exchange.models
import adapter.exchange.peer_models
import adapter.exchange.sync_models
import adapter.journal.file_models
import adapter.journal.models
import adapter.journal.papers
import adapter.records.aggregate_models
import adapter.records.difference_models
import adapter.records.digest_models
import adapter.records.held_models
import adapter.records.information_models
import adapter.records.models
import adapter.records.offered_models
import adapter.records.said_models
import adapter.registry.addenda_models
import adapter.registry.models
import adapter.registry.notice_models
import adapter.registry.term_models  # noqa: F401
from adapter.errors import StoreUnavailable
from adapter.records.base import Base
from adapter.records.database import check_schema, open_engine, reading, run, upgrade, writing
from adapter.records.migrations import HEAD
from adapter.records.models import MutationCounter, ReferenceList, Seeding
from tests.support.databases import empty_postgres, postgres_copy


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def test_migrations_give_exactly_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory("adapter/records/migrations").get_heads() == [HEAD]


def test_upgrade_of_an_upgraded_database_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    check_schema(engine)


def test_two_starts_at_once_both_succeed(postgres: str) -> None:
    url = empty_postgres(postgres)
    failures: list[Exception] = []

    def start() -> None:
        try:
            with _opened(url) as engine:
                upgrade(engine)
        except Exception as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    starts = [Thread(target=start) for _ in range(4)]
    for thread in starts:
        thread.start()
    for thread in starts:
        thread.join()
    assert failures == []


def test_a_database_without_tables_says_what_to_run(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    with _opened(url) as engine, pytest.raises(StoreUnavailable, match="run `jembatan migrate`"):
        check_schema(engine)


def test_missing_tables_are_a_store_that_is_away(tmp_path: Path, postgres: str) -> None:
    for url in (f"sqlite:///{tmp_path / 'empty.db'}", empty_postgres(postgres)):
        with _opened(url) as engine, pytest.raises(StoreUnavailable), reading(engine) as session:
            session.get(MutationCounter, 1)


def test_a_server_that_is_away_is_told_without_its_address(tmp_path: Path) -> None:
    url = f"postgresql:///x?host={tmp_path}&user=x"
    with _opened(url) as engine, pytest.raises(StoreUnavailable) as caught, writing(engine):
        pytest.fail("nothing to write to")
    assert str(tmp_path) not in str(caught.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dengan hormat, " * 100)
    wrong = pytest.raises(StoreUnavailable, match="its file is no database")
    with _opened(f"sqlite:///{tmp_path / 'letter.db'}") as engine, wrong, reading(engine):
        pytest.fail("nothing to read from")


def test_a_file_that_does_not_open_is_told_with_the_reason(tmp_path: Path) -> None:
    wrong = pytest.raises(StoreUnavailable, match="unable to open its file")
    with _opened(f"sqlite:///{tmp_path}") as engine, wrong, writing(engine):
        pytest.fail("nothing to write to")


def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    with _opened(f"sqlite:///{tmp_path / 'new.db'}") as engine:
        upgrade(engine)
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


def test_an_exception_rolls_back(engine: Engine) -> None:
    with pytest.raises(KeyError), writing(engine) as session:
        _add_and_fail(session)
    with reading(engine) as session:
        assert session.get(ReferenceList, "UJI") is None


def _add_and_fail(session: Session) -> None:
    session.add(ReferenceList(kind="UJI", version=1))
    session.flush()
    raise KeyError


def test_an_integrity_error_comes_through(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(MutationCounter(id=1, last_token=0))


def test_postgresql_refuses_to_write_while_reading(postgres: str, postgres_database: str) -> None:
    with postgres_copy(postgres, postgres_database) as engine, pytest.raises(InternalError), reading(engine) as session:
        session.execute(text("DELETE FROM mutation_counter"))


def test_sqlite_syncs_every_commit_and_keeps_foreign_keys(tmp_path: Path) -> None:
    with _opened(f"sqlite:///{tmp_path / 'x.db'}") as engine, reading(engine) as session:
        found = [session.execute(text(f"PRAGMA {name}")).scalar() for name in _PRAGMAS]
    assert found == ["wal", 2, 1, 10_000]


_PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")


def test_transactions_are_begun_by_the_doors_alone() -> None:
    """Beside them each statement would be its own on SQLite; the engine in durable.py is DBOS's."""
    sources = [path for room in ("adapter", "clients") for path in Path(room).rglob("*.py")]
    found = {str(path) for path in sources if re.search(r"engine\.(connect|begin)\(", path.read_text())}
    assert found == {"adapter/records/database.py", "adapter/exchange/durable.py"}


def test_a_statement_that_was_built_once_sees_what_is_pending(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Seeding(seed=7, people=3))
        assert run(session, select(Seeding.people), {}).scalar_one() == 3


FORKED = """
import os, sys, threading
from sqlalchemy import text
from adapter.records.database import _turn, open_engine, reading, writing
engine = open_engine(sys.argv[1])
with writing(engine) as session:
    session.execute(text("SELECT 1"))
held, go = threading.Event(), threading.Event()
def hold():
    with _turn(engine):
        held.set()
        go.wait()
threading.Thread(target=hold, daemon=True).start()
held.wait()
child = os.fork()
if child == 0:
    assert engine.pool.checkedin() == 0
    go.set()
    with writing(engine) as session:
        session.execute(text("SELECT 1"))
    os._exit(0)
go.set()
os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_process_that_is_forked_inherits_neither_connections_nor_turns(sqlite_file: Path) -> None:
    """As gunicorn does with --preload: two processes on one connection would read each other's rows."""
    command = [sys.executable, "-W", "ignore", "-c", FORKED, f"sqlite:///{sqlite_file}"]
    assert subprocess.run(command, timeout=60, check=False).returncode == 0
