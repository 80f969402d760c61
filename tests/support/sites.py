"""The sites of a world: BKN's, and each partner's, as a sync runs there; their patience waits no time of ours."""

from dataclasses import replace
from typing import Any

from adapter.agreements.terms import Agreement
from adapter.security import TrustedCertificates
from clients.base import Connection
from clients.sync.site import Site
from tests.support.inline import patient
from tests.support.world import World


def bkn_site(world: World, **changes: Any) -> Site:
    """BKN's, which reaches every partner's host of this world."""

    def connect(agreement: Agreement) -> Connection:
        trusted = TrustedCertificates.of([world.identities[agreement.code].certificate])
        return world.connection("server", address=world.host(agreement.code).address, trusted=trusted)

    changes = {"patience": patient(world), **changes}
    return Site(world.engine, world.vault, world.clock, world.catalogue, connect, **changes)


def partner_site(world: World, code: str, **changes: Any) -> Site:
    """A partner's, which reaches this world's BKN."""
    host = world.host(code)
    site = Site(
        host.engine, host.vault, world.clock, world.catalogue.at_partner(code), lambda _: world.connection(code)
    )
    return replace(site, **{"patience": patient(world), **changes})
