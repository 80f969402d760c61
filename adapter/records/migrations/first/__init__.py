"""The tables of revision 0001 that came with further rooms: one module for each, made in the order of their names."""

import importlib
import pkgutil


def create() -> None:
    """Create the tables of every module here; each has a `create` of its own."""
    for module in sorted(pkgutil.iter_modules(__path__, f"{__name__}."), key=lambda found: found.name):
        importlib.import_module(module.name).create()
