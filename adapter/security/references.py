"""What is signed: each reference leads to a part that a reader reads, and no part is left out.

A digest that holds proves nothing by itself: the signed element may stand where nobody reads, and an unsigned
one in its place (XML signature wrapping). So an id is resolved first, and the element found must *be* one of
the parts, not merely look like it.
"""

from binascii import b2a_base64

from lxml import etree

from adapter.security.canonical import canonical, decode_base64
from adapter.security.envelope import Envelope
from adapter.security.errors import FailedCheck, InvalidSecurity, Mismatch
from adapter.security.header import Reference, SecurityHeader
from adapter.security.names import DS, ID, SOAP11, SOAP12, WSA, WSSE, WSSE11, WSU
from adapter.security.policy import SecurityPolicy

_WSA = f"{{{WSA}}}"
_NO_HEADERS = tuple(f"{{{namespace}}}" for namespace in (SOAP11, SOAP12, WSSE, WSU, WSSE11, DS))


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
    headers = [child for child in _headers(envelope) if not str(child.tag).startswith(_NO_HEADERS)]
    return {envelope.body, security.timestamp, *_token(security), *security.confirmations, *headers}


def _required(envelope: Envelope, security: SecurityHeader) -> list[etree._Element]:
    addressing = [child for child in _headers(envelope) if str(child.tag).startswith(_WSA)]
    return [envelope.body, security.timestamp, *_token(security), *security.confirmations, *addressing]


def _token(security: SecurityHeader) -> list[etree._Element]:
    # A token that is there must be signed, or it could be exchanged for another certificate of the same key.
    return [] if security.token is None else [security.token]


def _headers(envelope: Envelope) -> list[etree._Element]:
    return [] if envelope.header is None else envelope.header[:]


def _verify_digest(element: etree._Element, reference: Reference, policy: SecurityPolicy) -> None:
    computed = policy.digest(reference.digest_algorithm, canonical(element, reference.prefixes))
    sent = reference.digest_value
    # A digest is no secret: comparing texts gives nothing away, and spares decoding the one that fits.
    if sent != b2a_base64(computed, newline=False).decode() and decode_base64(sent) != computed:
        part = etree.QName(element).localname[:60]
        error = FailedCheck(f"the digest of {part} does not hold")
        error.mismatch = Mismatch(part, decode_base64(sent), computed)
        raise error
