"""jembatan journal verify."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from sqlalchemy import Engine

from adapter.cli.desk import Desk, pass_desk, progress_bar
from adapter.errors import OperatorError
from adapter.journal import anchor
from adapter.journal.anchor import Anchored
from adapter.journal.verifier import Report, sealed_entries, verify
from adapter.records.database import reading
from adapter.security.keys import load_certificate, thumbprint

_EPILOG = """
Exit status: 0 intact, 1 not what was sealed (the line says where first), 2 cannot tell: wrong usage, or a file that is
missing or unreadable; 3 the database is away or not migrated.
"""
_PATH = click.Path(path_type=Path)


class CannotTell(click.ClickException):
    """Neither intact nor tampered: what is needed to say so is not there."""

    exit_code = 2

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        """In one line, as every other error."""
        click.echo(f"jembatan: cannot tell: {self.message}", err=True)


@click.command("verify", epilog=_EPILOG)
@click.option(
    "--anchor",
    "anchor_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The anchor, or a copy of it.  [default: the setting's]",
)
@click.option("--without-anchor", is_flag=True, help="A cut tail or an old backup will not be noticed.")
@click.option(
    "--certificate", "certificates", type=_PATH, multiple=True, help="The server's; once for each that it has had."
)
@pass_desk
def command(
    desk: Desk,
    anchor_file: Path | None,
    without_anchor: bool,  # noqa: FBT001 - click passes flags
    certificates: tuple[Path, ...],
) -> None:
    """Check every seal and every sealed entry, and the seals against the anchor; name the first that is wrong.

    Reads only, and needs no key: an auditor can run it on a copy of the database (JEMBATAN_DATABASE_URL).
    """
    settings = desk.settings
    try:
        keys = dict(_named(path) for path in certificates or (settings.server_certificate,))
        report = _verified(desk.engine, keys, anchor_file or settings.anchor, without_anchor=without_anchor)
    except (OperatorError, OSError) as error:
        raise CannotTell(str(error)) from error
    _tell(settings.masked_database_url, report, without_anchor=without_anchor)


def _verified(engine: Engine, keys: dict[bytes, PublicKeyTypes], path: Path | None, *, without_anchor: bool) -> Report:
    # The anchor first: a server at work seals on meanwhile.
    anchored = () if without_anchor else _anchored(path)
    with reading(engine) as session:
        total = sealed_entries(session)
        if anchored is None and total:
            raise OperatorError(f"{path}: there is no such anchor; give --anchor FILE, or --without-anchor")
        with progress_bar("entries", total) as progress:
            return verify(session, keys, anchored or (), progress)


def _named(path: Path) -> tuple[bytes, PublicKeyTypes]:
    certificate = load_certificate(path)
    return thumbprint(certificate), certificate.public_key()


def _anchored(path: Path | None) -> Iterable[Anchored] | None:
    """What the anchor knows, or None where it is not there: right only as long as nothing was ever sealed."""
    if path is None:
        raise OperatorError("no anchor is set; give --anchor FILE, or --without-anchor to leave the tail unchecked")
    return anchor.lines(path) if path.exists() else None


def _tell(database: str, report: Report, *, without_anchor: bool) -> None:
    if report.clock_steps:
        click.echo(f"note: the clock went back {report.clock_steps} times, first by {report.clock}", err=True)
    if without_anchor:
        click.echo("note: the tail is not checked: without the anchor an old backup looks intact", err=True)
    sealed = f"{report.entries} entries under {report.seals} seals{_at(', the last made at', report.last_made_at)}"
    waiting = f"{report.unsealed} not sealed yet{_at(', waiting since', report.waiting_since)}"
    click.echo(f"{database}: intact: {sealed}; {waiting}")


def _at(words: str, instant: object) -> str:
    return f"{words} {instant:%Y-%m-%dT%H:%M:%SZ}" if isinstance(instant, datetime) else ""
