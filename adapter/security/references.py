"""What is signed: each reference leads to a part that a reader reads, and no part is left out.

A digest that holds proves nothing by itself: the signed element may stand where nobody reads, and an unsigned
one in its place (XML signature wrapping). So an id is resolved first, and the element found must *be* one of
the parts, not merely look like it.
"""

import hmac

from lxml import etree

from adapter.security.canonical import canonical, decode_base64
from adapter.security.envelope import Envelope
from adapter.security.errors import FailedCheck, InvalidSecurity, Mismatch
from adapter.security.header import Reference, SecurityHeader
from adapter.security.names import DS, ID, WSA, WSSE, WSSE11, WSU
from adapter.security.policy import SecurityPolicy


def verify_references(envelope: Envelope, security: SecurityHeader, policy: SecurityPolicy) -> None:
    """Check every digest, and that every part that must be signed is.

    Raises FailedCheck where a digest or a place does not hold, InvalidSecurity where a part is left out.
    """
    signable = _signable(envelope, security)
    signed: set[etree._Element] = set()
    for reference in security.references:
        element = envelope.ids.get(reference.id)
        if element is None or element not in signable or element.get(ID) != reference.id:
            raise FailedCheck("a reference leads to no part that a reader reads")
        if element in signed:
            raise InvalidSecurity("one part is referenced twice")
        _verify_digest(element, reference, policy)
        signed.add(element)
    for element in _required(envelope, security):
        if element not in signed:
            raise InvalidSecurity(f"{etree.QName(element).localname[:60]} is not signed")


def _signable(envelope: Envelope, security: SecurityHeader) -> set[etree._Element]:
    """The places where a signed part may stand: the Body, a header, and the Security header's own parts."""
    # A Body or a Timestamp among the headers is no header: it was moved there.
    never = (envelope.version, WSSE, WSU, WSSE11, DS)
    headers = [child for child in _headers(envelope) if _namespace(child) not in never]
    return {envelope.body, security.timestamp, *_token(security), *security.confirmations, *headers}


def _required(envelope: Envelope, security: SecurityHeader) -> list[etree._Element]:
    addressing = [child for child in _headers(envelope) if _namespace(child) == WSA]
    return [envelope.body, security.timestamp, *_token(security), *security.confirmations, *addressing]


def _token(security: SecurityHeader) -> list[etree._Element]:
    # A token that is there must be signed, or it could be exchanged for another certificate of the same key.
    return [] if security.token is None else [security.token]


def _headers(envelope: Envelope) -> list[etree._Element]:
    return [] if envelope.header is None else list(envelope.header)


def _namespace(element: etree._Element) -> str | None:
    return etree.QName(element).namespace


def _verify_digest(element: etree._Element, reference: Reference, policy: SecurityPolicy) -> None:
    computed = policy.digest(reference.digest_algorithm, canonical(element, reference.prefixes))
    sent, part = decode_base64(reference.digest_value), etree.QName(element).localname[:60]
    if not hmac.compare_digest(computed, sent):
        error = FailedCheck(f"the digest of {part} does not hold")
        error.mismatch = Mismatch(part, sent, computed)
        raise error
