"""`python -m clients.bkn`: BKN asks its partners, at their hosts; `jembatan sync` takes in what they give."""

from dataclasses import replace
from pathlib import Path

import click

from clients.bkn import CLIENTS, BknClient
from clients.bkn.connect import connection_to
from clients.cli import errors_in_one_line, output, progress, write_lines
from clients.errors import ClientError
from clients.group import client_group


@click.group(
    help="Klien BKN untuk layanan yang disediakan mitra.",
    epilog="Status keluar: 0 selesai, 1 ditolak, 2 perintah salah ditulis, 3 mitra tidak terjangkau, 4 jawaban bukan "
    "dari mitra.",
)
def main() -> None:
    """Pull."""


def _kind(mitra: str, daftar: str) -> type[BknClient]:
    kind = CLIENTS[mitra]
    if daftar not in kind.feeds:
        raise ClientError(f"{mitra} tidak menyediakan {daftar!r}; pilih {', '.join(kind.feeds)}")
    return kind


@main.command("tarik", help="Tarik DAFTAR dari MITRA sebagai JSON Lines; token baru ke galat baku.")
@click.argument("mitra", type=click.Choice(list(CLIENTS)))
@click.argument("daftar")
@click.option("--alamat", required=True, help="Alamat peladen mitra.")
@click.option(
    "--kunci-di",
    type=click.Path(path_type=Path),
    default=Path("var/keys"),
    show_default=True,
    help="Map berisi server.key.pem dan server.cert.pem (BKN), dan <KODE>.cert.pem (mitra).",
)
@click.option("--pengguna", default="klien-bkn", show_default=True, help="Isi idPengguna.")
@click.option("--sejak-token", type=click.IntRange(0), default=0, show_default=True)
@click.option("--ukuran", type=click.IntRange(1, 1000), default=500, show_default=True, help="Baris per halaman.")
@click.option("--ke", type=click.Path(path_type=Path), help="Berkas tujuan; tanpa ini keluaran baku.")
def tarik(
    mitra: str, daftar: str, alamat: str, kunci_di: Path, pengguna: str, sejak_token: int, ukuran: int, ke: Path | None
) -> None:
    """Pull every page to a file."""
    token = sejak_token
    with errors_in_one_line(), output(ke) as target, progress("menarik") as bar:
        kind = _kind(mitra, daftar)
        client = kind(connection_to(kind, alamat, kunci_di, pengguna))
        for page in client.pages(daftar, sejak_token, ukuran):
            rows = getattr(page, "perubahan", ()) or getattr(page, "mutasi", ())
            write_lines(target, rows)
            token = page.tokenBerikutnya
            bar.update(bar.task_ids[0], advance=len(rows))
    click.echo(f"token berikutnya: {token}", err=True)


def _connect(client: type[BknClient], alamat: str, kunci_di: Path, pengguna: str, *, soap12: bool) -> BknClient:
    return client(replace(connection_to(client, alamat, kunci_di, pengguna), soap12=soap12))


for _code, _client in CLIENTS.items():
    main.add_command(client_group(_client, f"Semua operasi pada peladen mitra {_code}.", _connect), _code)


if __name__ == "__main__":
    main()
