"""BPJS Kesehatan: cards and state officials to BKN, employees to BPJS Kesehatan (Pasal 3 ayat (1), Pasal 9)."""

from typing import Any

from adapter.agreements.bpjs import messages
from adapter.agreements.bpjs.difference_messages import LaporanPerbedaan
from adapter.agreements.bpjs.elements import DATA_PEGAWAI, DataPegawai
from adapter.agreements.bpjs.mitra import CARD_FEED, CARDS, OFFICIAL_FEED, OFFICIALS
from adapter.agreements.bpjs.push_messages import KirimanPegawai, KirimDataPegawai, KirimDataPegawaiJawaban, whole
from adapter.agreements.bpjs.receiving import (
    take_card_changes,
    take_changes,
    take_employees,
    take_official_changes,
)
from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.agreements.terms import Side
from adapter.exchange.parts import At
from adapter.limits import PUSHED_EMPLOYEES
from clients.bkn import BknToBpjs, require_onward
from clients.bpjs import BpjsClient
from clients.errors import AnswerUnfit
from clients.sync.agreements.bpjs_differences import Differences, note_reports
from clients.sync.agreements.bpjs_employees import PUSHED_BY, Employees
from clients.sync.feeds import feed_pull, offered_push
from clients.sync.legs import Leg, Naming
from clients.sync.pull import Pull
from clients.sync.push import Push
from clients.sync.ways import Fetched, Way


def legs(own: Side) -> tuple[Leg, ...]:
    """What is exchanged, as this side goes it."""
    return _AT_BKN if own is Side.BKN else _AT_BPJS


def _results(answer: Any) -> list[str]:  # noqa: ANN401 - HasilKiriman, or KirimDataPegawaiJawaban
    return [row.hasil for row in answer.baris]


def _employee(row: Any) -> tuple[str, str] | None:  # noqa: ANN401 - a row with an employee, or the employee
    number = (row if isinstance(row, DataPegawai) else row.pegawai).nomorIdentitasPegawai
    return ("nip", number) if number is not None else None


_EMPLOYEE = Naming(_employee, _employee)


def _send_employees(client: BknToBpjs, rows: Any, message_id: str) -> KirimDataPegawaiJawaban:  # noqa: ANN401 - KirimanPegawai
    # Whether they may leave was looked at when the page was made.
    request = KirimDataPegawai(kepala=client.kepala(message_id=message_id), pegawai=tuple(rows))
    return client.send(request, KirimDataPegawaiJawaban)


_AT_BKN: tuple[Leg, ...] = (
    feed_pull(CARD_FEED, BknToBpjs, take_card_changes),
    feed_pull(OFFICIAL_FEED, BknToBpjs, take_official_changes),
    Push(
        name=DATA_PEGAWAI.name,
        agreement=AGREEMENT,
        operation=PUSHED_BY,
        client=BknToBpjs,
        source=Employees(),
        row=KirimanPegawai,
        send=_send_employees,
        results=_results,
        naming=_EMPLOYEE,
        largest=PUSHED_EMPLOYEES,
        as_row=whole,
    ),
)


def _fetch_whole(client: BpjsClient, seen: At, size: int) -> Fetched:
    page = client.ambilDataPegawai(kursor=seen.cursor, ukuranHalaman=size)
    onward = page.kursorBerikutnya
    if onward is not None and (not page.pegawai or onward == seen.cursor):
        raise AnswerUnfit("ambilDataPegawai: halaman tidak membawa maju; hubungi BKN")
    return Fetched(
        message=page,
        rows=page.pegawai,
        reached=seen.reached + len(page.pegawai),
        more=onward is not None,
        cursor=onward,
        remaining=page.jumlahSeluruhnya,
    )


def _fetch_changes(client: BpjsClient, seen: At, size: int) -> Fetched:
    page = client.ambilMutasi(seen.reached, ukuranHalaman=size)
    require_onward(page, seen.reached)
    return Fetched(page, page.mutasi, page.tokenBerikutnya, page.adaLagi, newest=page.tokenTerakhir)


_AT_BPJS: tuple[Leg, ...] = (
    Pull(
        DATA_PEGAWAI.name,
        AGREEMENT,
        BpjsClient,
        Way("ambilMutasi", _fetch_changes, take_changes, messages.Mutasi),
        _EMPLOYEE,
        whole=Way("ambilDataPegawai", _fetch_whole, take_employees, DataPegawai),
    ),
    offered_push(CARDS, BpjsClient, "kirimKartuPesertaPns", 1000, _results),
    offered_push(OFFICIALS, BpjsClient, "kirimDataPejabatNegara", 500, _results),
    Push(
        name="perbedaanData",
        agreement=AGREEMENT,
        operation="laporkanPerbedaanData",
        client=BpjsClient,
        source=Differences(),
        row=LaporanPerbedaan,
        send=lambda client, rows, message_id: client.laporkanPerbedaanData(rows, idPesan=message_id),
        results=_results,
        naming=Naming(
            # A person may differ in several elements.
            key=lambda row: ("perbedaan", f"{row.nip}|{row.namaElemen}"),
            subject=lambda row: ("nip", row.nip) if row.nip is not None else None,
        ),
        largest=500,
        also=note_reports,
    ),
)
