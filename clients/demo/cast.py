"""Who plays in the demonstration: every partner's client, on the stage."""

from collections.abc import Sequence
from dataclasses import dataclass

from clients.base import PartnerClient
from clients.bkn import CLIENTS, BknClient
from clients.bkn.connect import connection_to
from clients.bpjs import BpjsClient
from clients.cli import connect
from clients.demo.stage import Stage
from clients.panrb import PanrbClient
from clients.sigtk import SigtkClient
from clients.taspen import TaspenClient


@dataclass(frozen=True, slots=True)
class Cast:
    """The clients, and the stage for what an operator does between their calls."""

    stage: Stage
    bpjs: BpjsClient
    sigtk: SigtkClient
    panrb: PanrbClient
    taspen: TaspenClient
    bkn: tuple[BknClient, ...]
    """BKN's own clients, one for each partner that hosts a service."""
    hosts: dict[str, Stage]
    """What those partners host, by the agreement's code."""

    @property
    def partners(self) -> tuple[PartnerClient, ...]:
        """Every partner's client."""
        return (self.bpjs, self.sigtk, self.panrb, self.taspen)


def connect_all(stage: Stage, hosts: Sequence[Stage] = ()) -> Cast:
    """Everybody, with their own keys."""
    where = (stage.address, stage.keys, "peragaan")
    by_code = {host.mitra: host for host in hosts if host.mitra is not None}
    kinds = {kind.agreement.code: kind for kind in CLIENTS.values()}
    return Cast(
        stage,
        bpjs=connect(BpjsClient, *where, soap12=False),
        sigtk=connect(SigtkClient, *where, soap12=False),
        panrb=connect(PanrbClient, *where, soap12=False),
        taspen=connect(TaspenClient, *where, soap12=False),
        bkn=tuple(
            kinds[code](connection_to(kinds[code], host.address, stage.keys, "peragaan"))
            for code, host in by_code.items()
        ),
        hosts=by_code,
    )
