"""What a stranger writes is not repeated under BKN's signature, and does not fill its journal."""

import pytest
from lxml import etree

from tests.support import forge

ORDINARY = 10_000
"""Bytes; a fault has four thousand."""


@pytest.mark.parametrize("text", ["A" * 1_000_000, "BKN menyatakan ini benar", "<script>"])
def test_a_signature_value_that_is_none(door, text):
    message = door.request()
    message.signature_value.text = text
    door.refuses(message, "wsse:InvalidSecurity", "wsse:FailedCheck")
    entry = door.last_entry()
    assert entry.answer_size < ORDINARY
    assert entry.request_sealed is None
    assert text.encode() not in door.knock(message).content


def test_a_large_message_of_a_stranger_is_kept_as_its_digest(door):
    message = forge.request(door.world.signer("STRANGER"), door.world.now, door.version)
    etree.SubElement(message.header, forge.UNKNOWN).text = "x" * 1_000_000
    door.refuses(message, "wsse:FailedAuthentication")
    entry = door.last_entry()
    assert (entry.request_sealed, len(entry.request_digest)) == (None, 32)
    assert entry.answer_size < ORDINARY
