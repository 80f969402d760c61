"""Who plays in the demonstration: every partner's client, on the stage."""

from dataclasses import dataclass

from clients.base import PartnerClient
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

    @property
    def partners(self) -> tuple[PartnerClient, ...]:
        """Every partner's client."""
        return (self.bpjs, self.sigtk, self.panrb, self.taspen)


def connect_all(stage: Stage) -> Cast:
    """Everybody, with their own keys."""
    where = (stage.address, stage.keys, "peragaan")
    return Cast(
        stage,
        bpjs=connect(BpjsClient, *where, soap12=False),
        sigtk=connect(SigtkClient, *where, soap12=False),
        panrb=connect(PanrbClient, *where, soap12=False),
        taspen=connect(TaspenClient, *where, soap12=False),
    )
