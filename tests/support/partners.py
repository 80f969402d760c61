"""A client of any partner that knows the shared operations only: enough for what every agreement has."""

from typing import Any

from clients.base import PartnerClient
from tests.support.world import World


def partner(world: World, code: str, **how: Any) -> PartnerClient:
    """As `World.partner`."""
    return world.partner(code, **how)
