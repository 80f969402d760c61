"""Commands that verify registrants."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import click

from adapter import limits
from adapter.agreements.taspen.elements import BarisPendaftar
from clients.cli import batches, output, pass_client, progress, write_lines
from clients.jsonl import read_lines
from clients.taspen import TaspenClient
from clients.taspen.commands import main

_FILE = click.Path(path_type=Path)


@main.command("verifikasi", help="Verifikasi pendaftar dari berkas JSON Lines; hasil tiap baris sebagai JSON Lines.")
@click.option("--ke", type=_FILE, help="Berkas tujuan; tanpa ini keluaran baku.")
@click.argument("berkas", type=_FILE)
@pass_client
def verifikasi(client: TaspenClient, ke: Path | None, berkas: Path) -> None:
    """Verify in batches; `baris` counts within the whole file, not within a message."""
    rows = list(read_lines(berkas, BarisPendaftar))
    counts: Counter[str] = Counter()
    with output(ke) as target, progress("memverifikasi") as bar:
        bar.update(bar.task_ids[0], total=len(rows))
        for number, batch in enumerate(batches(rows, limits.MASS_VERIFICATION_ROWS)):
            answer = client.verifikasiPesertaMassal(batch)
            before = number * limits.MASS_VERIFICATION_ROWS
            write_lines(target, [replace(row, baris=before + row.baris) for row in answer.baris])
            counts.update(row.hasil.keterangan if row.hasil else "ditolak" for row in answer.baris)
            bar.advance(bar.task_ids[0], len(batch))
    click.echo(", ".join(f"{name}: {count}" for name, count in sorted(counts.items())) or "tidak ada baris", err=True)
