"""One id on two elements: which of them was signed depends on who looks (hazards, case 4)."""

import pytest
from lxml import etree

from adapter.security.names import ID
from tests.support.forge import UNKNOWN, XML_ID

ATTRIBUTES = (ID, XML_ID, "Id", "ID", "id")
PARTS = ("body", "timestamp", "token")


@pytest.mark.parametrize("attribute", ATTRIBUTES)
@pytest.mark.parametrize("part", PARTS)
def test_the_id_of_a_signed_part_used_again(way, part, attribute):
    def change(message):
        stranger = etree.SubElement(message.header, UNKNOWN)
        stranger.set(attribute, getattr(message, part).get(ID))

    way.refuses(change, "wsse:FailedCheck")


@pytest.mark.parametrize("where", ["header", "security", "body"])
@pytest.mark.parametrize("part", PARTS)
def test_one_id_on_two_elements(way, part, where):
    def change(message):
        parent = message.body[0] if where == "body" else getattr(message, where)
        etree.SubElement(parent, UNKNOWN, {ID: getattr(message, part).get(ID)})

    way.refuses(change, "wsse:FailedCheck")


@pytest.mark.parametrize("first", [True, False])
def test_it_does_not_matter_which_comes_first(way, first):
    def change(message):
        message.header.insert(0 if first else 1, etree.Element(UNKNOWN, {ID: message.body.get(ID)}))

    way.refuses(change, "wsse:FailedCheck")


@pytest.mark.parametrize("pair", [("Id", ID), ("id", "ID"), (XML_ID, "Id")])
def test_two_strangers_with_one_id(way, pair):
    def change(message):
        for attribute in pair:
            etree.SubElement(message.header, UNKNOWN).set(attribute, "sama")

    way.refuses(change, "wsse:FailedCheck")


def test_two_parts_signed_under_one_id_by_the_sender_itself(way):
    way.refuses(lambda message: message.timestamp.set(ID, message.body.get(ID)), "wsse:FailedCheck")


@pytest.mark.parametrize("attribute", [XML_ID, "Id"])
def test_a_part_that_is_signed_by_another_kind_of_id(way, attribute):
    """Only wsu:Id says what is signed: other stacks do not agree on the rest."""

    def change(message):
        value = message.body.attrib.pop(ID)
        message.body.set(attribute, value)
        return message.sign_again(way.signer)

    way.refuses(change, "wsse:FailedCheck")


def test_one_element_may_bear_its_id_twice(way):
    def change(message):
        message.body.set("Id", message.body.get(ID))
        return message.sign_again(way.signer)

    way.accepts(change)
