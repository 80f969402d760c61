"""Whether all that the settings point to is there and fits: the one check of `jembatan serve` and `check-config`."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from sqlalchemy import make_url

from adapter import readiness_sync
from adapter.errors import OperatorError, StoreUnavailable
from adapter.readiness_keys import Findings, check_keys
from adapter.records.database import check_schema, open_engine, reading
from adapter.records.keycheck import compare
from adapter.records.vault import Vault
from adapter.registry.authorities import issuers, trusted_now
from adapter.registry.catalogue import load_hosted
from adapter.registry.expiry import endings
from adapter.security.keys import KeyFileError, load_certificates
from adapter.security.revocation import Revocation
from adapter.settings import Settings

_BOTH = os.R_OK | os.W_OK


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
    hosted = load_hosted(settings.mitra)
    certificate, vault = check_keys(found, settings, now, encrypted=hosted.encrypts)
    _store(found, settings, vault)
    _address(found, settings)
    found.problems += readiness_sync.problems(settings, hosted.exchanged)
    found.warnings += readiness_sync.warnings(settings)
    if settings.sandbox:
        found.warnings.append(
            "JEMBATAN_SANDBOX: THIS IS A SANDBOX; /periksa tells anybody why a message is refused. Not for production"
        )
    _anchor(found, settings)
    revocation = _revocation(found, settings)
    if found.store is None and certificate is not None:
        _endings(found, settings, certificate, revocation, now)
    return found


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
