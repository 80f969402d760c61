"""Whether the keys that the settings point to are there, fit, sign today, and are read by nobody else."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from adapter.clock import wib_date
from adapter.errors import JembatanError, OperatorError
from adapter.limits import MIN_RSA_BITS
from adapter.records.vault import Vault
from adapter.security import Certificate
from adapter.security.key_uri import KeyUri
from adapter.security.keys import KeyFileError, exposed, load_certificate, load_private_key, load_secret
from adapter.security.pkcs11 import token_signer
from adapter.security.signer import choose_algorithm
from adapter.settings import Settings

EXPIRY_NOTICE = timedelta(days=60)
"""A partner must be told of a new certificate, and install it, before the old one ends."""

_Loaded = TypeVar("_Loaded")


@dataclass(slots=True)
class Findings:
    """What was found, one line each. With problems the server does not start; `store` is the one of the database."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    store: str | None = None

    def try_load(self, load: Callable[[Path], _Loaded], path: Path) -> _Loaded | None:
        """What `load` gives for `path`, or None when that is noted as a problem."""
        try:
            return load(path)
        except KeyFileError as error:
            self.problems.append(str(error))
            return None


def check_keys(
    found: Findings, settings: Settings, now: datetime, *, encrypted: bool
) -> tuple[x509.Certificate | None, Vault | None]:
    """Look at the signing key, the TLS key and the data keys; gives the signing certificate and the vault, if any.

    `encrypted`: whether an agreement wants messages encrypted.
    """
    certificate = _signing_pair(found, settings.server_certificate, settings.server_key, now)
    if certificate is not None:
        _believed(found, settings.server_certificate, certificate)
    if certificate is not None and encrypted:
        _encryption(found, settings, certificate)
    if settings.tls_cert and settings.tls_key:
        _tls(found, settings.tls_cert, settings.tls_key, now)
    vault = _vault(found, settings)
    _secrecy(found, settings)
    return certificate, vault


def _signing_pair(
    found: Findings, certificate_path: Path, key: Path | KeyUri, now: datetime
) -> x509.Certificate | None:
    if isinstance(key, Path):
        return _pair(found, certificate_path, key, now)
    certificate = found.try_load(load_certificate, certificate_path)
    if certificate is not None:
        try:
            # One login, one trial signature, and nothing left open for the processes that are started from this one.
            token_signer(key, certificate, choose_algorithm(certificate.public_key())).close()
        except OperatorError as error:
            found.problems.append(str(error))
        _dates(found, certificate_path, certificate, now)
    return certificate


def _believed(found: Findings, path: Path, certificate: x509.Certificate) -> None:
    """Whether partners, who verify answers as strictly as we verify requests, would accept it."""
    key = certificate.public_key()
    if not Certificate(certificate).may_sign:
        found.problems.append(f"{path}: its key usage does not have digitalSignature; no partner would accept answers")
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < MIN_RSA_BITS:
        found.problems.append(f"{path}: an RSA key of {key.key_size} bits; {MIN_RSA_BITS} are the least")


def _tls(found: Findings, certificate: Path, key: Path, now: datetime) -> None:
    before = len(found.problems)
    _pair(found, certificate, key, now)
    if len(found.problems) > before:
        return
    try:
        # As the server itself will: PEM only, and no key that OpenSSL finds too small.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (ssl.SSLError, OSError) as error:
        reason = getattr(error, "reason", None) or error.strerror
        found.problems.append(f"{certificate}, {key}: cannot serve TLS: {reason}; both must be PEM")


def _encryption(found: Findings, settings: Settings, certificate: x509.Certificate) -> None:
    if not Certificate(certificate).enciphers:
        found.problems.append(
            f"{settings.server_certificate}: not RSA with keyEncipherment, but an agreement wants messages encrypted"
        )
    if isinstance(settings.server_key, KeyUri):
        found.problems.append("JEMBATAN_SERVER_KEY: a key in a token does not decrypt, which an agreement wants")


def _pair(found: Findings, certificate_path: Path, key_path: Path, now: datetime) -> x509.Certificate | None:
    certificate = found.try_load(load_certificate, certificate_path)
    key = found.try_load(load_private_key, key_path)
    if certificate is None:
        return None
    if key is not None and key.public_key() != certificate.public_key():
        found.problems.append(f"{key_path}: not the key of the certificate {certificate_path}")
    _dates(found, certificate_path, certificate, now)
    return certificate


def _dates(found: Findings, path: Path, certificate: x509.Certificate, now: datetime) -> None:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > last:
        found.problems.append(f"{path}: expired on {wib_date(last)}; ask your authority for a new certificate")
    elif now < first:
        found.problems.append(f"{path}: not valid before {wib_date(first)}; is this machine's clock right?")
    elif last - now < EXPIRY_NOTICE:
        found.warnings.append(f"{path}: expires on {wib_date(last)}; partners need time to install a new one")


def _vault(found: Findings, settings: Settings) -> Vault | None:
    data_key = found.try_load(load_secret, settings.data_key)
    index_key = found.try_load(load_secret, settings.index_key)
    if data_key is None or index_key is None:
        return None
    try:
        return Vault(data_key, index_key)
    except JembatanError as error:
        found.problems.append(f"{settings.data_key}, {settings.index_key}: {error}")
        return None


def _secrecy(found: Findings, settings: Settings) -> None:
    server_key = settings.server_key
    server_secret = server_key.pin_file if isinstance(server_key, KeyUri) else server_key
    secrets = [server_secret, settings.data_key, settings.index_key, settings.tls_key]
    for path in secrets:
        if path is not None and path.is_file() and exposed(path):
            found.problems.append(f"{path}: every user of this machine can read it; run `chmod 600 {path}`")
