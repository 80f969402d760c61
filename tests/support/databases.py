"""Migrated, empty databases: one template for each session, one copy for each test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from adapter.records.database import open_engine, upgrade, writing
from adapter.records.standard import put_standard_lists

_numbers = count(1)


def sqlite_template(directory: Path) -> Path:
    """A migrated file to copy."""
    path = directory / "template.db"
    engine = open_engine(f"sqlite:///{path}")
    _migrate(engine)
    engine.dispose()  # the last connection to close folds the WAL back into the file
    return path


@contextmanager
def sqlite_copy(template: Path, directory: Path) -> Iterator[Engine]:
    """An engine on a copy of its own."""
    path = directory / "jembatan.db"
    shutil.copyfile(template, path)
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def postgres_template(server: str) -> str:
    """The name of a migrated database to copy."""
    name = _new_name()
    _administer(server, f"CREATE DATABASE {name}")
    engine = open_engine(_on_server(server, name))
    _migrate(engine)
    engine.dispose()
    return name


@contextmanager
def postgres_copy(server: str, template: str) -> Iterator[Engine]:
    """An engine on a copy of its own, dropped afterwards."""
    name = _new_name()
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    engine = open_engine(_on_server(server, name))
    yield engine
    engine.dispose()
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def empty_postgres(server: str) -> str:
    """The URL of a new database without any table."""
    name = _new_name()
    _administer(server, f"CREATE DATABASE {name}")
    return _on_server(server, name)


@contextmanager
def new_postgres(server: str) -> Iterator[str]:
    """The URL of a new database without any table, dropped afterwards."""
    url = empty_postgres(server)
    yield url
    _administer(server, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


def _migrate(engine: Engine) -> None:
    upgrade(engine)
    with writing(engine) as session:
        put_standard_lists(session)


def _new_name() -> str:
    # Several test processes may share one server.
    return f"jembatan_{os.getpid()}_{next(_numbers)}"


def _on_server(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _administer(server: str, *commands: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for command in commands:
            connection.execute(text(command))
    engine.dispose()
