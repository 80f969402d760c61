"""Two parties with a database each, both SQLite or both PostgreSQL."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.databases import postgres_copy, sqlite_copy
from tests.support.parties import Parties, make_parties


@pytest.fixture(params=["sqlite", "postgresql"])
def parties(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Parties]:
    """BKN and BPJS Kesehatan; a test of theirs runs once for each kind of database."""
    with ExitStack() as stack:
        engines = []
        for name in ("bkn", "bpjs"):
            if request.param == "sqlite":
                folder = tmp_path / name
                folder.mkdir()
                engine = stack.enter_context(sqlite_copy(request.getfixturevalue("sqlite_file"), folder))
            else:
                server = request.getfixturevalue("postgres")
                engine = stack.enter_context(postgres_copy(server, request.getfixturevalue("postgres_database")))
            engines.append(engine)
        yield make_parties(tmp_path, "BPJS", (engines[0], engines[1]))
