"""laporkanEliminasi: what the ministry did with confirmed NIKs, and what it still owes (Pasal 3 ayat (2) huruf b)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.orm import Session

from adapter.agreements.bpum.elements import Eliminasi
from adapter.agreements.bpum.findings import opened_nik
from adapter.agreements.bpum.messages import BarisEliminasi, LaporkanEliminasi, LaporkanEliminasiJawaban
from adapter.agreements.bpum.models import BpumConfirmed, BpumElimination
from adapter.agreements.operation import Call, Operation
from adapter.clock import wib_date
from adapter.exchange.models import ListSession
from adapter.exchange.rows import nik as check_nik
from adapter.records.people import subject_of_nik
from adapter.records.tables import table_of
from adapter.records.vault import Vault

RECORDED, KNOWN = "TERCATAT", "SUDAH_TERCATAT"
_LOOKED_UP = 1000


@dataclass(frozen=True, slots=True)
class Arrear:
    """A NIK that was confirmed and of which nothing has been reported."""

    nik: str
    number: str
    result_number: str
    confirmed_on: date


def arrears(session: Session, vault: Vault) -> Iterator[Arrear]:
    """Every confirmed NIK without any report, the oldest first; whether it is late is for the caller to say."""
    statement = (
        select(BpumConfirmed, ListSession.number, ListSession.result_number)
        .join(ListSession, ListSession.id == BpumConfirmed.session_id)
        .where(*_unreported())
        .order_by(BpumConfirmed.confirmed_at, BpumConfirmed.id)
    )
    for row, number, result_number in session.execute(statement.execution_options(yield_per=_LOOKED_UP)):
        nik = opened_nik(vault, row.nik_index, row.nik)
        yield Arrear(nik, number, result_number, wib_date(row.confirmed_at))


def _unreported() -> tuple[ColumnElement[bool], ...]:
    reported = select(BpumElimination.id).where(BpumElimination.confirmed_id == BpumConfirmed.id).exists()
    return (BpumConfirmed.ended_at.is_(None), ~reported)


def _laporkan_eliminasi(call: Call, sent: LaporkanEliminasi) -> LaporkanEliminasiJawaban:
    confirmed = _confirmed(call, sent.eliminasi)
    latest = _latest(call.session, list(confirmed.values()))
    results, new = [], []
    for row in sent.eliminasi:
        result, confirmed_id = _fate(call, row, confirmed)
        if confirmed_id is not None:
            told = (row.status, row.nomorDokumenPenetapan, row.tanggalDokumen)
            if latest.get(confirmed_id) == told:
                result = KNOWN
            else:
                latest[confirmed_id] = told
                new.append(_row(call, row, confirmed_id))
                call.touch(subject_of_nik(call.session, call.vault, row.nik or ""))
        results.append(result)
    if new:
        call.session.execute(insert(table_of(BpumElimination)), new)
    counts = Counter(results)
    return LaporkanEliminasiJawaban(
        kepala=call.heading,
        jumlahTercatat=counts[RECORDED] + counts[KNOWN],
        jumlahBelumDilaporkan=call.session.scalar(select(func.count()).select_from(BpumConfirmed).where(*_unreported()))
        or 0,
        baris=tuple(BarisEliminasi(baris=place, hasil=result) for place, result in enumerate(results, 1)),
    )


def _fate(call: Call, row: Eliminasi, confirmed: dict[tuple[bytes, str], int]) -> tuple[str, int | None]:
    if check_nik(row.nik) is not None:
        return "NIK_TIDAK_SAH", None
    if row.tanggalDokumen > wib_date(call.now):
        return "TANGGAL_DI_MASA_DEPAN", None
    found = confirmed.get((call.vault.index("nik", row.nik or ""), row.nomorHasil))
    return ("BUKAN_HASIL_ASN", None) if found is None else (RECORDED, found)


def _confirmed(call: Call, rows: Sequence[Eliminasi]) -> dict[tuple[bytes, str], int]:
    """The confirmation that each NIK and nomorHasil leads to; one that a corrected row has ended leads nowhere."""
    indexes = [call.vault.index("nik", row.nik) for row in rows if row.nik]
    found: dict[tuple[bytes, str], int] = {}
    columns = select(BpumConfirmed.nik_index, ListSession.result_number, BpumConfirmed.id).join(
        ListSession, ListSession.id == BpumConfirmed.session_id
    )
    for start in range(0, len(indexes), _LOOKED_UP):
        some = indexes[start : start + _LOOKED_UP]
        own = (BpumConfirmed.nik_index.in_(some), BpumConfirmed.ended_at.is_(None))
        found.update({(index, number): row for index, number, row in call.session.execute(columns.where(*own))})
    return found


def _latest(session: Session, confirmed: list[int]) -> dict[int, tuple[str, str, date]]:
    latest: dict[int, tuple[str, str, date]] = {}
    for start in range(0, len(confirmed), _LOOKED_UP):
        some = BpumElimination.confirmed_id.in_(confirmed[start : start + _LOOKED_UP])
        for row in session.scalars(select(BpumElimination).where(some).order_by(BpumElimination.id)):
            latest[row.confirmed_id] = (row.status, row.document, row.document_on)
    return latest


def _row(call: Call, row: Eliminasi, confirmed_id: int) -> dict[str, Any]:
    return {
        "confirmed_id": confirmed_id,
        "status": row.status,
        "document": row.nomorDokumenPenetapan,
        "document_on": row.tanggalDokumen,
        "message_id": call.heading.idPesanAsal,
        "received_at": call.now,
    }


OPERATIONS = (
    Operation(
        "laporkanEliminasi",
        LaporkanEliminasi,
        LaporkanEliminasiJawaban,
        _laporkan_eliminasi,
        "Melaporkan eliminasi NIK yang terkonfirmasi ASN pada dokumen penetapan, atau keberatan atasnya",
    ),
)
