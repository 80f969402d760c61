"""Extension, early end and keadaan kahar on the command line."""

import hashlib
from datetime import date, datetime
from pathlib import Path

import click

from adapter.agreements.kerja_sama.force_majeure.messages import DokumenLampiran
from adapter.clock import system_clock, wib_date
from clients.base import PartnerClient
from clients.cli import pass_client

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_ANSWER = click.Choice(["SETUJU", "TOLAK"])


class _Day(click.DateTime):
    """A day as YYYY-MM-DD."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:  # type: ignore[override] # a day, no instant
        found: datetime = super().convert(value, param, ctx)
        return found.date()


_alasan = click.option("--alasan", help="Alasan; wajib pada perjanjian BPJS Kesehatan.")
_surat = click.option("--surat", required=True, help="Nomor surat.")


@click.command("ajukan-perpanjangan", help="Ajukan perpanjangan; yang memperpanjang dokumen yang ditandatangani.")
@_surat
@click.option("--mulai", type=_Day(), required=True, help="Hari pertama.")
@click.option("--sampai", type=_Day(), required=True, help="Hari terakhir.")
@_alasan
@pass_client
def _perpanjangan(client: PartnerClient, surat: str, mulai: date, sampai: date, alasan: str | None) -> None:
    answer = client.ajukanPerpanjangan(surat, mulai, sampai, alasan=alasan)
    click.echo(f"{answer.nomorPengajuan}: {'tepat waktu' if answer.tepatWaktu else 'terlambat, menunggu kesepakatan'}")


@click.command("ajukan-pengakhiran", help="Ajukan pengakhiran sebelum waktunya.")
@_surat
@click.option("--tanggal", type=_Day(), required=True, help="Hari terakhir berlaku yang dikehendaki.")
@click.option("--dasar", help="KEADAAN_KAHAR pada perjanjian SIGTK; tanpa ini kehendak sendiri.")
@_alasan
@pass_client
def _pengakhiran(client: PartnerClient, surat: str, tanggal: date, dasar: str | None, alasan: str | None) -> None:
    answer = client.ajukanPengakhiran(surat, tanggal, dasar=dasar, alasan=alasan)
    if answer.nomorPengajuan is None:
        click.echo(f"tidak tercatat: {answer.hasil}, tanggal paling awal {answer.tanggalPalingAwal}")
        return
    silence = f" sampai dengan {answer.batasTanggapan}" if answer.batasTanggapan else ""
    click.echo(f"{answer.nomorPengajuan}: tercatat; tanpa jawaban{silence} perjanjian {answer.akibatDiam}")


@click.command("jawab", help="Jawab pengajuan pengakhiran (PGJ-…) atau keadaan kahar (KHR-…) dari BKN; lihat status.")
@click.argument("nomor")
@click.argument("jawaban", type=_ANSWER)
@click.option("--alasan", help="Alasan.")
@pass_client
def _jawab(client: PartnerClient, nomor: str, jawaban: str, alasan: str | None) -> None:
    if nomor.startswith("KHR-"):
        postpones = client.tanggapiKeadaanKahar(nomor, jawaban, alasan=alasan).menunda
        click.echo(f"{nomor}: {jawaban}; kewajiban {'tertunda' if postpones else 'tidak tertunda'}")
    else:
        answer = client.tanggapiPengakhiran(nomor, jawaban, alasan=alasan)
        click.echo(f"{nomor}: {jawaban}; perjanjian berlaku sampai {answer.tanggalAkhir}")


@click.command("kahar", help="Beritahukan keadaan kahar, misalnya BANJIR; lampiran diikat dengan SHA-256.")
@click.argument("kejadian")
@click.option("--sejak", type=_Day(), required=True, help="Hari terjadinya.")
@click.option("--penyebab", help="Penyebab; wajib pada perjanjian BPJS Kesehatan.")
@click.option("--kewajiban", multiple=True, help="Kewajiban yang tertunda; boleh diulang; tanpa ini seluruhnya.")
@click.option("--pertukaran", is_flag=True, help="Pertukaran data pun tertunda.")
@click.option("--lampiran", type=(str, _FILE), multiple=True, help="PENERBIT BERKAS; pernyataan pejabat lebih dahulu.")
@pass_client
def _kahar(
    client: PartnerClient,
    kejadian: str,
    sejak: date,
    penyebab: str | None,
    kewajiban: tuple[str, ...],
    pertukaran: bool,  # noqa: FBT001 - click passes flags
    lampiran: tuple[tuple[str, Path], ...],
) -> None:
    papers = [_paper(issuer, file) for issuer, file in lampiran]
    answer = client.sampaikanKeadaanKahar(
        kejadian,
        sejak,
        penyebab=penyebab,
        kewajibanTertunda=kewajiban,
        menundaPertukaran=pertukaran,
        bukti=papers[1:] or papers,
        lampiranPernyataan=papers[0] if papers else None,
    )
    late = "terlambat, " if answer.terlambat else ""
    click.echo(f"{answer.nomorKahar}: {late}{'menunda' if answer.menunda else 'menunggu tanggapan BKN'}")


def _paper(issuer: str, file: Path) -> DokumenLampiran:
    """Its number is the file's name, its day today's: the letter itself says more."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return DokumenLampiran(nomor=file.name, penerbit=issuer, tanggal=wib_date(system_clock()), sidikJari=digest)


@click.command("kahar-selesai", help="Beritahukan bahwa keadaan kahar sendiri sudah berakhir.")
@click.argument("nomor")
@click.option("--tanggal", type=_Day(), required=True, help="Hari terakhirnya.")
@pass_client
def _kahar_selesai(client: PartnerClient, nomor: str, tanggal: date) -> None:
    answer = client.akhiriKeadaanKahar(nomor, tanggal)
    click.echo(f"{nomor}: berakhir {answer.tanggalBerakhir}, {answer.hariTertunda} hari tertunda")


COMMANDS = (_perpanjangan, _pengakhiran, _jawab, _kahar, _kahar_selesai)
