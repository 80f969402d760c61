"""The command `jembatan`. Each command is a module of its own, imported only when it is called."""

import gc
import importlib
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from adapter.errors import JembatanError, StoreUnavailable

FAILED = 1
"""The exit status of a command that could not do what it should; 2 is click's, for a wrong call."""
STORE_UNAVAILABLE = 3
ADDED = "jembatan.commands"
"""The group of entry points that name the modules of further commands."""


class LazyGroup(click.Group):
    """A group that knows its commands' modules by name. So `jembatan serve` does not wait for what others import."""

    def __init__(self, *args: Any, modules: dict[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs)
        self._modules = modules

    def _known(self) -> dict[str, str]:
        return self._modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands, in the order in which an operator meets them."""
        return list(self._known())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command, its module imported now."""
        module = self._modules.get(cmd_name) or self._known().get(cmd_name)
        if module is None:
            return None
        # What is loaded stays: to look again and again for what of it could go takes a quarter of the start.
        gc.disable()
        try:
            command: click.Command = importlib.import_module(module).command
        finally:
            gc.enable()
        return command


class OneLineErrors(LazyGroup):
    """The one place where an error becomes a line on stderr and an exit status.

    Its commands are those of the adapter and, from the entry points in the group jembatan.commands, those of whoever
    builds on it: `sync` and `worker` need the clients, which the adapter does not import.
    """

    def _known(self) -> dict[str, str]:
        return {**self._modules, **{point.name: point.value for point in entry_points(group=ADDED)}}

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; what it raises on purpose is told without a traceback."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read the output has read enough; click knows what to do
        except (JembatanError, OSError) as error:
            if ctx.params["debug"]:
                raise
            for line in _told(error).splitlines():
                click.echo(f"jembatan: {line}", err=True)
            ctx.exit(STORE_UNAVAILABLE if isinstance(error, StoreUnavailable) else FAILED)


def _told(error: Exception) -> str:
    """The error's own text; for a file that the system refuses, its name and the system's reason."""
    if not isinstance(error, OSError) or error.strerror is None:
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename is not None else error.strerror


@click.group(
    cls=OneLineErrors,
    modules={
        "keys": "adapter.cli.keys",
        "migrate": "adapter.cli.migrate",
        "seed": "adapter.cli.seed",
        "import": "adapter.cli.import_csv",
        "offer": "adapter.cli.offer",
        "hold": "adapter.cli.hold",
        "partner": "adapter.cli.partner",
        "agreement": "adapter.cli.agreement",
        "notice": "adapter.cli.notice",
        "lists": "adapter.cli.lists",
        "bpum": "adapter.cli.bpum",
        "difference": "adapter.cli.difference",
        "aggregate": "adapter.cli.aggregate",
        "journal": "adapter.cli.journal",
        "berita-acara": "adapter.cli.berita_acara",
        "report": "adapter.cli.report",
        "incident": "adapter.cli.incident",
        "check-config": "adapter.cli.check_config",
        "periksa-pesan": "adapter.cli.periksa_pesan",
        "serve": "adapter.cli.serve",
        "wsdl": "adapter.cli.wsdl",
    },
    epilog="Exit status: 0 done, 1 failed, 2 wrong usage, 3 the database is away or not migrated.",
)
@click.option("--env-file", type=click.Path(path_type=Path), help="Read settings (JEMBATAN_*) from this file too.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="jembatan")
@click.pass_context
def main(ctx: click.Context, env_file: Path | None, debug: bool) -> None:  # noqa: ARG001, FBT001 - click passes flags
    """Jembatan: exchange civil-servant records with partners under signed agreements.

    First steps: keys, migrate, seed (or import), partner add, agreement extend (for one that has ended), serve.
    Settings come from JEMBATAN_* in the environment.
    """
    ctx.obj = env_file
