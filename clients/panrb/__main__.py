"""`python -m clients.panrb`: the client of KemenPANRB on the command line."""

from pathlib import Path

import click

from adapter.agreements.panrb.elements import InformasiManajemenAsn
from clients.cli import batches, client_group, output, pass_client, progress, write_lines
from clients.jsonl import read_lines
from clients.panrb import PanrbClient

main = client_group(PanrbClient, "Klien rujukan KemenPANRB untuk LayananPanrb.")
_FILE = click.Path(path_type=Path)
_DOCUMENTS_PER_MESSAGE = 500


@main.command("tarik", help="Tarik data manajemen ASN dengan nama samaran, halaman demi halaman, sebagai JSON Lines.")
@click.option("--jenis", type=click.Choice(["PNS", "PPPK"]), help="Hanya jenis ASN ini.")
@click.option("--instansi", multiple=True, help="Hanya yang bekerja pada instansi ini; boleh diulang.")
@click.option("--provinsi", multiple=True, help="Hanya yang bekerja di provinsi ini; boleh diulang.")
@click.option("--jabatan", multiple=True, help="Hanya jenis jabatan ini; boleh diulang.")
@click.option("--elemen", multiple=True, help="Hanya elemen ini, dengan nama dari ambilDaftarElemen; boleh diulang.")
@click.option("--ukuran", type=click.IntRange(1, 1000), default=500, show_default=True, help="Baris per halaman.")
@click.option("--ke", type=_FILE, help="Berkas tujuan; tanpa ini keluaran baku.")
@pass_client
def tarik(client: PanrbClient, /, jenis: str | None, ukuran: int, ke: Path | None, **chosen: tuple[str, ...]) -> None:
    """Pull every page."""
    filters = {
        "jenisAsn": jenis,
        "kodeInstansi": chosen["instansi"],
        "kodeProvinsi": chosen["provinsi"],
        "jenisJabatan": chosen["jabatan"],
    }
    with output(ke) as target, progress("menarik") as bar:
        for page in client.halaman_asn(page_size=ukuran, elements=chosen["elemen"], **filters):
            write_lines(target, page.asn)
            bar.update(bar.task_ids[0], total=page.jumlahSeluruhnya, advance=len(page.asn))


@main.command("kirim-informasi", help="Kirim informasi manajemen ASN dari berkas JSON Lines.")
@click.argument("berkas", type=_FILE)
@pass_client
def kirim_informasi(client: PanrbClient, berkas: Path) -> None:
    """Send documents in batches."""
    rows = list(read_lines(berkas, InformasiManajemenAsn))
    with progress("mengirim") as bar:
        bar.update(bar.task_ids[0], total=len(rows))
        for batch in batches(rows, _DOCUMENTS_PER_MESSAGE):
            answer = client.kirimInformasiManajemenAsn(batch)
            bar.advance(bar.task_ids[0], len(batch))
            click.echo(f"{answer.kepala.nomorHasil}: diterima {answer.jumlahDiterima}, ditolak {answer.jumlahDitolak}")
            for row in answer.hasil:
                if row.hasil not in ("TERSIMPAN", "TIDAK_BERUBAH"):
                    click.echo(f"  {row.jenisInformasi} {row.nomorDokumen}: {row.hasil}")


if __name__ == "__main__":
    main()
