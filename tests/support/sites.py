"""The sites of a world: BKN's, and each partner's, as a sync runs there; their patience waits no time of ours.

assert bkn_syncs(world, "BPJS") == {"kartuPesertaPns": {"TERSIMPAN": 2}}
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapter.agreements.terms import Agreement
from adapter.exchange import runs
from adapter.exchange.runs import DELTA
from adapter.records.database import reading
from adapter.security import TrustedCertificates
from clients.base import Connection
from clients.sync import reasons
from clients.sync.site import Site
from tests.support.inline import go, patient
from tests.support.world import World


def bkn_site(world: World, *, line: Mapping[str, Any] | None = None, **changes: Any) -> Site:
    """BKN's, which reaches every partner's host of this world; `line` replaces parts of its connections."""

    def connect(agreement: Agreement) -> Connection:
        trusted = TrustedCertificates.of([world.identities[agreement.code].certificate])
        usual = {"address": world.host(agreement.code).address, "trusted": trusted}
        return world.connection("server", **{**usual, **(line or {})})

    changes = {"patience": patient(world), **changes}
    return Site(world.engine, world.vault, world.clock, world.catalogue, connect, **changes)


def partner_site(world: World, code: str, **changes: Any) -> Site:
    """A partner's, which reaches this world's BKN."""
    host = world.host(code)
    site = Site(
        host.engine, host.vault, world.clock, world.catalogue.at_partner(code), lambda _: world.connection(code)
    )
    return replace(site, **{"patience": patient(world), **changes})


def bkn_syncs(world: World, code: str, mode: str = DELTA, **changes: Any) -> dict[str, Counter[str]]:
    """BKN syncs with a partner, or goes on, to the end of the run; gives its rows by list and result, if any."""
    outcome, run = go(bkn_site(world, **changes), code, mode)
    assert outcome == reasons.ENDED, run.note
    with reading(world.engine) as session:
        counts = runs.counts_of(runs.parts_of(session, run.run_id))
    return {name: results for name, results in counts.items() if results}


def bkn_stops(world: World, code: str, **changes: Any) -> str:
    """BKN syncs with a partner, tries nothing twice, and does not come to the end; gives the note that says why."""
    once = patient(world, attempts=1, rejected=0, store_attempts=1)
    outcome, run = go(bkn_site(world, **{"patience": once, **changes}), code)
    assert outcome != reasons.ENDED
    return str(run.note)
