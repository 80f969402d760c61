"""`python -m clients.sigtk`: the client of SIGTK on the command line."""

from pathlib import Path

import click

from adapter.agreements.sigtk.elements import Penganugerahan
from clients.cli import batches, output, pass_client, progress, write_lines
from clients.group import client_group
from clients.jsonl import read_lines
from clients.sigtk import SigtkClient

main = client_group(SigtkClient, "Klien rujukan SIGTK (Kemensetneg) untuk LayananSigtk.")
_FILE = click.Path(path_type=Path)
_PEOPLE_PER_MESSAGE = 100
_HONOURS_PER_MESSAGE = 500


@main.command("asn", help="Ambil data ASN sebuah usulan menurut NIP, sebagai JSON Lines.")
@click.option("--usulan", required=True, help="Nomor usulan.")
@click.option("--elemen", multiple=True, help="Hanya elemen ini, dengan nama dari ambilDaftarElemen; boleh diulang.")
@click.option("--ke", type=_FILE, help="Berkas tujuan; tanpa ini keluaran baku.")
@click.argument("nip", nargs=-1, required=True)
@pass_client
def asn(client: SigtkClient, usulan: str, elemen: tuple[str, ...], ke: Path | None, nip: tuple[str, ...]) -> None:
    """Fetch people in batches."""
    with output(ke) as target, progress("mengambil") as bar:
        bar.update(bar.task_ids[0], total=len(nip))
        for batch in batches(nip, _PEOPLE_PER_MESSAGE):
            answer = client.ambilDataAsn(usulan, nip=batch, elemenDiminta=elemen)
            write_lines(target, answer.asn)
            bar.advance(bar.task_ids[0], len(batch))
            if answer.tidakDitemukan:
                click.echo(f"tidak ditemukan: {len(answer.tidakDitemukan)}", err=True)


@main.command("referensi", help="Ambil satu daftar kode, seluruhnya atau perubahan sejak sebuah versi.")
@click.option("--sejak-versi", type=click.IntRange(0))
@click.option("--ke", type=_FILE, help="Berkas tujuan; tanpa ini keluaran baku.")
@click.argument("jenis")
@pass_client
def referensi(client: SigtkClient, sejak_versi: int | None, ke: Path | None, jenis: str) -> None:
    """Fetch one code list."""
    with output(ke) as target:
        answer = client.ambilReferensi(jenis, sejakVersi=sejak_versi)
        write_lines(target, answer.referensi)
    click.echo(f"versi {answer.versi}, {len(answer.referensi)} kode", err=True)


@main.command("kirim-penganugerahan", help="Kirim penganugerahan yang sudah disahkan dari berkas JSON Lines.")
@click.argument("berkas", type=_FILE)
@pass_client
def kirim_penganugerahan(client: SigtkClient, berkas: Path) -> None:
    """Send honours in batches."""
    rows = list(read_lines(berkas, Penganugerahan))
    with progress("mengirim") as bar:
        bar.update(bar.task_ids[0], total=len(rows))
        for batch in batches(rows, _HONOURS_PER_MESSAGE):
            answer = client.kirimPenganugerahan(batch)
            bar.advance(bar.task_ids[0], len(batch))
            click.echo(f"{answer.kepala.nomorHasil}: diterima {answer.jumlahDiterima}, ditolak {answer.jumlahDitolak}")
            for row in answer.hasil:
                if row.hasil not in ("TERSIMPAN", "SUDAH_ADA", "DICABUT"):
                    click.echo(f"  {row.idPenganugerahan}: {row.hasil}")


if __name__ == "__main__":
    main()
