"""Agreements are found in their folders; what two of them claim is refused."""

from dataclasses import replace

import pytest

from adapter.agreements.fields import members
from adapter.agreements.terms import ElementList, Side
from adapter.errors import OperatorError
from adapter.registry.catalogue import load_agreements

CATALOGUE = load_agreements()
AGREEMENTS = pytest.mark.parametrize("agreement", CATALOGUE.agreements, ids=lambda agreement: agreement.code)


def test_every_folder_is_found():
    names = [service.name for service in CATALOGUE.services]
    assert names == ["LayananBpjs", "LayananKerjaSama", "LayananPanrb", "LayananSigtk", "LayananTaspen"]
    assert [agreement.code for agreement in CATALOGUE.agreements] == ["BPJS", "BPUM", "PANRB", "SIGTK", "TASPEN"]


def test_an_agreement_is_known_by_either_partys_number():
    for agreement in CATALOGUE.agreements:
        assert CATALOGUE.numbered(agreement.partner.number) is agreement
        assert CATALOGUE.numbered(agreement.bkn.number) is agreement
    assert CATALOGUE.numbered("X") is None


def test_an_unknown_code_names_the_known_ones():
    with pytest.raises(OperatorError, match="known are BPJS, BPUM, PANRB, SIGTK, TASPEN"):
        CATALOGUE.agreement("TASPEM")


@AGREEMENTS
def test_every_purpose_of_a_right_is_a_purpose_of_the_agreement(agreement):
    known = {purpose.code for purpose in agreement.purposes}
    assert all(right.purposes and set(right.purposes) <= known for right in agreement.rights)


@AGREEMENTS
def test_every_field_of_a_record_is_an_element_or_accompanies_one_or_is_off(agreement):
    for listed in agreement.element_lists:
        named = [*listed.elements, *listed.accompanying, *listed.off]
        assert sorted(named) == sorted(member.name for member in members(listed.record))


@AGREEMENTS
def test_every_element_that_bkn_gives_can_be_withdrawn_from_its_answers(agreement):
    for listed in agreement.element_lists:
        if listed.giver is Side.BKN:
            assert all(member.least == 0 for member in members(listed.record) if member.name in listed.elements)


def test_a_list_with_an_element_that_its_record_does_not_have():
    listed = CATALOGUE.agreement("BPJS").element_lists[0]
    with pytest.raises(ValueError, match="has no field agama"):
        replace(listed, elements=(*listed.elements, "agama"))
    assert isinstance(listed, ElementList)
