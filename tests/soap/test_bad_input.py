"""For each operation of the catalogue: whatever is missing, malformed or too large is told at once, with its path."""

import pytest

from adapter import limits
from adapter.agreements.fields import members
from adapter.errors import ContractViolation, Problem
from adapter.registry.catalogue import load_agreements
from adapter.soap.contract import Contract
from adapter.soap.wsdl import document
from tests.support.samples import full_request, leaves

CATALOGUE = load_agreements()
SERVICES = (*CATALOGUE.services, *CATALOGUE.partner_services)
CONTRACTS = {service.name: Contract(service, document(service, "http://x")) for service in SERVICES}
EVERY = [(service, operation) for service in SERVICES for operation in service.operations]
OPERATIONS = pytest.mark.parametrize(("service", "operation"), EVERY, ids=[f"{s.name}.{o.name}" for s, o in EVERY])


def refusal(service, body) -> tuple[Problem, ...]:
    with pytest.raises(ContractViolation) as violation:
        CONTRACTS[service.name].check(body)
    return violation.value.problems


def told(service, body) -> dict[str, str]:
    return {problem.path: problem.code for problem in refusal(service, body)}


@OPERATIONS
def test_a_request_with_everything_in_it_passes(service, operation):
    CONTRACTS[service.name].check(full_request(service, operation))


@OPERATIONS
def test_everything_that_is_missing_is_named(service, operation):
    body = full_request(service, operation)
    del body[:]
    needed = [member for member in members(operation.request) if member.least]
    assert told(service, body) == {f"/{operation.name}/{one.name}": one.element.missing for one in needed}


@OPERATIONS
def test_everything_that_is_malformed_is_named(service, operation):
    body = full_request(service, operation)
    wrong = list(leaves(body, operation.request))[: limits.MAX_PROBLEMS]
    for leaf in wrong:
        # Beyond every length, and no number, day, instant, code or list's word.
        leaf.element.text = "☠" * 5000
    found = told(service, body)
    assert found == {leaf.path: "FORMAT_TIDAK_SAH" for leaf in wrong}


@OPERATIONS
def test_one_row_too_many_is_named(service, operation):
    for member in members(operation.request):
        if not member.repeated or member.element.most is None:
            continue
        body = full_request(service, operation)
        row = body.find(f"{{{service.namespace}}}{member.name}")
        for _ in range(member.element.most):
            row.addnext(row.__copy__())
        assert [problem.code for problem in refusal(service, body)] == ["FORMAT_TIDAK_SAH"]


@OPERATIONS
def test_no_value_is_told_back(service, operation):
    body = full_request(service, operation)
    for leaf in leaves(body, operation.request):
        leaf.element.text = "☠rahasia☠" * 200
    assert not any("rahasia" in f"{problem.path}{problem.sentence}" for problem in refusal(service, body))


def test_nothing_in_the_catalogue_is_left_out():
    assert len(EVERY) == sum(len(service.operations) for service in CATALOGUE.everything)
