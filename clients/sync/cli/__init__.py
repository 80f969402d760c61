"""jembatan sync: `jembatan sync BPJS` is one of its commands as `jembatan sync status` is."""

from typing import Any

import click

from adapter.cli import LazyGroup
from clients.sync.agreements import CODES
from clients.sync.cli.files import folder_of
from clients.sync.cli.run import run_of

BY_FILE = ("BPUM",)
"""Agreements whose lists go one way, and may come as files (Pasal 5: another way than the web service)."""


class _Sync(LazyGroup):
    """A group in which an agreement's code is a command, too."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The agreements, then the rest."""
        return [*CODES, *BY_FILE, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command; of an agreement, its run."""
        found: Any = super().get_command(ctx, cmd_name)
        code = cmd_name.upper()
        if code in BY_FILE:
            return folder_of(code)
        return found or (run_of(code) if code in CODES else None)


command = _Sync(
    "sync",
    help="Exchange an agreement's lists with the other party, in both directions: `jembatan sync BPJS`.",
    modules={
        "status": "clients.sync.cli.status",
        "reconcile": "clients.sync.cli.reconcile",
        "aside": "clients.sync.cli.aside",
    },
)
