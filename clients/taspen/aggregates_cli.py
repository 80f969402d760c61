"""`python -m clients.taspen agregat`."""

from pathlib import Path

import click

from clients.cli import output, pass_client, progress, write_lines
from clients.taspen import TaspenClient


@click.command("agregat", help="Ambil jumlah ASN per akhir bulan menurut dimensi, sebagai JSON Lines.")
@click.option("--bulan", metavar="TTTT-BB", help="Bulan yang diminta; tanpa ini, bulan terakhir yang ada.")
@click.option("--ke", type=click.Path(path_type=Path), help="Berkas tujuan; tanpa ini keluaran baku.")
@click.argument("dimensi", nargs=-1)
@pass_client
def agregat(client: TaspenClient, bulan: str | None, ke: Path | None, dimensi: tuple[str, ...]) -> None:
    """Fetch every page."""
    hidden = 0
    with output(ke) as target, progress("mengambil") as bar:
        for page in client.halaman_agregat(bulan=bulan, dimensi=dimensi):
            write_lines(target, page.sel)
            hidden += sum(cell.disembunyikan for cell in page.sel)
            bar.update(bar.task_ids[0], total=page.jumlahSel, advance=len(page.sel))
    click.echo(f"{page.tanggalData}: {page.jumlahSel} sel, {hidden} disembunyikan", err=True)
