"""What is said between BKN and its partners, a module for each theme; each has `talk(world, **how)`."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any


def talks() -> list[Callable[..., Any]]:
    """Every module's `talk`, in the order of their names."""
    found = sorted(module.name for module in pkgutil.iter_modules(__path__, f"{__name__}."))
    return [importlib.import_module(name).talk for name in found]
