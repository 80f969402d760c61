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
    """Write the WSDLs, byte for byte what the server serves under its public address.

    A WSDL in the folder that the server does not serve stays where it is, and is named.
    """
    served = documents(load_agreements(), desk.settings.public_url)
    differing = {folder / name: document for name, document in served.items() if not _is(folder / name, document)}
    strangers = sorted(path for path in folder.glob("*.wsdl") if path.name not in served)
    lines = [f"{path}: is not served; move it away if nobody needs it" for path in strangers]
    if check and (differing or strangers):
        raise OperatorError("\n".join([*(_difference(path) for path in differing), *lines]))
    for path, document in differing.items():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document)
    for line in lines:
        click.echo(f"warning: {line}", err=True)
    click.echo(f"{folder}: {len(served)} contracts, {len(differing)} changed")


def _is(path: Path, document: bytes) -> bool:
    return path.is_file() and path.read_bytes() == document


def _difference(path: Path) -> str:
    return f"{path}: {'differs from the code' if path.is_file() else 'is missing'}"
