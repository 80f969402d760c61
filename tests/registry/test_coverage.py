"""Every clause that a machine can carry out is carried out by something that is there."""

import re

import pytest

from adapter.agreements.articles import Article, article, by_people, command, duty, elements, operation, purpose, rule
from adapter.agreements.common import OPERATIONS
from adapter.registry.catalogue import load_agreements
from adapter.registry.coverage import Covered, articles_of, covered

CATALOGUE = load_agreements()
AGREEMENTS = pytest.mark.parametrize("agreement", CATALOGUE.agreements, ids=lambda agreement: agreement.code)
LAST = {"BPJS": 12, "BPUM": 13, "PANRB": 13, "SIGTK": 16, "TASPEN": 14}
"""The last Pasal of each text that we hold."""


@AGREEMENTS
def test_no_pasal_is_left_out(agreement):
    named = " ".join(clause.clause for clause in articles_of(agreement))
    assert {int(number) for number in re.findall(r"Pasal ([0-9]+)", named)} == set(range(1, LAST[agreement.code] + 1))


@AGREEMENTS
def test_a_clause_stands_once_and_says_something(agreement):
    clauses = [clause.clause for clause in articles_of(agreement)]
    assert len(set(clauses)) == len(clauses)
    assert all(clause.says for clause in articles_of(agreement))


@AGREEMENTS
def test_every_right_duty_purpose_and_list_rests_on_a_clause(agreement):
    carried = {carrier.name for clause in articles_of(agreement) for carrier in clause.carriers}
    shared = {name for names in OPERATIONS.values() for name in names} | {"ambilReferensi"}
    own = {right.operation for right in agreement.rights} - shared
    assert own <= carried
    assert {one.code for one in agreement.duties} <= carried
    assert {one.code for one in agreement.purposes} - {"PELAKSANAAN_PERJANJIAN"} <= carried
    assert {one.name for one in agreement.element_lists} <= carried


@pytest.mark.parametrize(
    "carrier",
    [
        operation("x"),
        elements("x"),
        purpose("X"),
        duty("X"),
        rule("adapter.clock:x"),
        rule("adapter.x:y"),
        command("x"),
    ],
    ids=lambda carrier: f"{carrier.kind.value} {carrier.name}",
)
def test_what_is_not_there_is_missing(carrier):
    row = judged(article("Pasal 1", "Apa pun", carrier))
    assert (row.missing, row.holds) == ((carrier,), False)


def test_a_clause_that_nothing_carries_does_not_hold():
    assert not judged(article("Pasal 1", "Apa pun")).holds
    assert judged(by_people("Pasal 1", "Apa pun", "urusan orang")).holds


def judged(clause: Article) -> Covered:
    return covered(CATALOGUE, CATALOGUE.agreement("BPJS"), clause, lambda _name: False)
