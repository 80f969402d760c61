"""Who plays in the demonstration: every partner's client, BKN's own, and what partners host."""

from collections.abc import Sequence
from dataclasses import dataclass

from clients.base import PartnerClient
from clients.bkn import CLIENTS, BknClient
from clients.bkn.connect import connection_to
from clients.bpjs import BpjsClient
from clients.bpum import BpumClient
from clients.cli import connect
from clients.demo.stage import Stage
from clients.panrb import PanrbClient
from clients.sigtk import SigtkClient
from clients.taspen import TaspenClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The clients, and the stage for what an operator does between their calls."""

    stage: Stage
    bpjs: BpjsClient
    bpum: BpumClient
    panrb: PanrbClient
    sigtk: SigtkClient
    taspen: TaspenClient
    bkn: tuple[BknClient, ...]
    """BKN's own clients, one for each partner that hosts a service."""
    hosts: dict[str, Stage]
    """What those partners host, by the agreement's code."""

    @property
    def partners(self) -> tuple[PartnerClient, ...]:
        """Every partner's client."""
        return (self.bpjs, self.bpum, self.panrb, self.sigtk, self.taspen)


def connect_all(stage: Stage, hosts: Sequence[Stage] = ()) -> Cast:
    """Everybody, with their own keys."""
    where = (stage.address, stage.keys, "peragaan")
    return Cast(
        stage=stage,
        bpjs=connect(BpjsClient, *where, soap12=False),
        bpum=connect(BpumClient, *where, soap12=False),
        panrb=connect(PanrbClient, *where, soap12=False),
        sigtk=connect(SigtkClient, *where, soap12=False),
        taspen=connect(TaspenClient, *where, soap12=False),
        bkn=tuple(_bkn_to(stage, host) for host in hosts),
        hosts={host.mitra: host for host in hosts if host.mitra is not None},
    )


def _bkn_to(stage: Stage, host: Stage) -> BknClient:
    kind = next(kind for kind in CLIENTS.values() if kind.agreement.code == host.mitra)
    return kind(connection_to(kind, host.address, stage.keys, "peragaan"))
