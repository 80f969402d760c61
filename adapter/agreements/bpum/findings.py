"""How a proposed recipient is judged, and what follows from it: a confirmed NIK, or a doubtful one to coordinate."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, update

from adapter.agreements.bpum.models import BpumConfirmed, BpumCoordination
from adapter.exchange import rows as checks
from adapter.exchange.guarding import Withholding, count_wrong
from adapter.exchange.kinds import MANUAL, Chunk, Judged, ListKind, Row, Verdict, Work
from adapter.exchange.lookup import Found, by_nik
from adapter.matching.decision import IS_ASN, NOT_FOUND, Submitted, confirm
from adapter.records.references import AGENCY, names
from adapter.records.tables import table_of
from adapter.records.vault import Vault

DOUBTFUL = "PERLU_KOORDINASI"
"""Counted apart; on the wire it is `data tidak ditemukan` with perluKoordinasi."""


def judge(work: Work, rows: Sequence[Row]) -> list[Verdict]:
    """A verdict for each row: ASN with its agency's name, not found, or not found and doubtful (domain: 7, A-09)."""
    found = by_nik(work, [row[0] or "" for row in rows])
    withheld = Withholding(work, "BPUM", "nik", found)
    agencies = {one.stored.agency for one in found.values() if one.stored is not None}
    called = names(work.session, AGENCY, agencies)
    return [
        Verdict(MANUAL) if withheld.holds(row[0] or "") else _verdict(row, found.get(row[0] or ""), called)
        for row in rows
    ]


def _verdict(row: Row, found: Found | None, called: dict[str, str]) -> Verdict:
    if found is None or found.stored is None:
        return Verdict(NOT_FOUND)
    nik, name, born = row[:3]
    said = confirm(Submitted(nik=nik, name=name, born=date.fromisoformat(born or "")), found.stored)
    # The data of somebody who is no ASN are not what this agreement gives access to.
    subject = found.subject if found.stored.is_asn else None
    if said.is_asn:
        agency = found.stored.agency
        return Verdict(IS_ASN, None if agency is None else called.get(agency, agency), subject)
    return Verdict(DOUBTFUL if said.needs_coordination else NOT_FOUND, None, subject)


def settle(work: Work, chunk: Chunk, judged: Sequence[Judged]) -> None:
    """Store the confirmed NIKs, open an item for each doubtful one, and count it as a wrong try."""
    wrong = [one.row[0] or "" for one in judged if one.verdict.outcome == DOUBTFUL]
    count_wrong(work, "BPUM", [work.vault.index("nik", nik) for nik in wrong])
    confirmed = [_row(work, chunk, one, confirmed_at=work.now) for one in judged if one.verdict.outcome == IS_ASN]
    doubtful = [_row(work, chunk, one, opened_at=work.now) for one in judged if one.verdict.outcome == DOUBTFUL]
    if confirmed:
        work.session.execute(insert(table_of(BpumConfirmed)), confirmed)
    if doubtful:
        work.session.execute(insert(table_of(BpumCoordination)), doubtful)


def _row(work: Work, chunk: Chunk, one: Judged, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - columns
    nik = one.row[0] or ""
    index = work.vault.index("nik", nik)
    own = {"session_id": chunk.session_id, "chunk_id": chunk.id, "place": one.place}
    return {**own, "nik_index": index, "nik": sealed_nik(work.vault, nik), **more}


def withdraw(work: Work, chunk_id: int, places: Sequence[int]) -> None:
    """End what followed from rows in whose stead others count now."""
    # The doubtful first: whoever is agreeing on one is waited for, and what the agreement confirmed is then ended too.
    for table, column in ((BpumCoordination, "closed_at"), (BpumConfirmed, "ended_at")):
        own = (table.chunk_id == chunk_id, table.place.in_(places), getattr(table, column).is_(None))
        work.session.execute(update(table).where(*own).values({column: work.now}))


def sealed_nik(vault: Vault, nik: str) -> bytes:
    """A NIK as the column `nik` of any of the tables."""
    return vault.seal(nik.encode(), b"bpum|nik|" + vault.index("nik", nik))


def opened_nik(vault: Vault, nik_index: bytes, sealed: bytes) -> str:
    """The NIK. Raises VaultError."""
    return vault.open(sealed, b"bpum|nik|" + nik_index).decode()


def masked(nik: str) -> str:
    """A NIK as it may be printed."""
    return f"{nik[:4]}********{nik[-4:]}"


PROPOSALS = ListKind(
    agreement="BPUM",
    name="USULAN",
    columns=("nik", "namaLengkap", "tanggalLahir"),
    checks=(checks.nik, checks.name, checks.day),
    judge=judge,
    settle=settle,
    withdraw=withdraw,
)
