"""Exclusive canonicalisation and base64, where lxml and Python are laxer or narrower than the standards."""

from base64 import b64encode

import pytest
from lxml import etree

from adapter.security.canonical import canonical, decode_base64
from adapter.security.errors import InvalidSecurity, MalformedMessage


def child(text: str) -> etree._Element:
    return etree.fromstring(text)[0]


def test_it_is_exclusive_and_has_no_tail():
    element = child('<a xmlns="urn:a" xmlns:b="urn:b" xmlns:c="urn:c"><b:x z="1" a="2"/>tail</a>')
    assert canonical(element) == b'<b:x xmlns:b="urn:b" a="2" z="1"></b:x>'


@pytest.mark.parametrize(
    ("prefixes", "declared"),
    [
        (["c"], ' xmlns:b="urn:b" xmlns:c="urn:c"'),
        (["c", "c"], ' xmlns:b="urn:b" xmlns:c="urn:c"'),
        (["unknown"], ' xmlns:b="urn:b"'),
        (["é", "a:b", "xml", "xmlns"], ' xmlns:b="urn:b"'),
        (["#default"], ' xmlns="urn:a" xmlns:b="urn:b"'),
        (["c", "#default"], ' xmlns="urn:a" xmlns:b="urn:b" xmlns:c="urn:c"'),
    ],
)
def test_the_prefixes_of_a_prefix_list_are_inclusive(prefixes, declared):
    element = child('<a xmlns="urn:a" xmlns:b="urn:b" xmlns:c="urn:c"><b:x/></a>')
    assert canonical(element, prefixes).decode() == f"<b:x{declared}></b:x>"


@pytest.mark.parametrize("place", ['<a><x xmlns="relative"/></a>', '<a xmlns:r="../up"><x/></a>'])
def test_a_relative_namespace_has_no_canonical_form(place):
    with pytest.raises(MalformedMessage):
        canonical(child(place))


@pytest.mark.parametrize("value", [b"", b"a", b"ab", b"abc", bytes(range(256))])
def test_base64_may_be_broken_by_any_xml_white_space(value):
    text = b64encode(value).decode()
    assert decode_base64("\r\n".join(f" {letter}\t" for letter in text)) == value
    assert decode_base64(text) == value


@pytest.mark.parametrize(
    "text", ["A", "AAA", "A===", "AA=", "====", "AA==AA==", "AB==", "AAB=", "AA-_", "é===", "\u00a0", "AA\u2003=="]
)
def test_base64_has_one_form_only(text):
    """Two texts for one value would be two messages for one signature."""
    with pytest.raises(InvalidSecurity):
        decode_base64(text)


def test_no_text_is_no_bytes():
    assert decode_base64(None) == b""
