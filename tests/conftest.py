"""Fixtures for every test: databases, a vault, a clock's time."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from adapter.clock import WIB
from adapter.records.synthetic import populate
from adapter.records.vault import Vault
from tests.support.databases import postgres_copy, postgres_template, sqlite_copy, sqlite_template
from tests.support.postgres import postgres_server
from tests.support.world import World, make_world

# By default the same examples each time: red means that something was changed. Nightly others, twenty times as many.
settings.register_profile(
    "default", max_examples=500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("nightly", settings.get_profile("default"), max_examples=10_000, derandomize=False)
settings.load_profile(os.environ.get("JEMBATAN_TEST_PROFILE", "default"))


@pytest.fixture(scope="session", autouse=True)
def _quiet() -> None:
    """The application's log lines, which a test can still capture, are not printed among the results."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server's URL."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_database(postgres: str) -> str:
    return postgres_template(postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A migrated, empty database of the test's own; the test runs once for each kind."""
    if request.param == "sqlite":
        with sqlite_copy(request.getfixturevalue("sqlite_file"), tmp_path) as opened:
            yield opened
    else:
        template = request.getfixturevalue("postgres_database")
        with postgres_copy(request.getfixturevalue("postgres"), template) as opened:
            yield opened


@pytest.fixture
def vault() -> Vault:
    return Vault(b"d" * 32, b"i" * 32)


@pytest.fixture
def now() -> datetime:
    """The day that the acceptance scenarios are set on."""
    return datetime(2026, 11, 20, 9, 0, tzinfo=WIB)


@pytest.fixture
def world(engine: Engine, vault: Vault, now: datetime) -> World:
    """BKN with 60 invented people, both partners registered, both agreements extended by example."""
    populate(engine, vault, 60, now=now)
    return make_world(engine, vault, now)
