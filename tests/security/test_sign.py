"""What we send: everything a reader reads is under the signature, and the answer is tied to its request."""

from datetime import timedelta

import pytest
from lxml import etree

from adapter import limits
from adapter.security import names as n
from adapter.security import sign, verify, wrap
from adapter.security.errors import FailedCheck, MessageExpired
from tests.support import forge
from tests.support.forge import Message


@pytest.mark.parametrize("version", [n.SOAP11, n.SOAP12])
def test_what_is_signed_is_read(signer, trust, now, version):
    message = forge.request(signer, now, version, addressing=True)
    read = verify(message.raw, trust, now)
    assert (read.envelope.version, read.body.tag) == (version, message.body[0].tag)
    assert (read.created, read.expires) == (now, now + limits.TIMESTAMP_LIFETIME)
    assert read.signature_value == message.signature_value.text


def test_all_parts_are_signed_under_ids_of_their_own(signer, now):
    message = forge.request(signer, now, addressing=True)
    parts = [message.body, message.token, message.timestamp, *message.addressing]
    ids = {part.get(n.ID) for part in parts}
    assert ids == {reference.get("URI")[1:] for reference in message.references}
    assert len(ids) == len(parts) == 6


def test_the_security_header_is_mandatory(signer, now):
    for version in (n.SOAP11, n.SOAP12):
        message = forge.request(signer, now, version)
        assert message.security.get(message.soap("mustUnderstand")) == "1"


def test_an_envelope_without_a_header_gets_one_before_the_body(signer, trust, now):
    envelope = wrap(n.SOAP11, forge.question(now))
    envelope.remove(envelope[0])
    raw = sign(envelope, signer, now).raw
    assert [child.tag for child in Message(raw).root] == [f"{{{n.SOAP11}}}Header", f"{{{n.SOAP11}}}Body"]
    verify(raw, trust, now)


def test_the_same_message_is_never_signed_alike(signer, trust, now):
    """The replay key is the digest of SignedInfo: two sendings within a millisecond are two messages."""
    envelopes = [wrap(n.SOAP11, etree.Element("{urn:x}a")) for _ in range(2)]
    keys = {verify(sign(envelope, signer, now).raw, trust, now).replay_key for envelope in envelopes}
    assert len(keys) == 2


def answer(signer, now, confirms: str | None) -> bytes:
    return sign(wrap(n.SOAP11, etree.Element("{urn:x}a")), signer, now, confirms=confirms).raw


def test_an_answer_confirms_its_request_only(signer, trust, now):
    raw = answer(signer, now, "QUJD")
    verify(raw, trust, now, confirms="QUJD")
    for other in ("QUJE", "qujd", "QUJ", ""):
        with pytest.raises(FailedCheck):
            verify(raw, trust, now, confirms=other)


def test_an_answer_to_an_unsigned_request_says_so(signer, trust, now):
    raw = answer(signer, now, "")
    assert Message(raw).confirmation.get("Value") is None
    verify(raw, trust, now, confirms="")


def test_what_confirms_nothing_is_no_answer(signer, trust, now):
    with pytest.raises(FailedCheck):
        verify(answer(signer, now, None), trust, now, confirms="QUJD")


def test_a_message_lives_as_long_as_it_says(signer, trust, now):
    raw = answer(signer, now, None)
    verify(raw, trust, now + limits.TIMESTAMP_LIFETIME)
    verify(raw, trust, now - limits.CLOCK_SKEW)
    with pytest.raises(MessageExpired):
        verify(raw, trust, now + limits.TIMESTAMP_LIFETIME + timedelta(milliseconds=1))


def test_a_private_key_shows_in_no_repr(signer):
    assert repr(signer) in ("KeySigner(RSA-SHA256)", "KeySigner(ECDSA-SHA256)")
