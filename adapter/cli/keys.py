"""jembatan keys."""

from datetime import datetime
from pathlib import Path
from typing import get_args

import click

from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.registry.catalogue import load_agreements
from adapter.security import keys

_SECRETS = ("data", "index")


@click.command("keys")
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path("var/keys"), show_default=True)
@click.option("--algorithm", type=click.Choice(get_args(keys.Algorithm)), default="rsa", show_default=True)
@click.option("--encipher", is_flag=True, help="Let others encrypt for these keys too (RSA only).")
@click.argument("partners", nargs=-1, metavar="[PARTNER]...")
def command(folder: Path, algorithm: keys.Algorithm, encipher: bool, partners: tuple[str, ...]) -> None:  # noqa: FBT001 - click gives it so
    """Make keys for a trial: a test authority, this server's, the data keys, and those of each PARTNER (BPJS SIGTK).

    Run again, it uses the authority that is there and makes what is missing. Nothing is ever written over: a PARTNER
    whose keys are there, or a run with nothing to make, is refused. A real partner makes its own key and sends its
    certificate only.
    """
    _require_codes(partners)
    if encipher and algorithm != "rsa":
        raise OperatorError(f"--encipher: nobody can encrypt for a key of kind {algorithm}; choose rsa")
    if folder.exists() and not folder.is_dir():
        raise OperatorError(f"{folder}: is a file, and keys need a folder; choose another with --dir")
    identities = [name for name in ("server", *partners) if _absent(folder, name)]
    secrets = [name for name in _SECRETS if not (folder / f"{name}.key").exists()]
    taken = sorted(set(partners) - set(identities))
    if taken or not (identities or secrets):
        held = ", ".join(taken) or "everything"
        raise OperatorError(f"{folder}: keys of {held} are there already and are not written over; nothing was made")
    now = system_clock()
    authority = _authority(folder, now)
    for name in identities:
        common_name = "Jembatan, kunci uji BKN" if name == "server" else f"{name}, kunci uji"
        _write(folder, name, keys.issue(authority, common_name, now, algorithm=algorithm, enciphers=encipher))
    for name in secrets:
        keys.write_secret(folder / f"{name}.key", keys.new_secret())
        click.echo(f"made {folder / name}.key")


def _require_codes(partners: tuple[str, ...]) -> None:
    known = sorted({agreement.partner_code for agreement in load_agreements().agreements})
    for code in partners:
        if code not in known:
            raise OperatorError(f"{code!r} is no partner's code; known are {', '.join(known)}")


def _absent(folder: Path, name: str) -> bool:
    there = [path for path in (folder / f"{name}.key.pem", folder / f"{name}.cert.pem") if path.exists()]
    if len(there) == 1:
        raise OperatorError(f"{there[0]}: is there without its other half; move it away first. Nothing was made")
    return not there


def _authority(folder: Path, now: datetime) -> keys.Identity:
    if _absent(folder, "ca"):
        authority = keys.make_authority("Jembatan, otoritas uji", now)
        _write(folder, "ca", authority)
        return authority
    certificate = keys.load_certificate(folder / "ca.cert.pem")
    return keys.Identity(certificate, keys.load_private_key(folder / "ca.key.pem"))


def _write(folder: Path, name: str, identity: keys.Identity) -> None:
    keys.write_private_key(folder / f"{name}.key.pem", identity.key)
    keys.write_certificate(folder / f"{name}.cert.pem", identity.certificate)
    digest = keys.thumbprint(identity.certificate).hex()
    click.echo(f"made {folder / name}.key.pem and {name}.cert.pem, SHA-256 {digest[:16]}")
