"""What the commands work with: the settings, the database, the vault; each opened only when a command asks for it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import Engine

from adapter.readiness import require_store
from adapter.records.database import open_engine
from adapter.records.keycheck import claim
from adapter.records.vault import Vault
from adapter.registry.catalogue import Catalogue, load_hosted
from adapter.security.keys import load_secret
from adapter.settings import Settings, load

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


class Desk:
    """One command's settings and what they lead to."""

    def __init__(self, env_file: Path | None, overrides: dict[str, str] | None = None) -> None:
        self._env_file = env_file
        self._overrides = overrides or {}

    def overriding(self, **fields: object) -> "Desk":
        """The same desk, with settings given on the command line before those of the environment; None is not given."""
        given = {f"JEMBATAN_{name.upper()}": str(value) for name, value in fields.items() if value is not None}
        return Desk(self._env_file, given)

    @cached_property
    def settings(self) -> Settings:
        """The settings. Raises OperatorError."""
        return load(self._env_file, {**os.environ, **self._overrides})

    @cached_property
    def catalogue(self) -> Catalogue:
        """The agreements as BKN sees them, or one as its partner does (JEMBATAN_MITRA). Raises OperatorError."""
        return load_hosted(self.settings.mitra)

    @cached_property
    def engine(self) -> Engine:
        """The database, migrated. Raises StoreUnavailable."""
        require_store(self.settings)
        engine = open_engine(self.settings.database_url)
        click.get_current_context().call_on_close(engine.dispose)
        return engine

    @cached_property
    def vault(self) -> Vault:
        """What seals personal data, with this database's keys. Raises OperatorError, and StoreUnavailable."""
        vault = Vault(load_secret(self.settings.data_key), load_secret(self.settings.index_key))
        claim(self.engine, vault)
        return vault


def pass_desk(command: Callable[Concatenate[Desk, _Given], _Result]) -> Callable[_Given, _Result]:
    """Give the command its desk as first argument."""

    @wraps(command)
    def with_desk(*args: _Given.args, **kwargs: _Given.kwargs) -> _Result:
        return command(Desk(click.get_current_context().obj), *args, **kwargs)

    return with_desk


@contextmanager
def progress_bar(title: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Takes how many are done, and shows it as a bar on stderr; where that is no terminal, nothing."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=total)
        yield lambda done: progress.update(task, completed=done)
