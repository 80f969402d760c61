"""A client of any partner that knows the shared operations only: enough for what every agreement has."""

from typing import Any

from adapter.agreements.terms import ADMINISTRATION
from clients.base import PartnerClient
from tests.support.world import World


def partner(world: World, code: str, *, name: str | None = None, **changes: Any) -> PartnerClient:
    """The client of the agreement `code`; it signs as `name`, if not as itself."""
    members = {
        "agreement": world.catalogue.agreement(code),
        "service": "LayananKerjaSama",
        "purpose": ADMINISTRATION.code,
    }
    client: type[PartnerClient] = type("Partner", (PartnerClient,), members)
    return client(world.connection(name or code, **changes))
