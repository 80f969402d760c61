"""Each Reference against the element that it names; where they do not fit, what was digested instead."""

import hashlib
import re
from base64 import b64decode, b64encode, urlsafe_b64decode
from collections.abc import Iterator

from lxml import etree

from adapter.security import names as n
from adapter.security.canonical import without_space
from adapter.security.diagnosis.canonicalisation import Canonicalisation, transforms_of
from adapter.security.diagnosis.mistakes import cause, likely
from adapter.security.diagnosis.readings import Budget, Reading, readings
from adapter.security.diagnosis.specimen import Specimen, first, local, text_of
from adapter.security.diagnosis.values import Cause, ReferenceCheck

_SHA1 = f"{n.DS}sha1"
_HASHES = {
    n.SHA256: "sha256", n.SHA384: "sha384", n.SHA512: "sha512", _SHA1: "sha1",
    "http://www.w3.org/2001/04/xmldsig-more#md5": "md5",
}  # fmt: skip
_BY_LENGTH = {hashlib.new(name, usedforsecurity=False).digest_size: name for name in _HASHES.values()}
_HEX = re.compile(r"[0-9A-Fa-f]+")
_STANDARD = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_Forms = Iterator[tuple[bytes, str | None]]


def check_references(specimen: Specimen, budget: Budget) -> tuple[tuple[ReferenceCheck, ...], tuple[Cause, ...]]:
    """What every Reference that leads to an element says, and why those that do not fit do not."""
    found = [pair for pair in (_check(specimen, one) for one in specimen.references) if pair is not None]
    checks = tuple(check for check, _, _ in found)
    causes = []
    for check, element, way in found:
        if not check.fits:
            causes += _explain(check, element, _candidates(specimen, check, checks, element, way, budget))
    return checks, tuple(causes)


def _check(
    specimen: Specimen, reference: etree._Element
) -> tuple[ReferenceCheck, etree._Element, Canonicalisation] | None:
    id_ = reference.get("URI", "").removeprefix("#")
    element = specimen.named(id_) if id_ else None
    if element is None:
        return None
    way = way_of(reference)
    data = way(element)
    method = first(reference, n.DIGEST_METHOD)
    name = _HASHES.get("" if method is None else method.get("Algorithm", ""), "sha256")
    sent = without_space(text_of(first(reference, n.DIGEST_VALUE)))
    computed = b64encode(_digest(name, data)).decode()
    return ReferenceCheck(id_, local(element), name, sent, computed, data), element, way


def way_of(reference: etree._Element) -> Canonicalisation:
    """The canonicalisation that a Reference declares: its last transform's that is one."""
    declared = [one for one in transforms_of(reference) if "c14n" in one.get("Algorithm", "")]
    if not declared and not transforms_of(reference):
        return Canonicalisation(exclusive=False)
    return Canonicalisation.declared(declared[-1] if declared else None)


def _candidates(
    specimen: Specimen,
    check: ReferenceCheck,
    checks: tuple[ReferenceCheck, ...],
    element: etree._Element,
    way: Canonicalisation,
    budget: Budget,
) -> Iterator[Reading]:
    yield Reading(check.canonical)
    for other in checks:
        if other is not check:
            yield Reading(other.canonical, ("BAGIAN_TERTUKAR",), (("other", other.part),))
    yield from readings(specimen, element, way, budget)


def _explain(check: ReferenceCheck, element: etree._Element, candidates: Iterator[Reading]) -> list[Cause]:
    """The causes that a fitting hypothesis proves, or the one that is only likely."""
    if "EncryptedData" in {local(child) for child in element.iterchildren(etree.Element)}:
        return [cause("BODY_TERENKRIPSI")]
    sent = [(value, code, _BY_LENGTH[len(value)]) for value, code in _forms(check.sent) if len(value) in _BY_LENGTH]
    for reading in candidates:
        for value, code, name in sent:
            if _digest(name, reading.data) == value:
                # Nothing but how the value is written: bits that base64 does not use, for one.
                return [*_proven(check, reading, code, name)] or [cause("DIGEST_BASE64", part=check.part)]
    return [likely("ISI_BERUBAH", part=check.part, id=check.id)]


def _proven(check: ReferenceCheck, reading: Reading, form: str | None, name: str) -> Iterator[Cause]:
    for code in reading.codes:
        yield cause(code, part=check.part, **dict(reading.facts))
    if form is not None:
        yield cause(form, part=check.part)
    if name != check.algorithm:
        yield cause("DIGEST_TERTUKAR", part=check.part, declared=check.algorithm.upper(), found=name.upper())


def _forms(text: str) -> _Forms:
    """The bytes that a DigestValue may mean, and the mistake in how it is written."""
    if _HEX.fullmatch(text) and len(text) // 2 in _BY_LENGTH and len(text) % 2 == 0:
        yield bytes.fromhex(text), "DIGEST_HEX"
    value, standard = decode_any_base64(text)
    yield value, None if standard else "DIGEST_BASE64"
    if re.fullmatch(rb"[0-9A-Fa-f]+", value) and len(value) % 2 == 0:
        yield bytes.fromhex(value.decode()), "DIGEST_HEX"


def decode_any_base64(text: str) -> tuple[bytes, bool]:
    """The bytes of base64 in any of its dialects, and whether it was the standard one; b"" for what is none."""
    padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
    standard = padded == text and _STANDARD.fullmatch(text) is not None
    try:
        return (b64decode(text, validate=True) if standard else urlsafe_b64decode(padded)), standard
    except ValueError:
        return b"", standard


def _digest(name: str, data: bytes) -> bytes:
    return hashlib.new(name, data, usedforsecurity=False).digest()
