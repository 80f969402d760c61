"""Commands that every partner's client has, for what LayananKerjaSama offers; `clients.cli.client_group` adds them."""

from datetime import date, datetime

import click

from adapter.agreements.kerja_sama.duties.messages import Kewajiban
from adapter.agreements.kerja_sama.notices.messages import MANNERS, Pemberitahuan
from adapter.clock import wib_minute
from clients.base import PartnerClient
from clients.cli import pass_client


@click.command("pemberitahuan", help="Pemberitahuan dari pihak lain, yang terlama lebih dahulu.")
@click.option("--belum-dikonfirmasi", is_flag=True, help="Hanya yang belum dikonfirmasi.")
@click.option("--sejak-token", type=click.IntRange(0), default=0, help="Hanya yang sesudah token ini.")
@pass_client
def notices(client: PartnerClient, belum_dikonfirmasi: bool, sejak_token: int) -> None:  # noqa: FBT001 - click gives it so
    """Fetch every page."""
    for one in client.semua_pemberitahuan(sejakToken=sejak_token, belumDikonfirmasi=belum_dikonfirmasi or None):
        click.echo(_notice(one))


def _notice(one: Pemberitahuan) -> str:
    window = " sampai ".join(_minute(at) for at in (one.mulai, one.perkiraanSelesai) if at is not None)
    state = "dicabut" if one.dicabut else f"dikonfirmasi {one.caraKonfirmasi}" if one.caraKonfirmasi else "belum"
    return "\t".join((str(one.token), one.idPemberitahuan, one.jenis, one.sistem or "", window, state, one.uraian))


@click.command("konfirmasi", help="Konfirmasi bahwa pemberitahuan NOMOR telah diterima.")
@click.argument("nomor")
@click.option("--cara", type=click.Choice(MANNERS), default="SISTEM", show_default=True)
@pass_client
def confirm(client: PartnerClient, nomor: str, cara: str) -> None:
    """Confirm one notice."""
    answer = client.konfirmasiPenerimaan(nomor, cara)
    click.echo(f"{nomor}: diterima, dikonfirmasi {answer.caraKonfirmasi} pada {_minute(answer.dikonfirmasiPada)}")


@click.command("kalender", help="Kewajiban kedua pihak menurut perjanjian, dengan jatuh temponya.")
@click.option("--terlambat", is_flag=True, help="Hanya yang terlambat.")
@pass_client
def calendar(client: PartnerClient, terlambat: bool) -> None:  # noqa: FBT001 - click gives it so
    """Fetch the calendar."""
    for one in client.ambilKalenderKewajiban(hanyaTerlambat=terlambat or None).kewajiban:
        click.echo(_duty(one))


def _duty(one: Kewajiban) -> str:
    due: date | str = one.jatuhTempo or "ditunda"
    return "\t".join((str(due), one.status, one.kode, one.periode, " dan ".join(one.pihak), one.akibat or ""))


def _minute(at: datetime) -> str:
    return f"{wib_minute(at)} WIB"


COMMANDS = (notices, confirm, calendar)
