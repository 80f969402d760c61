"""jembatan wsdl export."""

from pathlib import Path

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.errors import OperatorError
from adapter.registry.catalogue import load_agreements
from adapter.soap.wsdl import documents


@click.command("export")
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path("wsdl"), show_default=True)
@click.option("--check", is_flag=True, help="Write nothing; fail where a file differs from what the server serves.")
@pass_desk
def command(desk: Desk, folder: Path, check: bool) -> None:  # noqa: FBT001 - click passes flags
    """Write the WSDLs, byte for byte what the server serves under its public address."""
    served = documents(load_agreements(), desk.settings.public_url)
    strangers = {path.name for path in folder.glob("*.wsdl")} - served.keys()
    differing = sorted({name for name, document in served.items() if not _is(folder / name, document)} | strangers)
    if check and differing:
        raise OperatorError("\n".join(f"{folder / name}: differs from the code" for name in differing))
    for name in differing:
        _bring(folder / name, served.get(name))
    click.echo(f"{folder}: {len(served)} contracts, {len(differing)} changed")


def _is(path: Path, document: bytes) -> bool:
    return path.is_file() and path.read_bytes() == document


def _bring(path: Path, document: bytes | None) -> None:
    if document is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document)
