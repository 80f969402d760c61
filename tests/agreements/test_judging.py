"""Whose word counts, without any storage: the five cases of the rule."""

from datetime import date

import pytest

from adapter.agreements.judging import GIVER_DECIDES, Declared, Matrix, Verdict, judge

NOBODY = Matrix(
    giver_decides=lambda _element, _declared: False,
    agree=lambda _element, own, given: own == given,
    decider=lambda _element: "INSTANSI_LAIN",
    text=lambda _element, value: str(value),
)


@pytest.mark.parametrize("matrix", [GIVER_DECIDES, NOBODY])
@pytest.mark.parametrize(
    ("own", "given", "verdict"),
    [
        (None, "a", Verdict.FILLED), ((), ("a",), Verdict.FILLED), (None, None, Verdict.FILLED),
        ("a", None, Verdict.SILENT), (("a",), (), Verdict.SILENT),
        ("a", "a", Verdict.SAME),
    ],
)  # fmt: skip
def test_where_one_is_silent_or_both_agree_authority_does_not_matter(matrix, own, given, verdict):
    assert judge(matrix, "nama", own, given) is verdict


def test_where_they_differ_it_does():
    assert judge(GIVER_DECIDES, "nama", "a", "b") is Verdict.TAKEN
    assert judge(NOBODY, "nama", "a", "b", Declared(None, date(2026, 1, 1))) is Verdict.DIFFERS
