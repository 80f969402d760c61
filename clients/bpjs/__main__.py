"""`python -m clients.bpjs`: the client of BPJS Kesehatan on the command line."""

from datetime import datetime
from pathlib import Path

import click

from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.agreements.bpjs.messages import HasilKiriman
from adapter.clock import WIB
from clients.bpjs import BpjsClient
from clients.cli import batches, output, pass_client, progress, write_lines
from clients.group import client_group
from clients.jsonl import read_lines

main = client_group(BpjsClient, "Klien rujukan BPJS Kesehatan untuk LayananBpjs.")
_FILE = click.Path(path_type=Path)
_CARDS_PER_MESSAGE = 1000
_OFFICIALS_PER_MESSAGE = 500


@main.command("tarik", help="Tarik data PNS dan pensiunan beserta keluarga, halaman demi halaman, sebagai JSON Lines.")
@click.option(
    "--sejak",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="TTTT-BB-HH",
    help="Hanya yang dimutakhirkan sejak tanggal ini (WIB).",
)
@click.option("--elemen", multiple=True, help="Hanya elemen ini, dengan nama dari ambilDaftarElemen; boleh diulang.")
@click.option("--ukuran", type=click.IntRange(1, 1000), default=500, show_default=True, help="Baris per halaman.")
@click.option("--ke", type=_FILE, help="Berkas tujuan; tanpa ini keluaran baku.")
@pass_client
def tarik(client: BpjsClient, sejak: datetime | None, elemen: tuple[str, ...], ukuran: int, ke: Path | None) -> None:
    """Pull every page."""
    since = sejak.replace(tzinfo=WIB) if sejak else None
    with output(ke) as target, progress("menarik") as bar:
        for page in client.halaman_pegawai(page_size=ukuran, since=since, elements=elemen):
            write_lines(target, page.pegawai)
            bar.update(bar.task_ids[0], total=page.jumlahSeluruhnya, advance=len(page.pegawai))


@main.command("mutasi", help="Tarik mutasi sesudah sebuah token, sebagai JSON Lines; token baru ke galat baku.")
@click.option("--sejak-token", type=click.IntRange(0), default=0, show_default=True)
@click.option("--ke", type=_FILE, help="Berkas tujuan; tanpa ini keluaran baku.")
@pass_client
def mutasi(client: BpjsClient, sejak_token: int, ke: Path | None) -> None:
    """Pull every change."""
    token, more = sejak_token, True
    with output(ke) as target, progress("menarik mutasi") as bar:
        while more:
            page = client.ambilMutasi(token)
            write_lines(target, page.mutasi)
            token, more = page.tokenBerikutnya, page.adaLagi
            bar.advance(bar.task_ids[0], len(page.mutasi))
    click.echo(f"token berikutnya: {token}", err=True)


@main.command("kirim-kartu", help="Kirim nomor kartu peserta dari berkas JSON Lines.")
@click.argument("berkas", type=_FILE)
@pass_client
def kirim_kartu(client: BpjsClient, berkas: Path) -> None:
    """Send cards in batches."""
    rows = list(read_lines(berkas, KartuPesertaPns))
    with progress("mengirim") as bar:
        bar.update(bar.task_ids[0], total=len(rows))
        for batch in batches(rows, _CARDS_PER_MESSAGE):
            _report(client.kirimKartuPesertaPns(batch))
            bar.advance(bar.task_ids[0], len(batch))


@main.command("kirim-pejabat", help="Kirim data pejabat negara dari berkas JSON Lines.")
@click.argument("berkas", type=_FILE)
@pass_client
def kirim_pejabat(client: BpjsClient, berkas: Path) -> None:
    """Send officials in batches."""
    rows = list(read_lines(berkas, DataPejabatNegara))
    with progress("mengirim") as bar:
        bar.update(bar.task_ids[0], total=len(rows))
        for batch in batches(rows, _OFFICIALS_PER_MESSAGE):
            _report(client.kirimDataPejabatNegara(batch))
            bar.advance(bar.task_ids[0], len(batch))


def _report(result: HasilKiriman) -> None:
    click.echo(f"{result.kepala.nomorHasil}: diterima {result.jumlahDiterima}, ditolak {result.jumlahDitolak}")
    for row in result.baris:
        if row.hasil not in ("TERSIMPAN", "TIDAK_BERUBAH"):
            click.echo(f"  baris {row.baris}: {row.hasil}")


if __name__ == "__main__":
    main()
