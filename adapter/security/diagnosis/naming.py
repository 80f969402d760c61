"""How a signer's certificate is named in KeyInfo, where it is not named as the token profile writes it.

What was meant is tried: only a name under which a certificate is known here is told as the one that was meant.
"""

import re
from binascii import unhexlify
from collections.abc import Callable, Iterator

from lxml import etree

from adapter.security import names as n
from adapter.security.canonical import without_space
from adapter.security.certificate import CertificateName, IssuerSerial, SubjectKeyIdentifier, Thumbprint
from adapter.security.diagnosis.digests import decode_any_base64
from adapter.security.diagnosis.mistakes import cause
from adapter.security.diagnosis.specimen import first, text_of
from adapter.security.diagnosis.values import Cause

Known = Callable[[CertificateName], bool]
"""Whether any certificate, in the message or registered, bears this name."""

_KINDS: dict[str, Callable[[bytes], CertificateName]] = {
    n.X509_SKI: SubjectKeyIdentifier,
    n.X509_THUMBPRINT: Thumbprint,
}
_X509_CERTIFICATE = f"{{{n.DS}}}X509Certificate"
_HEXADECIMAL = re.compile(r"(?:0x)?([0-9A-Fa-f]{2,40})")
_HEX_BYTES = re.compile(rb"(?:[0-9A-Fa-f]{2}[:\s]?){20}")
_DER_OCTETS = b"\x04\x14"
"""In front of 20 bytes: Java's getExtensionValue and OpenSSL's d2i give the extension with its wrapping."""


def miswritten(reference: etree._Element | None, known: Known) -> Cause | None:
    """What is wrong with the way in which a SecurityTokenReference names a certificate, or None."""
    data, identifier = first(reference, n.X509_DATA), first(reference, n.KEY_IDENTIFIER)
    if first(data, _X509_CERTIFICATE) is not None:
        return cause("SERTIFIKAT_DI_KEYINFO", name="X509Data/X509Certificate")
    if identifier is not None and identifier.get("ValueType") == n.X509V3:
        return cause("SERTIFIKAT_DI_KEYINFO", name="KeyIdentifier X509v3")
    if identifier is not None:
        return _identifier(identifier, known)
    return _serial(first(data, n.X509_ISSUER_SERIAL), known)


def _serial(pair: etree._Element | None, known: Known) -> Cause | None:
    issuer, text = text_of(first(pair, n.X509_ISSUER_NAME)), text_of(first(pair, n.X509_SERIAL_NUMBER)).strip()
    found = _HEXADECIMAL.fullmatch(text)
    if found is None:
        return None
    # One of digits only may be either; then it must lead somewhere.
    meant = not text.isdigit() or known(IssuerSerial(issuer, int(found[1], 16)))
    return cause("NOMOR_SERI_HEKSADESIMAL", found=text) if meant else None


def _identifier(identifier: etree._Element, known: Known) -> Cause | None:
    text, make = without_space(text_of(identifier)), _KINDS.get(identifier.get("ValueType", ""))
    if make is not None and known(make(decode_any_base64(text)[0])):
        return None  # well written, and of another certificate than the message brings
    for told, value in _readings(text):
        if known(Thumbprint(value)) or known(SubjectKeyIdentifier(value)):
            return cause("PENGENAL_SERTIFIKAT_SALAH_TULIS", found=told)
    return None


def _readings(text: str) -> Iterator[tuple[str, bytes]]:
    """What the writer may have meant, and how it is written then."""
    value, _ = decode_any_base64(text)
    for told, written in (("teks heksadesimal", text.encode()), ("base64 dari teks heksadesimal", value)):
        if _HEX_BYTES.fullmatch(written):
            yield told, unhexlify(re.sub(rb"[:\s]", b"", written))
    if value.startswith(_DER_OCTETS):
        yield "subjectKeyIdentifier beserta pembungkus DER-nya (04 14 …)", value[len(_DER_OCTETS) :]
    yield "pengenal jenis lain daripada yang disebut ValueType", value
