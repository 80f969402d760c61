"""What is exchanged with each partner, a module for each; a partner's module gives `legs(own)` for either side."""

import importlib
from types import ModuleType

from adapter.agreements.terms import Side
from adapter.errors import OperatorError
from clients.sync.legs import Leg

CODES = ("BPJS", "PANRB", "SIGTK")
"""Agreements under which both parties have a host."""


def legs_of(code: str, own: Side) -> tuple[Leg, ...]:
    """The legs of an agreement as this side goes them. Raises OperatorError for one that has no sync."""
    if code not in CODES:
        raise OperatorError(f"{code}: no list is exchanged in both directions; there are {', '.join(CODES)}")
    module: ModuleType = importlib.import_module(f"clients.sync.agreements.{code.lower()}")
    found: tuple[Leg, ...] = module.legs(own)
    return found


def leg_of(code: str, own: Side, name: str) -> Leg:
    """One of them, by its name."""
    return next(leg for leg in legs_of(code, own) if leg.name == name)
