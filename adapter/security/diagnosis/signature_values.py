"""The signature value against SignedInfo; where they do not fit, how it was made instead.

An RSA value under PKCS#1 v1.5 shows what was hashed and how; all others are tried.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from adapter.security import names as n
from adapter.security.canonical import without_space
from adapter.security.diagnosis.canonicalisation import Canonicalisation
from adapter.security.diagnosis.digests import decode_any_base64
from adapter.security.diagnosis.mistakes import cause, likely
from adapter.security.diagnosis.readings import Budget, Reading, readings
from adapter.security.diagnosis.specimen import Specimen, first, text_of
from adapter.security.diagnosis.values import SIGNED_INFO, Cause

_HASHES: tuple[hashes.HashAlgorithm, ...] = (
    hashes.SHA256(), hashes.SHA1(), hashes.SHA384(), hashes.SHA512(), hashes.MD5(),  # noqa: S303 - to recognise them
)  # fmt: skip
_OPENED = ("PKCS1", "BARE", "OTHER")
_PSS_TRAILER = 0xBC
_MOST_TRIES = 3000
"""Verifications of one value; P-384 takes 0.3 ms for one."""
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){32,}")
_NAMES = {"PKCS1": "RSA-{hash} (PKCS#1 v1.5)", "PSS": "RSASSA-PSS dengan {hash}", "ECDSA": "ECDSA-{hash}"}


@dataclass(frozen=True, slots=True)
class _Way:
    """One way in which the value may have been made: `holds` tells of bytes whether it was made over them."""

    scheme: str
    hash_name: str
    holds: Callable[[bytes], bool]
    code: str | None = None


def explain_signature(specimen: Specimen, key: object, budget: Budget) -> list[Cause]:
    """Why the value does not hold, proven where one way over some bytes fits, or else what is likely."""
    signed_info = specimen.signed_info
    if signed_info is None:
        return []
    method = Canonicalisation.declared(first(signed_info, n.C14N_METHOD))
    ways = [(form, way) for form, value in _forms(_text(specimen), key) for way in _ways(key, value)]
    tries = _MOST_TRIES
    for reading in _candidates(specimen, method, budget):
        tries -= len(ways)
        if tries < 0:
            break
        for form, way in ways:
            if way.holds(reading.data):
                # Nothing but how the value is written: bits that base64 does not use, for one.
                return [*_proven(specimen, key, reading, form, way)] or [cause("NILAI_TANDA_TANGAN_BASE64")]
            if not reading.codes and way.holds(sha256(reading.data).digest()):
                return [cause("HASH_DUA_KALI")]
    return _unproven(specimen, key, opened=any(way.scheme in _OPENED for _, way in ways))


def _text(specimen: Specimen) -> str:
    return without_space(text_of(specimen.signature_value))


def _candidates(specimen: Specimen, way: Canonicalisation, budget: Budget) -> Iterator[Reading]:
    signed_info, exclusive = specimen.signed_info, Canonicalisation()
    if signed_info is None:
        return
    yield Reading(way(signed_info))
    for element in (specimen.body, specimen.timestamp, specimen.root):
        if element is not None:
            name = str(element.tag).rpartition("}")[2]
            yield Reading(exclusive(element), ("BUKAN_SIGNEDINFO",), (("part", name),))
    yield from (one for one in readings(specimen, signed_info, way, budget) if "ENVELOPE_DIHITUNG" not in one.codes)


def _forms(text: str, key: object) -> Iterator[tuple[str | None, bytes]]:
    if _HEX.fullmatch(text):
        yield "NILAI_TANDA_TANGAN_HEX", bytes.fromhex(text)
    value, standard = decode_any_base64(text)
    if _HEX.fullmatch(hexadecimal := value.decode("latin-1")):
        yield "NILAI_TANDA_TANGAN_HEX", bytes.fromhex(hexadecimal)
    yield (None if standard else "NILAI_TANDA_TANGAN_BASE64"), value
    if isinstance(key, rsa.RSAPublicKey):
        yield "NILAI_TANDA_TANGAN_TERBALIK", value[::-1]


def _ways(key: object, value: bytes) -> Iterator[_Way]:
    if isinstance(key, rsa.RSAPublicKey):
        return iter([*_pkcs1(key, value)] or [*_pss(key, value)])
    if isinstance(key, ec.EllipticCurvePublicKey):
        return _ecdsa(key, value)
    if isinstance(key, ed25519.Ed25519PublicKey):
        return iter([_Way("ED25519", "SHA512", lambda data: _holds(lambda: key.verify(value, data)))])
    return iter(())


def _holds(check: Callable[[], object]) -> bool:
    try:
        check()
    except (InvalidSignature, ValueError, UnsupportedAlgorithm):
        return False
    return True


def _pkcs1(key: rsa.RSAPublicKey, value: bytes) -> Iterator[_Way]:
    """The one way that the value itself tells, if it was made with this certificate's key under PKCS#1 v1.5."""
    try:
        inside = key.recover_data_from_signature(value, padding.PKCS1v15(), None)
    except (InvalidSignature, ValueError, UnsupportedAlgorithm):
        return
    for hash_ in _HASHES:
        size = hash_.digest_size
        bare = len(inside) == size
        # A DigestInfo ends with the digest and begins with a SEQUENCE that is longer than the digest (RFC 8017, 9.2).
        if bare or (len(inside) == size + _AROUND[hash_.name] and inside[:1] == b"0"):
            scheme, code = ("BARE", "TANPA_DIGESTINFO") if bare else ("PKCS1", None)
            yield _Way(scheme, hash_.name, _has_digest(hash_, inside[-size:]), code)
    yield _Way("OTHER", "", lambda _: False)


_AROUND = {"sha1": 15, "sha256": 19, "sha384": 19, "sha512": 19, "md5": 18}
"""Bytes of a DigestInfo before the digest."""


def _has_digest(hash_: hashes.HashAlgorithm, digest: bytes) -> Callable[[bytes], bool]:
    def holds(data: bytes) -> bool:
        made = hashes.Hash(hash_)
        made.update(data)
        return made.finalize() == digest

    return holds


def _pss(key: rsa.RSAPublicKey, value: bytes) -> Iterator[_Way]:
    for hash_ in _HASHES[:4]:
        right = padding.PSS(padding.MGF1(hash_), padding.PSS.DIGEST_LENGTH)
        others = [padding.PSS(padding.MGF1(mask), padding.PSS.AUTO) for mask in (hash_, hashes.SHA1())]  # noqa: S303
        for pad in (right, *others):

            def holds(data: bytes, pad: padding.PSS = pad, hash_: hashes.HashAlgorithm = hash_) -> bool:
                return _holds(lambda: key.verify(value, data, pad, hash_))

            yield _Way("PSS", hash_.name, holds, None if pad is right else "PSS_GARAM")


def _ecdsa(key: ec.EllipticCurvePublicKey, value: bytes) -> Iterator[_Way]:
    shapes = [("ECDSA_DER", value)] if _holds(lambda: decode_dss_signature(value)) else []
    half = len(value) // 2
    plain = encode_dss_signature(int.from_bytes(value[:half]), int.from_bytes(value[half:])) if half else b""
    length = None if len(value) == 2 * (key.key_size // 8) else "ECDSA_PANJANG"
    for code, der in (*shapes, (length, plain)):
        for hash_ in _HASHES[:4]:

            def holds(data: bytes, der: bytes = der, hash_: hashes.HashAlgorithm = hash_) -> bool:
                return _holds(lambda: key.verify(der, data, ec.ECDSA(hash_)))

            yield _Way("ECDSA", hash_.name, holds, code)


def _proven(specimen: Specimen, key: object, reading: Reading, form: str | None, way: _Way) -> Iterator[Cause]:
    for code in reading.codes:
        told = cause(code, **{"part": SIGNED_INFO, **dict(reading.facts)})
        yield replace(told, step=5)  # the same slips are made with digests, in step 6
    if form is not None:
        yield cause(form)
    if way.code is not None:
        size = key.key_size // 8 if isinstance(key, ec.EllipticCurvePublicKey) else _size(way.hash_name)
        yield cause(way.code, size=size)
    if way.scheme in _NAMES:
        yield from _misnamed(specimen.signature_method, way)


def _size(name: str) -> int:
    """The length in bytes of a digest by its name."""
    return next(hash_.digest_size for hash_ in _HASHES if hash_.name == name)


def _misnamed(declared: str, way: _Way) -> Iterator[Cause]:
    """Where SignatureMethod names another way than the one that fits."""
    family = "PSS" if "MGF1" in declared else "ECDSA" if "ecdsa" in declared else "PKCS1"
    same_hash = way.hash_name in declared.lower().replace("-", "")
    found = _NAMES[way.scheme].format(hash=way.hash_name.upper())
    if family != way.scheme:
        yield cause("PADDING_TERTUKAR", declared=declared, found=found)
    elif not same_hash:
        yield cause("HASH_TERTUKAR", declared=declared, found=found)


def _unproven(specimen: Specimen, key: object, *, opened: bool) -> list[Cause]:
    if opened:
        return [cause("SIGNEDINFO_BERUBAH", knowledge="kuncinya benar, tetapi yang ditandatangani bukan bita ini")]
    if isinstance(key, rsa.RSAPublicKey) and not _may_be_pss(key, decode_any_base64(_text(specimen))[0]):
        # What a key of RSA has signed under PKCS#1 v1.5, its certificate opens, whatever the text was.
        return [cause("KUNCI_BUKAN_PASANGAN")]
    changed = likely("SIGNEDINFO_BERUBAH", knowledge="atau yang ditandatangani bukan bita ini")
    return [likely("KUNCI_BUKAN_PASANGAN"), changed]


def _may_be_pss(key: rsa.RSAPublicKey, value: bytes) -> bool:
    # RFC 8017, 9.1.1: what PSS signs ends in 0xbc; of other keys' values one in 256 does.
    numbers = key.public_numbers()
    return pow(int.from_bytes(value), numbers.e, numbers.n) % 256 == _PSS_TRAILER
