"""`python -m clients.bpum`: the client of Kementerian Koperasi dan UKM on the command line."""

from pathlib import Path

import click

from adapter.agreements.bpum.elements import DataBalikan, Eliminasi, Usulan
from adapter.agreements.bpum.messages import PernyataanKoordinasi
from adapter.agreements.list_fields import ROWS_PER_MESSAGE
from clients.bpum import BpumClient
from clients.cli import batches, pass_client, progress
from clients.commands.lists import fetch_all, send_all, tell_refused
from clients.group import client_group
from clients.jsonl import read_lines, to_line
from clients.lists import read_rows

main = client_group(BpumClient, "Klien rujukan Kementerian Koperasi dan UKM untuk LayananBpum.")
_FILE = click.Path(path_type=Path)


@main.command("kirim-usulan", help="Kirim daftar usulan dari berkas CSV atau JSON Lines; boleh dilanjutkan.")
@click.argument("nomor_usulan")
@click.argument("berkas", type=_FILE)
@click.option("--tahap", type=click.Choice(["CALON_PENERIMA", "PENERIMA"]), required=True)
@pass_client
def kirim_usulan(client: BpumClient, nomor_usulan: str, berkas: Path, tahap: str) -> None:
    """Send a whole list."""
    send_all(client.kirim_daftar(nomor_usulan, tahap, read_rows(berkas, Usulan)))


@main.command("ambil-hasil", help="Ambil hasil verifikasi sebagai JSON Lines; halaman yang belum jadi ditunggu.")
@click.argument("nomor_usulan")
@click.option("--mulai", type=click.IntRange(1), default=1, show_default=True, help="Halaman pertama yang diambil.")
@click.option("--ke", type=_FILE, help="Berkas tujuan; tanpa ini keluaran baku.")
@pass_client
def ambil_hasil(client: BpumClient, nomor_usulan: str, mulai: int, ke: Path | None) -> None:
    """Fetch every page."""
    fetch_all(client.halaman_hasil(nomor_usulan, first=mulai), ke, mulai)


@main.command("koordinasi", help="Lihat hasil yang meragukan, atau sampaikan pendapat tentang satu butir.")
@click.argument("nomor_usulan")
@click.option("--butir", help="Nomor butir.")
@click.option("--pendapat", type=click.Choice(["ORANG_YANG_SAMA", "ORANG_BERBEDA", "BELUM_DIKETAHUI"]))
@click.option("--catatan", help="Dasar pendapat itu.")
@pass_client
def koordinasi(
    client: BpumClient, nomor_usulan: str, butir: str | None, pendapat: str | None, catatan: str | None
) -> None:
    """Coordinate one item, and show all."""
    if (butir is None) != (pendapat is None):
        raise click.UsageError("--butir dan --pendapat disebut bersama")
    said = []
    if butir is not None and pendapat is not None:
        said.append(PernyataanKoordinasi(nomorButir=butir, pendapat=pendapat, catatan=catatan))
    for item in client.koordinasikanHasil(nomor_usulan, said).butir:
        click.echo(to_line(item))


@main.command("eliminasi", help="Laporkan eliminasi NIK dari berkas JSON Lines.")
@click.argument("berkas", type=_FILE)
@pass_client
def eliminasi(client: BpumClient, berkas: Path) -> None:
    """Report in batches."""
    rows = list(read_lines(berkas, Eliminasi))
    with progress("melaporkan") as bar:
        bar.update(bar.task_ids[0], total=len(rows))
        for number, batch in enumerate(batches(rows, ROWS_PER_MESSAGE)):
            answer = client.laporkanEliminasi(batch)
            for row in answer.baris:
                if row.hasil not in ("TERCATAT", "SUDAH_TERCATAT"):
                    click.echo(f"  baris {number * ROWS_PER_MESSAGE + row.baris}: {row.hasil}")
            bar.advance(bar.task_ids[0], len(batch))
    if rows:
        click.echo(f"belum dilaporkan: {answer.jumlahBelumDilaporkan}")


@main.command("data-balikan", help="Kirim data balikan dari berkas CSV atau JSON Lines.")
@click.argument("nomor")
@click.argument("berkas", type=_FILE)
@pass_client
def data_balikan(client: BpumClient, nomor: str, berkas: Path) -> None:
    """Send in batches; the same batch again counts once."""
    rows = list(read_rows(berkas, DataBalikan))
    with progress("mengirim") as bar:
        bar.update(bar.task_ids[0], total=len(rows))
        for batch in batches(rows, ROWS_PER_MESSAGE):
            answer = client.kirimDataBalikan(nomor, batch)
            tell_refused(answer.ditolak)
            bar.advance(bar.task_ids[0], len(batch))
    if rows:
        click.echo(f"terkonfirmasi {answer.jumlahTerkonfirmasi}, belum dikembalikan {answer.jumlahBelumDikembalikan}")


if __name__ == "__main__":
    main()
