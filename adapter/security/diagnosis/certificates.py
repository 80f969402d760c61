"""Step 4 with more patience: which certificate the message shows, and why it may not be used."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from adapter import limits
from adapter.security import names as n
from adapter.security.certificate import Certificate, parse_certificate
from adapter.security.diagnosis.digests import decode_any_base64
from adapter.security.diagnosis.mistakes import cause
from adapter.security.diagnosis.naming import miswritten
from adapter.security.diagnosis.specimen import Specimen, elements, first, local, text_of
from adapter.security.diagnosis.values import Cause
from adapter.security.errors import FailedAuthentication, SecurityError
from adapter.security.token import Find, read_token
from adapter.security.verify import Trust

_PEM = re.compile(r"-----(?:BEGIN|END)[^-]{0,40}-----|\s")


@dataclass(frozen=True, slots=True)
class Shown:
    """The certificate that could be read, or None; why it, or its naming, is not accepted."""

    certificate: Certificate | None
    causes: tuple[Cause, ...]


def look_at_certificate(specimen: Specimen, find: Find, trust: Trust, now: datetime) -> Shown:
    """The signer's certificate as the pipeline reads it, or as it was probably meant."""
    certificate, causes = _read(specimen, find, now)
    if certificate is not None:
        causes += _unusable(certificate, trust, now)
    return Shown(certificate, tuple(causes))


def _read(specimen: Specimen, find: Find, now: datetime) -> tuple[Certificate | None, list[Cause]]:
    if specimen.key_info is None:
        return _certificate_in(specimen.token), []
    try:
        return read_token(specimen.token, specimen.key_info, find, now), []
    except SecurityError as error:
        own = _certificate_in(specimen.token)
        if specimen.strange_timestamp is not None:
            return own, []  # no wsu:Id is one, and that is said already
        reference = first(specimen.key_info, n.TOKEN_REFERENCE)
        ill_written = miswritten(reference, lambda name: bool(find(name)) or (own is not None and own.is_named(name)))
        return own, [ill_written] if ill_written else list(_misnamed(specimen, error))


def _misnamed(specimen: Specimen, error: SecurityError) -> Iterator[Cause]:
    """Why KeyInfo and token do not lead to a certificate."""
    reference = first(specimen.key_info, n.TOKEN_REFERENCE)
    link, token = first(reference, n.TOKEN_LINK), specimen.token
    if reference is None:
        yield cause("KEYINFO_LAIN", found=", ".join(map(local, elements(specimen.key_info))) or "(kosong)")
        return
    if token is None:
        if link is not None:
            yield cause("TOKEN_TIDAK_ADA", uri=link.get("URI", ""))
        elif isinstance(error, FailedAuthentication):
            yield cause("SERTIFIKAT_TIDAK_DIKENAL", name=_name(reference))
        return
    if link is not None and link.get("URI") != f"#{token.get(n.ID)}":
        yield cause("TOKEN_ID_BEDA", uri=link.get("URI", ""), id=token.get(n.ID) or "tidak ada")
    found = (token.get("ValueType", ""), token.get("EncodingType", n.BASE64))
    if found != (n.X509V3, n.BASE64):
        wrong = found[0] if found[0] != n.X509V3 else found[1]
        yield cause("VALUETYPE_TOKEN", found=wrong.rpartition("#")[2] or "tidak ada")
    elif (code := _content(text_of(token))) is not None:
        yield cause(code)
    elif link is None:
        yield cause("TOKEN_BUKAN_YANG_DISEBUT", name=_name(reference))


def _name(reference: etree._Element) -> str:
    kinds = [local(one) for one in elements(reference)]
    return f"{', '.join(kinds)}: {' '.join(str(text).strip() for text in reference.itertext() if str(text).strip())}"


def _content(text: str) -> str | None:
    """What is wrong with the text of a token, or None."""
    if "-----BEGIN" in text or decode_any_base64("".join(text.split()))[0].startswith(b"-----BEGIN"):
        return "TOKEN_PEM"
    return "TOKEN_RUSAK" if _parsed(decode_any_base64("".join(text.split()))[0]) is None else None


def _certificate_in(token: etree._Element | None) -> Certificate | None:
    """The certificate that a token was meant to hold, PEM lines and all."""
    text = _PEM.sub("", text_of(token))
    der, _ = decode_any_base64(text)
    if der.startswith(b"-----BEGIN"):
        der, _ = decode_any_base64(_PEM.sub("", der.decode("ascii", "replace")))
    return _parsed(der)


def _parsed(der: bytes) -> Certificate | None:
    try:
        return parse_certificate(der) if len(der) <= limits.MAX_CERTIFICATE_BYTES else None
    except SecurityError:
        return None


def _unusable(certificate: Certificate, trust: Trust, now: datetime) -> Iterator[Cause]:
    try:
        trust(certificate)
    except FailedAuthentication:
        subject, sha256 = certificate.parsed.subject.rfc4514_string(), certificate.thumbprint.hex()
        yield cause("SERTIFIKAT_TIDAK_TERDAFTAR", subject=subject, sha256=sha256)
    if now < certificate.not_before:
        yield cause("SERTIFIKAT_BELUM_BERLAKU", since=stamp(certificate.not_before))
    if now > certificate.not_after:
        yield cause("SERTIFIKAT_KEDALUWARSA", until=stamp(certificate.not_after))
    if not certificate.may_sign:
        yield cause("SERTIFIKAT_BUKAN_TANDA_TANGAN")


def told(certificate: Certificate) -> tuple[str, ...]:
    """What a person compares: whose it is, by whom, its fingerprint, its days."""
    return (
        f"sertifikat {certificate.parsed.subject.rfc4514_string()}",
        f"penerbit {certificate.issuer}, nomor seri {certificate.serial}",
        f"SHA-256 {certificate.thumbprint.hex()}",
        f"berlaku {stamp(certificate.not_before)} sampai {stamp(certificate.not_after)}",
    )


def stamp(instant: datetime) -> str:
    """An instant in UTC, to the second."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
