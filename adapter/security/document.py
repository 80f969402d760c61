"""Signing a document that is no message: detached XML Signatures beside it, one for each party, over the same bytes.

A signature has one Reference, to the document's Id, with exclusive C14N as its only transform: what one party signs
does not hold the other's signature, and no order of signing is better than another. KeyInfo holds the certificate.
Algorithms are those of messages (policy.py).
"""

import re
from base64 import b64encode
from hashlib import sha256

from lxml import etree

from adapter.security import names as n
from adapter.security.canonical import canonical, decode_base64, without_space
from adapter.security.certificate import Certificate, parse_certificate
from adapter.security.errors import FailedCheck, InvalidSecurity, MalformedMessage, UnsupportedAlgorithm
from adapter.security.policy import POLICY, SecurityPolicy
from adapter.security.signer import Signer

MAX_DOCUMENT_BYTES = 64 * 1024
"""A document of counts with two signatures and their certificates has 8 KB."""
_X509_DATA = f"{{{n.DS}}}X509Data"
_X509_CERTIFICATE = f"{{{n.DS}}}X509Certificate"
_SIGNATURE = f"""<ds:Signature xmlns:ds="{n.DS}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{n.EXC_C14N}"/>\
<ds:SignatureMethod Algorithm="{{algorithm}}"/><ds:Reference URI="#{{id}}"><ds:Transforms>\
<ds:Transform Algorithm="{n.EXC_C14N}"/></ds:Transforms><ds:DigestMethod Algorithm="{n.SHA256}"/>\
<ds:DigestValue>{{digest}}</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data>\
<ds:X509Certificate>{{certificate}}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>"""
_DECLARATION = re.compile(r"^\ufeff?<\?xml[^?]{0,100}\?>\s*")
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}", re.ASCII)


def open_document(raw: bytes, most: int = MAX_DOCUMENT_BYTES) -> etree._Element:
    """Parse a UTF-8 document of `most` bytes. Raises MalformedMessage: too large, a DTD, an instruction, not XML."""
    if len(raw) > most:
        raise MalformedMessage(f"{len(raw)} bytes; {most} are the most")
    try:
        text = _DECLARATION.sub("", raw.decode("utf-8"))
        # Before any parser sees it: with a DTD, what is signed and what is read can differ (hazards, fact 1).
        if "<!DOCTYPE" in text:
            raise MalformedMessage("a document type declaration")
        # The declaration is gone and the encoding given: another one could hide what was looked for.
        parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True)
        root = etree.fromstring(text.encode(), parser)
    except (UnicodeDecodeError, etree.XMLSyntaxError, ValueError):
        raise MalformedMessage("not well-formed XML in UTF-8") from None
    if next(root.iter(etree.ProcessingInstruction), None) is not None:
        raise MalformedMessage("a processing instruction")
    return root


def is_signable_id(id_: str) -> bool:
    """Whether a Reference may lead to an element of this Id, so that `verify_document` believes it."""
    return _ID.fullmatch(id_) is not None


def sign_document(element: etree._Element, signer: Signer) -> etree._Element:
    """The Signature over `element`, which has an attribute Id; the caller puts it beside the element."""
    signature = etree.fromstring(
        _SIGNATURE.format(
            algorithm=signer.algorithm,
            id=element.get("Id"),
            digest=b64encode(sha256(canonical(element)).digest()).decode(),
            certificate=b64encode(signer.certificate).decode(),
        )
    )
    signature[1].text = b64encode(signer.sign(canonical(signature[0]))).decode()
    return signature


def verify_document(signature: etree._Element, element: etree._Element, policy: SecurityPolicy = POLICY) -> Certificate:
    """The certificate whose key signed `element`.

    Raises InvalidSecurity for a signature of another shape, UnsupportedAlgorithm, and FailedCheck where the signature
    or the digest does not hold. Not checked: whose certificate it is, and its days.
    """
    info, value, key_info = _parts(signature, n.SIGNED_INFO, n.SIGNATURE_VALUE, n.KEY_INFO)
    method, algorithm, reference = _parts(info, n.C14N_METHOD, n.SIGNATURE_METHOD, n.REFERENCE)
    certificate = _certificate(key_info)
    if method.get("Algorithm") != n.EXC_C14N or len(method):
        raise UnsupportedAlgorithm("SignedInfo is not in exclusive C14N")
    signed = decode_base64(value.text)
    # The signature before the digest: nothing of an unsigned Reference is believed.
    policy.verify_signature(algorithm.get("Algorithm", ""), certificate.key, signed, canonical(info))
    _verify_reference(reference, element, policy)
    return certificate


def _verify_reference(reference: etree._Element, element: etree._Element, policy: SecurityPolicy) -> None:
    transforms, method, value = _parts(reference, n.TRANSFORMS, n.DIGEST_METHOD, n.DIGEST_VALUE)
    (transform,) = _parts(transforms, n.TRANSFORM)
    id_ = element.get("Id", "")
    # The element is the one that is read; the URI must say the same, or the signature is over something else.
    if not is_signable_id(id_) or reference.get("URI") != f"#{id_}":
        raise FailedCheck("the Reference does not lead to the document")
    if transform.get("Algorithm") != n.EXC_C14N or len(transform):
        raise UnsupportedAlgorithm("the only transform is exclusive C14N, without a PrefixList")
    if decode_base64(value.text) != policy.digest(method.get("Algorithm", ""), canonical(element)):
        raise FailedCheck("the digest of the document does not hold: something else was signed")


def _certificate(key_info: etree._Element) -> Certificate:
    found = [one for data in key_info if data.tag == _X509_DATA for one in data if one.tag == _X509_CERTIFICATE]
    if len(found) != 1:
        raise InvalidSecurity("KeyInfo must hold one X509Certificate: the signer's")
    return parse_certificate(decode_base64(without_space(found[0].text)))


def _parts(parent: etree._Element, *tags: str) -> list[etree._Element]:
    """The children of `parent`, which must be these and no others, in this order."""
    children = [*parent]
    if [child.tag for child in children] != list(tags):
        name = etree.QName(parent).localname[:60]
        raise InvalidSecurity(f"{name} must have {', '.join(etree.QName(tag).localname for tag in tags)}, and no more")
    return children
