"""The matrix covers every element, and nobody without authority decides in its own favour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.agreements.bpjs.authority import AUTHORITY, BKN, BPJS, LATEST, OTHER, Dispute, rejects, settles
from adapter.agreements.bpjs.elements import DATA_PEGAWAI


def test_every_element_has_its_authority_and_its_assumption_is_marked():
    assert AUTHORITY.keys() == {*DATA_PEGAWAI.elements, "nomorKartuPeserta"}
    assert all("asumsi" in authority.legal_basis for authority in AUTHORITY.values())


@pytest.mark.parametrize(
    ("element", "decider"),
    [
        ("pangkatGolonganRuang", BKN),
        ("nomorKartuPeserta", BPJS),
        ("nik", OTHER),
        ("jenisKelamin", OTHER),
        ("alamatDomisili", LATEST),
    ],
)
def test_who_decides(element, decider):
    assert AUTHORITY[element].decider == decider


PARTIES = st.sampled_from([BKN, BPJS])
VALUES = st.sampled_from(["a", "b", "c"])


@given(st.sampled_from([BKN, BPJS, OTHER]), VALUES, VALUES, st.dictionaries(PARTIES, VALUES), PARTIES, VALUES)
def test_only_the_authority_a_yielding_party_or_both_settle(decider, ours, theirs, proposals, by, value):
    other = BPJS if by == BKN else BKN
    values = {BKN: ours, BPJS: theirs}
    judged = settles(Dispute(decider, values, proposals, BPJS), by, value)
    assert (judged == "SETTLED") == (
        decider == by or value == values[other] or (decider == OTHER and proposals.get(other) == value)
    )
    if decider == other and value != values[other]:
        assert judged == "NOT_AUTHORISED"


def test_who_rejects():
    dispute = Dispute(OTHER, {BKN: "a", BPJS: "b"}, {}, BPJS)
    assert (rejects(dispute, BPJS), rejects(dispute, BKN)) == (True, False)
