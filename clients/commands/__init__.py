"""The commands that every client's command line has, a module for each theme; each has COMMANDS."""

import importlib
import pkgutil

import click


def shared_commands() -> list[click.Command]:
    """All of them, in the order of their modules' names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__, f"{__name__}."))
    return [command for name in names for command in importlib.import_module(name).COMMANDS]
