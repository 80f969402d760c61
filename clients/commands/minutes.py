"""The partner's command line for berita acara: look at one, sign it, keep it."""

from pathlib import Path

import click

from adapter.journal.minutes_document import counted
from clients.base import PartnerClient
from clients.cli import output, pass_client

_FILE = click.Path(path_type=Path)


@click.command("berita-acara", help="Daftar berita acara dan siapa yang sudah menandatanganinya.")
@pass_client
def listing(client: PartnerClient) -> None:
    """List them."""
    for one in client.ambilBeritaAcara().beritaAcara:
        click.echo(f"{one.nomorBeritaAcara}: {one.status}, {'SAH' if one.sah else 'belum sah'}")


@click.command("ambil-berita-acara", help="Simpan satu berita acara, XML dengan tanda tangan yang ada.")
@click.option("--ke", type=_FILE, help="Berkas tujuan; tanpa ini keluaran baku.")
@click.argument("nomor")
@pass_client
def fetch(client: PartnerClient, ke: Path | None, nomor: str) -> None:
    """Keep one: every signature on it has been verified."""
    state, opened = client.fetch_minutes(nomor)
    with output(ke) as target:
        target.write(client.minutes_text(opened))
    click.echo(f"{nomor}: {state.status}", err=True)


@click.command("tanda-tangani", help="Tanda tangani satu berita acara dengan kunci Anda, setelah membaca angkanya.")
@click.option("--ya", is_flag=True, help="Tanpa bertanya lagi.")
@click.argument("nomor")
@pass_client
def sign(client: PartnerClient, ya: bool, nomor: str) -> None:  # noqa: FBT001 - click passes flags
    """Show the numbers, ask, and sign."""
    _, opened = client.fetch_minutes(nomor)
    click.echo(f"{nomor}: {opened.minutes.period.words}, dihitung dari {opened.minutes.basis.query}")
    for name, value in counted(opened.minutes.counts).items():
        click.echo(f"  {name} {value}")
    if not ya:
        click.confirm("Tanda tangani?", abort=True)
    answer = client.tandaTanganiBeritaAcara(nomor, client.sign_minutes(opened))
    click.echo(f"{nomor}: {answer.beritaAcara.status}, {'SAH' if answer.beritaAcara.sah else 'belum sah'}")


COMMANDS = (listing, fetch, sign)
