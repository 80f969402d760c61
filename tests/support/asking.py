"""How each operation that gives an element list is asked: one small builder for each, by the operation's name.

A test fails where the catalogue has such an operation and nobody here can ask it.
"""

from collections.abc import Callable
from typing import Any

from adapter.agreements.bpjs.messages import AmbilDataPegawai, AmbilMutasi
from adapter.agreements.operation import Operation, Service
from adapter.agreements.sigtk.messages import AmbilDataAsn
from adapter.agreements.structures import Kepala
from adapter.agreements.terms import Agreement
from adapter.records.population import nth_person
from adapter.registry.catalogue import Catalogue
from clients.base import PartnerClient
from tests.support.world import World

PEOPLE = [nth_person(index) for index in range(60)]
_ASN = tuple(person.nip for person in PEOPLE if person.kind != "PENSIUN_PNS" and not person.restricted)[:5]

Build = Callable[[Kepala, tuple[str, ...]], Any]
"""The request with this heading, narrowed to these elements where the operation can be."""

BUILDERS: dict[str, Build] = {
    "ambilDataPegawai": lambda kepala, names: AmbilDataPegawai(kepala=kepala, elemenDiminta=names, ukuranHalaman=20),
    "ambilMutasi": lambda kepala, _: AmbilMutasi(kepala=kepala, sejakToken=0, ukuranHalaman=20),
    "ambilDataAsn": lambda kepala, names: AmbilDataAsn(kepala=kepala, nomorUsulan="U-1", elemenDiminta=names, nip=_ASN),
}


def giving(catalogue: Catalogue) -> list[tuple[Service, Operation]]:
    """Every operation whose answer carries the records of an element list, with its service."""
    return [(one, operation) for one in catalogue.everything for operation in one.operations if operation.gives]


def caller_of(world: World, service: Service, operation: Operation, **changes: Any) -> PartnerClient:
    """Somebody who may call this operation."""
    agreement = service.agreement
    assert agreement is not None
    right = agreement.right_to(operation.name)
    assert right is not None
    words = {"agreement": agreement, "service": service.name, "purpose": right.purposes[0]}
    kind: type[PartnerClient] = type("Anybody", (PartnerClient,), words)
    return kind(world.connection(agreement.partner_code, **changes))


def agreement_of(service: Service) -> Agreement:
    """The agreement that a service belongs to."""
    assert service.agreement is not None
    return service.agreement
