"""jembatan periksa-pesan."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import Engine, make_url

from adapter import limits
from adapter.cli import FAILED
from adapter.cli.desk import Desk, pass_desk
from adapter.clock import system_clock
from adapter.readiness import load_revocation
from adapter.registry.catalogue import load_agreements
from adapter.registry.registered import Registered
from adapter.registry.signers import Signers
from adapter.security import SecurityError, TrustedCertificates, parse_certificate
from adapter.security.diagnosis import SIGNED_INFO, Diagnosis, as_text, as_values, diagnose
from adapter.security.keys import KeyFileError, load_certificate


class Instant(click.ParamType[datetime]):
    """An instant with its zone, as ISO 8601 writes it."""

    name = "INSTANT"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The instant; anything else is wrong usage."""
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            instant = None
        if instant is None or instant.tzinfo is None:
            self.fail(f"{value!r} is not an instant with a zone, as 2026-01-31T02:00:00Z", param, ctx)
        return instant.astimezone(UTC)


@click.command("periksa-pesan", epilog="Exit status: 0 accepted, 1 refused, 2 wrong usage or an unreadable file.")
@click.argument("file", metavar="FILE")
@click.option("--pada", "at", type=Instant(), help="Judge a recorded message as of this instant, not of now.")
@click.option("--sertifikat", "files", type=click.Path(path_type=Path), multiple=True, help="Take it as registered.")
@click.option("--kanonik", metavar="ID|SignedInfo", help="Write these canonical bytes and nothing else.")
@click.option("--json", "as_json", is_flag=True, help="Write the findings as JSON.")
@pass_desk
def command(
    desk: Desk,
    file: str,
    at: datetime | None,
    files: tuple[Path, ...],
    kanonik: str | None,
    as_json: bool,  # noqa: FBT001 - click passes flags
) -> None:
    """Say step by step what BKN finds in the signed message FILE (- is standard input), and the likely mistake.

    Certificates come from the registry, where there is a database, and from --sertifikat. Findings are in Indonesian:
    they are for the partner's developer. The message is neither stored nor sent anywhere.
    """
    raw, now, engine = _read(file), at or system_clock(), _registry(desk)
    registered = Registered(engine, _signers(desk) if engine else None, now, _known(files))
    if registered.engine is None and not files:
        click.echo("jembatan: no database and no --sertifikat: nobody is registered here", err=True)
    diagnosis = diagnose(raw, trust=registered.require, find=registered.find, now=now)
    if kanonik is not None:
        click.echo(_canonical(diagnosis, kanonik), nl=False)
    elif as_json:
        click.echo(json.dumps(as_values(diagnosis), ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(diagnosis), nl=False)
    click.get_current_context().exit(0 if diagnosis.accepted else FAILED)


def _read(file: str) -> bytes:
    # One byte more than is accepted shows that it is too large, whatever the file is.
    try:
        with click.open_file(file, "rb") as stream:
            raw: bytes = stream.read(limits.MAX_REQUEST_BYTES + 1)
    except OSError as error:
        # One line, as for every command; but 1 says that a message was refused.
        click.echo(f"jembatan: {file}: {error.strerror}", err=True)
        raise click.exceptions.Exit(click.UsageError.exit_code) from None
    return raw


def _known(files: tuple[Path, ...]) -> TrustedCertificates:
    try:
        return TrustedCertificates.of(map(load_certificate, files))
    except (KeyFileError, SecurityError) as error:
        raise click.BadParameter(str(error), param_hint="--sertifikat") from None


def _registry(desk: Desk) -> Engine | None:
    """The database that somebody has set, or made where it is by default. Raises StoreUnavailable if it is away."""
    database = make_url(desk.settings.database_url).database
    configured = "database_url" in desk.settings.model_fields_set or Path(database or "").is_file()
    return desk.engine if configured else None


def _signers(desk: Desk) -> Signers | None:
    """As the server judges; None where its certificate is not, and so no server."""
    try:
        own = load_certificate(desk.settings.server_certificate)
    except KeyFileError:
        return None
    parsed = parse_certificate(own.public_bytes(Encoding.DER))
    return Signers(load_agreements(), parsed, load_revocation(desk.settings))


def _canonical(diagnosis: Diagnosis, name: str) -> bytes:
    found = diagnosis.canonical(name)
    if found is None:
        known = ", ".join([SIGNED_INFO, *(reference.id for reference in diagnosis.references)])
        raise click.BadParameter(f"the message signs no {name!r}; there are {known}", param_hint="--kanonik")
    return found
