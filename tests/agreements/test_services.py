"""What holds for every service: its operations are those that its agreement gives a right to, and no others."""

import pytest

from adapter.agreements.kerja_sama.service import SERVICE as SHARED
from adapter.agreements.operation import Service
from adapter.registry.catalogue import load_agreements

SERVICES = load_agreements().services
OWN = [service for service in SERVICES if service.agreement is not None]


def _names(service: Service) -> set[str]:
    return {operation.name for operation in service.operations}


@pytest.mark.parametrize("service", OWN, ids=lambda service: service.name)
def test_every_operation_has_a_right_and_every_right_an_operation(service: Service) -> None:
    assert service.agreement is not None
    rights = {right.operation for right in service.agreement.rights}
    assert _names(service) == rights - _names(SHARED)


def test_names_and_namespaces_are_those_published() -> None:
    assert {service.name: service.namespace for service in SERVICES} == {
        "LayananBpjs": "urn:id:go:bkn:pks:bpjs:v1",
        "LayananKerjaSama": "urn:id:go:bkn:pks:kerjasama:v1",
        "LayananSigtk": "urn:id:go:bkn:pks:sigtk:v1",
    }
