from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.matching.decision import (
    DIFFERS,
    MATCHES,
    NOT_FOUND,
    SWAPPED,
    Policy,
    Stored,
    Submitted,
    confirm,
    judge,
)
from adapter.matching.names import NameRule
from tests.support.records import NIK, NIP

STORED = Stored(
    NIP, NIK, "Banuraja Watugede", date(1990, 1, 2), "PNS",
    is_asn=True, agency="K01", birthplace="Kota Contoh 1", gender="L", grade="III/b",
)  # fmt: skip
SAME = Submitted(NIP, NIK, "Banuraja Watugede", date(1990, 1, 2), "PNS", "KOTA  contoh 1", "L", "K01", "III/b")
OTHER = Submitted(
    "199001012015041902",
    "3171000101900002",
    "Elangsa Candigara",
    date(1990, 1, 3),
    "PPPK",
    "Kota Lain",
    "P",
    "K02",
    "IX",
)


def test_all_the_same_matches() -> None:
    assert judge(SAME, STORED).keterangan == MATCHES
    assert judge(Submitted(NIP, name=SAME.name, born=SAME.born), STORED).keterangan == MATCHES


@pytest.mark.parametrize("name", [field.name for field in fields(Submitted)])
def test_what_differs_is_named_and_nothing_else(name: str) -> None:
    judged = judge(replace(SAME, **{name: getattr(OTHER, name)}), STORED)
    assert (judged.keterangan, judged.differing) == (DIFFERS, (name,))


@pytest.mark.parametrize("stored", [None, replace(STORED, is_asn=False)])
def test_who_is_no_asn_is_not_found(stored: Stored | None) -> None:
    judged = judge(SAME, stored)
    assert (judged.keterangan, judged.elements) == (NOT_FOUND, {})
    assert confirm(SAME, stored).keterangan == NOT_FOUND
    assert not confirm(SAME, stored).needs_coordination


def test_only_what_was_submitted_is_judged() -> None:
    assert set(judge(Submitted(NIP, name=SAME.name), STORED).elements) == {"nip", "name"}


def test_swapped_day_and_month_are_noted_and_differ() -> None:
    """Pair 18 of the table."""
    judged = judge(replace(SAME, born=date(1990, 2, 1)), STORED)
    assert (judged.differing, judged.notes) == (("born",), (SWAPPED,))


def test_slip_in_the_name_needs_the_birth_date() -> None:
    """Pair 9 of the table."""
    slip = replace(SAME, name="Banuraja Watugde")
    assert judge(slip, STORED).keterangan == MATCHES
    assert judge(replace(slip, born=OTHER.born), STORED).differing == ("name", "born")
    assert judge(replace(slip, born=None), STORED).differing == ("name",)
    assert judge(slip, STORED, Policy(NameRule(one_letter=False))).differing == ("name",)


def test_what_is_not_stored_is_not_confirmed() -> None:
    stored = replace(STORED, nik=None)
    assert judge(SAME, stored).differing == ("nik",)
    assert judge(SAME, stored, Policy(missing_differs=False)).keterangan == MATCHES


@pytest.mark.parametrize(
    ("changed", "value", "coordination"),
    [
        ({}, "ASN", False),
        ({"name": OTHER.name}, "ASN", False),
        ({"born": OTHER.born}, "ASN", False),
        ({"name": OTHER.name, "born": OTHER.born}, NOT_FOUND, True),
        ({"name": "Banuraja Watugde", "born": OTHER.born}, NOT_FOUND, True),
        ({"nik": OTHER.nik}, NOT_FOUND, False),
        ({"nik": None}, NOT_FOUND, False),
    ],
)
def test_bpum_by_nik_and_one_more(changed: dict[str, str], value: str, coordination: bool) -> None:  # noqa: FBT001 - the table's own column
    """A-09."""
    confirmed = confirm(replace(SAME, **changed), STORED)  # type: ignore[arg-type] # each of its own type
    assert (confirmed.keterangan, confirmed.needs_coordination) == (value, coordination)


_SUBMITTED = st.builds(Submitted, **{name: st.sampled_from([None, getattr(SAME, name), getattr(OTHER, name)])
                                     for name in ("nip", "nik", "name", "born", "kind")})  # fmt: skip


@given(_SUBMITTED)
def test_answer_holds_nothing_of_what_is_stored(submitted: Submitted) -> None:
    """Whatever is stored, the same pattern of agreement gives the same answer."""
    judged = judge(submitted, STORED)
    assert judged.keterangan in (MATCHES, DIFFERS)
    assert set(map(type, judged.elements.values())) <= {bool}
    confirmed = confirm(submitted, STORED)
    assert not (confirmed.is_asn and confirmed.needs_coordination)
    assert "tidak sesuai" not in confirmed.keterangan
