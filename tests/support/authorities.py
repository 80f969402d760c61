"""Authorities, their signers and their revocation lists, the honest and the others. All on P-256: RSA keys are slow."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.security.keys import Identity

SUBJECT = "CN=Layanan BPJS,O=BPJS Kesehatan,C=ID"
_USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def authority(
    now: datetime,
    name: str = "CN=Otoritas mitra (uji),C=ID",
    issuer: Identity | None = None,
    *,
    ca: bool = True,
    path_length: int | None = None,
    usages: Sequence[str] = ("key_cert_sign", "crl_sign"),
    days: int = 1000,
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
) -> Identity:
    """A root, or with `issuer` one between; as it should be unless told otherwise. It began a year ago."""
    basic = x509.BasicConstraints(ca=ca, path_length=path_length)
    begin = now - timedelta(days=365)
    return _made(name, issuer, usages, begin, now + timedelta(days=days), [(basic, True), *extensions])


def signer(
    issuer: Identity,
    now: datetime,
    name: str = SUBJECT,
    *,
    usages: Sequence[str] = ("digital_signature",),
    days: int = 100,
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
) -> Identity:
    """A certificate that signs messages for `days` from yesterday on."""
    begin = now - timedelta(days=1)
    basic = x509.BasicConstraints(ca=False, path_length=None)
    return _made(name, issuer, usages, begin, begin + timedelta(days=days), [(basic, True), *extensions])


def revocation_list(
    issuer: Identity,
    now: datetime,
    *revoked: Identity,
    hours: float = 24,
    name: x509.Name | None = None,
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
) -> x509.CertificateRevocationList:
    """What `issuer` has revoked, from an hour ago on for `hours` from `now`."""
    begin = min(now - timedelta(hours=1), now + timedelta(hours=hours - 1))
    builder = x509.CertificateRevocationListBuilder().issuer_name(name or issuer.certificate.subject)
    builder = builder.last_update(begin).next_update(now + timedelta(hours=hours))
    for identity in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(identity.certificate.serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(begin).build())
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer.key, hashes.SHA256())


def write_list(path: Path, *lists: x509.CertificateRevocationList, encoding: Encoding = Encoding.PEM) -> None:
    """As an operator should: under another name, then moved to its place."""
    temporary = path.with_suffix(".new")
    temporary.write_bytes(b"".join(one.public_bytes(encoding) for one in lists))
    temporary.replace(path)


def _made(
    name: str,
    issuer: Identity | None,
    usages: Sequence[str],
    begin: datetime,
    end: datetime,
    extensions: Iterable[tuple[x509.ExtensionType, bool]],
) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    signing = issuer.key if issuer else key
    subject = x509.Name.from_rfc4514_string(name)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
    )
    if usages:
        builder = builder.add_extension(x509.KeyUsage(**{usage: usage in usages for usage in _USAGES}), critical=True)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return Identity(builder.sign(signing, hashes.SHA256()), key)
