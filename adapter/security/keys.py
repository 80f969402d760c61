"""Keys and certificates: made, written, loaded. PEM files and, for the data keys, 32 random bytes in base64.

A partner's real certificate comes from its own authority; the authority made here is for trying things out.
Files that hold a secret are written with mode 0600 and never written over.
"""

import base64
import binascii
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, cast

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from adapter.errors import OperatorError
from adapter.limits import MIN_RSA_BITS
from adapter.security.algorithms import PrivateKey, default_algorithm

Algorithm = Literal["rsa", "ec", "ec384", "ed25519"]
"""The kinds of key that are made here: RSA, EC on P-256, EC on P-384, Ed25519."""

SECRET_BYTES = 32
"""AES-256 and HMAC-SHA-256 alike."""

_BACKDATED = timedelta(minutes=5)  # a partner's clock may be behind the one that issues


class KeyFileError(OperatorError):
    """A key or certificate file is missing, unreadable, or not what it should be."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate and the private key that belongs to it."""

    certificate: x509.Certificate
    key: PrivateKey


def make_authority(name: str, now: datetime, *, days: int = 3650) -> Identity:
    """A test authority: a self-signed certificate that may only issue others."""
    key = new_key("rsa")
    subject = _subject(name)
    builder = _builder(subject, subject, key, now, days)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(authority=True), critical=True)
    return Identity(builder.sign(key, hashes.SHA256()), key)


def issue(
    authority: Identity,
    common_name: str,
    now: datetime,
    *,
    algorithm: Algorithm = "rsa",
    days: int = 825,
    tls_hosts: Sequence[str] = (),
    key: PrivateKey | None = None,
) -> Identity:
    """A certificate that signs messages, for a new key or for `key`.

    With `tls_hosts` it also serves TLS under those DNS names.
    """
    key = key or new_key(algorithm)
    builder = _builder(_subject(common_name), authority.certificate.subject, key, now, days)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(), critical=True)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = builder.add_extension(issuer, critical=False)
    if tls_hosts:
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in tls_hosts])
        builder = builder.add_extension(names, critical=False)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return Identity(builder.sign(authority.key, hashes.SHA256()), key)


def new_key(algorithm: Algorithm) -> PrivateKey:
    """A fresh private key; an RSA key has the least size allowed."""
    if algorithm == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    if algorithm != "rsa":
        return ec.generate_private_key(ec.SECP384R1() if algorithm == "ec384" else ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=MIN_RSA_BITS)


def new_secret() -> bytes:
    """Fresh random bytes for the data key or the index key."""
    return os.urandom(SECRET_BYTES)


def thumbprint(certificate: x509.Certificate) -> bytes:
    """SHA-256 of the certificate's DER form: the name by which a certificate is registered."""
    return certificate.fingerprint(hashes.SHA256())


def may_sign(certificate: x509.Certificate) -> bool:
    """Whether the certificate's key usage includes digitalSignature; without the extension nothing is ruled out."""
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
    except x509.ExtensionNotFound:
        return True


def load_certificate(path: Path) -> x509.Certificate:
    """The first certificate in a PEM file, or the one of a DER file. Its dates and issuer are not checked."""
    data = _read(path)
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificate(data)
        return x509.load_der_x509_certificate(data)
    except ValueError:
        raise KeyFileError(f"{path}: not a certificate in PEM or DER form") from None


def load_certificates(path: Path) -> list[x509.Certificate]:
    """Every certificate in a PEM file, or the one of a DER file. Their dates and issuers are not checked."""
    data = _read(path)
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except ValueError:
        raise KeyFileError(f"{path}: not certificates in PEM or DER form") from None


def load_private_key(path: Path) -> PrivateKey:
    """The private key in a PEM file without a password: RSA, EC on P-256 or P-384, or Ed25519."""
    data = _read(path)
    try:
        key = serialization.load_pem_private_key(data, password=None)
    except TypeError:
        raise KeyFileError(f"{path}: the key is locked with a password; store it without one, mode 0600") from None
    except (ValueError, UnsupportedAlgorithm):
        raise KeyFileError(f"{path}: not a private key in PEM form") from None
    if default_algorithm(key) is None:
        raise KeyFileError(f"{path}: neither an RSA key nor an EC key on P-256 or P-384 nor an Ed25519 key")
    return cast("PrivateKey", key)


def load_secret(path: Path) -> bytes:
    """The data key or index key: 32 bytes, in base64."""
    try:
        secret = base64.b64decode(_read(path).strip(), validate=True)
    except (binascii.Error, ValueError):
        raise KeyFileError(f"{path}: not base64 text; `jembatan keys` makes such a file") from None
    if len(secret) != SECRET_BYTES:
        raise KeyFileError(f"{path}: holds {len(secret)} bytes, not {SECRET_BYTES}")
    return secret


def exposed(path: Path) -> bool:
    """Whether users other than the file's owner and group may read it."""
    return bool(path.stat().st_mode & stat.S_IROTH)


def write_certificate(path: Path, certificate: x509.Certificate) -> None:
    """Write a PEM file that anyone may read."""
    _write(path, certificate.public_bytes(serialization.Encoding.PEM), 0o644)


def write_private_key(path: Path, key: PrivateKey) -> None:
    """Write a PEM file (PKCS #8, no password) that only its owner may read."""
    form = serialization.PrivateFormat.PKCS8
    pem = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    _write(path, pem, 0o600)


def write_secret(path: Path, secret: bytes) -> None:
    """Write a data key or index key that only its owner may read."""
    _write(path, base64.b64encode(secret) + b"\n", 0o600)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise KeyFileError(f"{path}: no such file; `jembatan keys` makes keys for a trial") from None
    except OSError as error:
        raise KeyFileError(f"{path}: cannot be read: {error.strerror}") from None


def _write(path: Path, data: bytes, mode: int) -> None:
    # O_EXCL: a key that is written over is lost, and with it all that it signed or locked.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise KeyFileError(f"{path}: is there already and is not written over; move it away first") from None
    except OSError as error:
        raise KeyFileError(f"{path}: cannot be written: {error.strerror}") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _subject(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(own, critical=False)
    )


def _usage(*, authority: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
