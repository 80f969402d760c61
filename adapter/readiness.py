"""Whether all that the settings point to is there and fits: the one check of `jembatan serve` and `check-config`."""

import os
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy import make_url

from adapter import sync_readiness
from adapter.clock import wib_date
from adapter.errors import JembatanError, OperatorError, StoreUnavailable
from adapter.limits import MIN_RSA_BITS
from adapter.records.database import check_schema, open_engine, reading
from adapter.records.keycheck import compare
from adapter.records.vault import Vault
from adapter.registry.authorities import issuers, trusted_now
from adapter.registry.catalogue import load_hosted
from adapter.registry.expiry import endings
from adapter.security import Certificate
from adapter.security.key_uri import KeyUri
from adapter.security.keys import (
    KeyFileError,
    exposed,
    load_certificate,
    load_certificates,
    load_private_key,
    load_secret,
)
from adapter.security.pkcs11 import token_signer
from adapter.security.revocation import Revocation
from adapter.security.signer import choose_algorithm
from adapter.settings import Settings

EXPIRY_NOTICE = timedelta(days=60)
"""A partner must be told of a new certificate, and install it, before the old one ends."""

_BOTH = os.R_OK | os.W_OK
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


def require(settings: Settings, now: datetime) -> list[str]:
    """Check everything; gives the warnings. Raises OperatorError, or StoreUnavailable if only the database is away."""
    found = check(settings, now)
    if found.store is not None and found.problems == [found.store]:
        raise StoreUnavailable(found.store)
    if found.problems:
        raise OperatorError("\n".join(found.problems))
    return found.warnings


def load_revocation(settings: Settings) -> Revocation | None:
    """The revocation lists that `settings` name, if any. Raises KeyFileError for issuers that cannot be read."""
    if settings.crl is None:
        return None
    issuers = load_certificates(settings.crl_issuers) if settings.crl_issuers else []
    return Revocation(settings.crl, issuers, grace=timedelta(hours=settings.crl_grace_hours))


def require_store(settings: Settings) -> None:
    """Nothing, when the database answers and is migrated. Raises StoreUnavailable, which says which database."""
    address = make_url(settings.database_url)
    if address.get_backend_name() == "sqlite":
        _require_file(settings, Path(address.database or ""))
    engine = open_engine(settings.database_url)
    try:
        check_schema(engine)
    except StoreUnavailable as error:
        raise StoreUnavailable(f"{settings.masked_database_url}: {error}") from error
    finally:
        engine.dispose()


def _require_file(settings: Settings, path: Path) -> None:
    if not path.is_file():
        # Connecting would leave an empty file behind.
        raise StoreUnavailable(f"{settings.masked_database_url}: there is no such file; run `jembatan migrate`")
    if not os.access(path, _BOTH):
        # Reading alone would go well until the first call is journalled.
        raise StoreUnavailable(f"{settings.masked_database_url}: permission denied; this user must read and write it")


def check(settings: Settings, now: datetime) -> Findings:
    """Look at the keys and who may read them, the database with its tables, and what the syncs go by."""
    found = Findings()
    certificate = _signing_pair(found, settings.server_certificate, settings.server_key, now)
    if certificate is not None:
        _believed(found, settings.server_certificate, certificate)
    hosted = load_hosted(settings.mitra)
    if certificate is not None and hosted.encrypts:
        _encryption(found, settings, certificate)
    if settings.tls_cert and settings.tls_key:
        _tls(found, settings.tls_cert, settings.tls_key, now)
    vault = _vault(found, settings)
    _secrecy(found, settings)
    _store(found, settings, vault)
    _address(found, settings)
    found.problems += sync_readiness.problems(settings, hosted.exchanged)
    found.warnings += sync_readiness.warnings(settings)
    if settings.sandbox:
        found.warnings.append(
            "JEMBATAN_SANDBOX: THIS IS A SANDBOX; /periksa tells anybody why a message is refused. Not for production"
        )
    _anchor(found, settings)
    revocation = _revocation(found, settings)
    if found.store is None and certificate is not None:
        _endings(found, settings, certificate, revocation, now)
    return found


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


def _store(found: Findings, settings: Settings, vault: Vault | None) -> None:
    try:
        require_store(settings)
        if vault is not None:
            _compare_keys(settings, vault)
    except StoreUnavailable as error:
        found.store = str(error)
        found.problems.append(found.store)
    except OperatorError as error:
        found.problems += str(error).splitlines()


def _compare_keys(settings: Settings, vault: Vault) -> None:
    engine = open_engine(settings.database_url)
    try:
        compare(engine, vault)
    finally:
        engine.dispose()


def _revocation(found: Findings, settings: Settings) -> Revocation | None:
    try:
        revocation = load_revocation(settings)
    except KeyFileError as error:
        found.problems.append(str(error))
        return None
    if revocation is not None:
        found.problems += [f"JEMBATAN_CRL: {problem}" for problem in revocation.problems()]
    return revocation


def _endings(
    found: Findings, settings: Settings, own: x509.Certificate, revocation: Revocation | None, now: datetime
) -> None:
    """What ends soon of all that is registered, and authorities whose lists are not here."""
    engine = open_engine(settings.database_url)
    try:
        with reading(engine) as session:
            near = [one for one in endings(session, own, revocation) if one.threshold(now) is not None]
            issuing = [*issuers(trusted_now(session)), *(revocation.issuers if revocation else ())]
    finally:
        engine.dispose()
    # The server's own is told already, with what to do.
    found.warnings += [one.sentence(now) for one in near if one.role != "server"]
    listed = {one.issuer for one in revocation.lists(issuing)} if revocation is not None else set()
    names = sorted({issuer.subject.rfc4514_string() for issuer in issuing if issuer.subject not in listed})
    without = "nobody whom it certifies may sign" if revocation else "what it revokes still signs; set JEMBATAN_CRL"
    found.warnings += [f"no revocation list of {name} is here: {without}" for name in names]


def _address(found: Findings, settings: Settings) -> None:
    # Whoever sets another port means this machine's address too; the WSDLs would send partners to the old one.
    defaults = Settings.model_construct()
    if settings.public_url == defaults.public_url and settings.port != defaults.port:
        found.warnings.append(
            f"JEMBATAN_PUBLIC_URL: the WSDLs say {settings.public_url}, but the port is {settings.port};"
            " set it to the address by which partners reach this server"
        )


def _anchor(found: Findings, settings: Settings) -> None:
    path = settings.anchor
    if path is None:
        found.warnings.append(
            "JEMBATAN_ANCHOR_FILE: is not set; an older database put in this one's place would not be noticed"
        )
    elif found.store is None and (path.is_dir() or not os.access(path if path.exists() else path.parent, _BOTH)):
        found.problems.append(f"{path}: the anchor of the journal must be a file that this user can read and write")
