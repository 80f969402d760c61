"""What the commands for whole lists share: progress, what was refused, and from where to go on."""

from collections.abc import Iterator
from pathlib import Path

import click

from adapter.agreements.list_fields import BarisDitolak, TandaTerimaDaftar
from clients.cli import output, progress, write_lines
from clients.errors import ClientError
from clients.lists import Page


def send_all(receipts: Iterator[TandaTerimaDaftar]) -> None:
    """Send part by part, and tell of each what was refused. Run again, the command goes on where it broke off."""
    accepted = refused = 0
    with progress("mengirim") as bar:
        for receipt in receipts:
            accepted += receipt.jumlahDiterima
            refused += receipt.jumlahDitolak
            tell_refused(receipt.ditolak)
            bar.advance(bar.task_ids[0], receipt.jumlahDiterima + receipt.jumlahDitolak)
    click.echo(f"diterima {accepted}, ditolak {refused}; yang sudah ada pada BKN tidak dikirim lagi", err=True)


def fetch_all(pages: Iterator[Page], target: Path | None, first: int) -> None:
    """Write page by page; where it breaks off, the page to go on with is told."""
    number = first
    with output(target) as lines, progress("mengambil") as bar:
        try:
            for page in pages:
                write_lines(lines, page.hasil)
                tell_refused(page.ditolak)
                bar.update(bar.task_ids[0], total=page.kemajuan.jumlahHalaman, completed=number)
                number += 1
        except ClientError:
            if number > first:
                click.echo(f"lanjutkan dengan --mulai {number}", err=True)
            raise
    click.echo(f"{number - first} halaman", err=True)


def tell_refused(rows: tuple[BarisDitolak, ...]) -> None:
    """Tell which rows were refused, and why."""
    for row in rows:
        reasons = ", ".join(row.kodeAlasan)
        click.echo(f"  bagian {row.bagian} baris {row.baris}: {reasons}, {row.keterangan}", err=True)
