"""What holds for every service: its operations are those that its agreement gives a right to, and no others."""

import pytest

from adapter.agreements.common import OPERATIONS
from adapter.agreements.operation import Service
from adapter.agreements.terms import Agreement
from adapter.registry.catalogue import load_agreements

CATALOGUE = load_agreements()
SERVICES = (*CATALOGUE.services, *CATALOGUE.partner_services)
SHARED = {"ambilReferensi", *(name for names in OPERATIONS.values() for name in names)}


def _names(service: Service) -> set[str]:
    return {operation.name for operation in service.operations}


@pytest.mark.parametrize("agreement", CATALOGUE.agreements, ids=lambda agreement: agreement.code)
def test_every_operation_has_a_right_and_every_right_an_operation(agreement: Agreement) -> None:
    own = {name for service in SERVICES if service.agreement is agreement for name in _names(service)}
    assert own == {right.operation for right in agreement.rights} - SHARED


def test_names_and_namespaces_are_those_published() -> None:
    assert {service.name: service.namespace for service in SERVICES} == {
        "LayananBpjs": "urn:id:go:bkn:pks:bpjs:v1",
        "LayananBpjsMitra": "urn:id:go:bkn:pks:bpjs:mitra:v1",
        "LayananBpum": "urn:id:go:bkn:pks:bpum:v1",
        "LayananKerjaSama": "urn:id:go:bkn:pks:kerjasama:v1",
        "LayananPanrb": "urn:id:go:bkn:pks:panrb:v1",
        "LayananPanrbMitra": "urn:id:go:bkn:pks:panrb:mitra:v1",
        "LayananSigtk": "urn:id:go:bkn:pks:sigtk:v1",
        "LayananSigtkMitra": "urn:id:go:bkn:pks:sigtk:mitra:v1",
        "LayananTaspen": "urn:id:go:bkn:pks:taspen:v1",
    }
