"""Commands that have whole lists of participants matched."""

from pathlib import Path

import click

from adapter.agreements.taspen.list_messages import BarisPemadanan
from clients.cli import pass_client
from clients.commands.lists import fetch_all, send_all
from clients.lists import read_rows
from clients.taspen import TaspenClient
from clients.taspen.commands import main

_FILE = click.Path(path_type=Path)


@main.command("kirim-pemadanan", help="Kirim daftar peserta dari berkas CSV atau JSON Lines; boleh dilanjutkan.")
@click.argument("nomor_sesi")
@click.argument("berkas", type=_FILE)
@pass_client
def kirim_pemadanan(client: TaspenClient, nomor_sesi: str, berkas: Path) -> None:
    """Send a whole list."""
    send_all(client.kirim_peserta(nomor_sesi, read_rows(berkas, BarisPemadanan)))


@main.command("ambil-pemadanan", help="Ambil hasil pemadanan sebagai JSON Lines; halaman yang belum jadi ditunggu.")
@click.argument("nomor_sesi")
@click.option("--mulai", type=click.IntRange(1), default=1, show_default=True, help="Halaman pertama yang diambil.")
@click.option("--ke", type=_FILE, help="Berkas tujuan; tanpa ini keluaran baku.")
@pass_client
def ambil_pemadanan(client: TaspenClient, nomor_sesi: str, mulai: int, ke: Path | None) -> None:
    """Fetch every page."""
    fetch_all(client.halaman_pemadanan(nomor_sesi, first=mulai), ke, mulai)
