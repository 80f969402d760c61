"""A client's command line: what every partner can do, to which its own commands are added."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TextIO

import click

from clients.anything import call, example_of, offered_to, read_asked
from clients.base import PartnerClient
from clients.cli import EPILOG, OPTIONS, connect, errors_in_one_line, output, pass_client
from clients.commands import minutes, notices, terms
from clients.jsonl import to_line


def client_group(
    client: type[PartnerClient], doc: str, connector: Callable[..., PartnerClient] | None = None
) -> click.Group:
    """A command group whose commands get their client by `pass_client`; with those that every party has.

    `connector` makes the client from the options (OPTIONS), in their order; without one, a partner's.
    """

    @click.group(help=doc, epilog=EPILOG)
    @click.pass_context
    def group(context: click.Context, alamat: str, kunci_di: Path, pengguna: str, soap12: bool) -> None:  # noqa: FBT001 - click gives it so
        context.obj = partial(connector or connect, client, alamat, kunci_di, pengguna, soap12=soap12)

    for option in reversed(OPTIONS):
        group = option(group)
    for command in (_status, *_of_anything(client), *notices.COMMANDS, *minutes.COMMANDS, *terms.COMMANDS):
        group.add_command(command)
    return group


@click.command("status", help="Status perjanjian hari ini.")
@pass_client
def _status(client: PartnerClient) -> None:
    answer = client.cekStatusPerjanjian()
    click.echo(f"{answer.status} sampai {answer.tanggalAkhir} (sisa {answer.sisaHari} hari), {answer.nomorBkn}")
    for note in (answer.alasanStatus, answer.tanggalPerluKonfirmasi):
        if note is not None:
            click.echo(f"  {note}")
    for asked in answer.pengajuan:
        until = f", jawab sampai dengan {asked.batasTanggapan}" if asked.batasTanggapan else ""
        click.echo(f"  {asked.nomorPengajuan}: {asked.pengaju} mengajukan {asked.jenis}, {asked.nomorSurat}{until}")
    for kahar in answer.keadaanKahar:
        effect = "menunda" if kahar.menunda else "menunggu tanggapan"
        click.echo(f"  {kahar.nomorKahar}: keadaan kahar {kahar.pihak} sejak {kahar.tanggalTerjadi}, {effect}")


def _of_anything(client: type[PartnerClient]) -> tuple[click.Command, ...]:
    """The commands `operasi` and `panggil`: every operation that the client's agreement gives a right to."""

    @click.command("operasi", help="Operasi yang boleh dipanggil menurut perjanjian.")
    def operations() -> None:
        for name, one in sorted(offered_to(client).items()):
            click.echo(f"{name}\t{one.service.name}\t{one.operation.doc}")

    @click.command("panggil", help="Panggil satu OPERASI dengan isi dari JSON; kepala pesan dibuat sendiri.")
    @click.argument("operasi")
    @click.option(
        "--isi", type=click.File(encoding="utf-8"), help="Berkas JSON, - untuk masukan baku; tanpa ini kosong."
    )
    @click.option("--contoh", is_flag=True, help="Tampilkan saja apa yang diminta operasi itu.")
    @click.option("--tujuan", help="kodeTujuan, bila bukan tujuan pertama yang sah.")
    @click.option("--id-pesan", help="idPesan dari permintaan yang diulang.")
    @click.option("--ke", type=click.Path(path_type=Path), help="Berkas tujuan; tanpa ini keluaran baku.")
    def anything(
        operasi: str,
        isi: TextIO | None,
        contoh: bool,  # noqa: FBT001 - click gives it so
        tujuan: str | None,
        id_pesan: str | None,
        ke: Path | None,
    ) -> None:
        with errors_in_one_line(), output(ke) as target:
            if contoh:
                target.write(_indented(example_of(client, operasi)))
                return
            asked = read_asked(isi) if isi else {}
            connected = click.get_current_context().obj()
            answer = call(connected, operasi, asked, purpose=tujuan, message_id=id_pesan)
            target.write(_indented(json.loads(to_line(answer))))

    return operations, anything


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
