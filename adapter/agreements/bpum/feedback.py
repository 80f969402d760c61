"""kirimDataBalikan: the list of ASN whose data were accessed, compared with the journal (Pasal 3 ayat (2) huruf d)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from adapter.agreements.bpum.findings import masked, opened_nik, sealed_nik
from adapter.agreements.bpum.messages import KirimDataBalikan, KirimDataBalikanJawaban
from adapter.agreements.bpum.models import BpumConfirmed, BpumCoordination, BpumFeedback
from adapter.agreements.lists import refused_row, work_of
from adapter.agreements.operation import Call, Operation
from adapter.exchange.kinds import Row
from adapter.exchange.lookup import by_nik
from adapter.exchange.rows import day, name, nik
from adapter.exchange.worker import OPERATION as RUN
from adapter.journal.models import Access, Entry
from adapter.records.models import Person
from adapter.records.people import identity_of
from adapter.records.tables import table_of
from adapter.records.vault import Vault

_AGREEMENT = "BPUM"
_LOOKED_UP = 1000
_PART = 1


@dataclass(frozen=True, slots=True)
class Difference:
    """Data balikan beside the journal, in people. `doubtful` of the `missing` were told `data tidak ditemukan`."""

    accessed: int
    returned: int
    missing: int
    doubtful: int
    never_accessed: int


def _kirim_data_balikan(call: Call, sent: KirimDataBalikan) -> KirimDataBalikanJawaban:
    rows: list[Row] = [(row.nik, row.namaLengkap, row.tanggalLahir) for row in sent.data]
    refused = {place: codes for place, row in enumerate(rows) if (codes := _wrong(row))}
    _store(call, sent.nomorDataBalikan, [row[0] or "" for place, row in enumerate(rows) if place not in refused])
    confirmed = select(BpumConfirmed.nik_index).where(BpumConfirmed.ended_at.is_(None)).distinct()
    missing = confirmed.where(BpumConfirmed.nik_index.not_in(select(BpumFeedback.nik_index)))
    return KirimDataBalikanJawaban(
        kepala=call.heading,
        jumlahDiterima=len(rows) - len(refused),
        jumlahDitolak=len(refused),
        # Not the journal's number: that would tell how many doubtful NIKs are an ASN's after all.
        jumlahTerkonfirmasi=_count(call.session, confirmed),
        jumlahBelumDikembalikan=_count(call.session, missing),
        ditolak=tuple(refused_row(_PART, place + 1, codes) for place, codes in sorted(refused.items())),
    )


def _wrong(row: Row) -> list[str]:
    return [code for code in (nik(row[0]), name(row[1]), day(row[2])) if code is not None]


def _count(session: Session, statement: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def _store(call: Call, batch: str, niks: list[str]) -> None:
    """Add the rows that this batch does not have yet: the same sent twice counts once."""
    known: set[bytes] = set()
    wanted = {call.vault.index("nik", one): one for one in niks}
    indexes = list(wanted)
    for start in range(0, len(indexes), _LOOKED_UP):
        some = BpumFeedback.nik_index.in_(indexes[start : start + _LOOKED_UP])
        known.update(call.session.scalars(select(BpumFeedback.nik_index).where(BpumFeedback.batch == batch, some)))
    new = {index: one for index, one in wanted.items() if index not in known}
    found = by_nik(work_of(call), list(new.values()))
    rows = [
        {
            "batch": batch, "nik_index": index, "subject": found[one].subject if one in found else index,
            "nik": sealed_nik(call.vault, one), "message_id": call.heading.idPesanAsal, "received_at": call.now,
        }
        for index, one in new.items()
    ]  # fmt: skip
    if rows:
        call.session.execute(insert(table_of(BpumFeedback)), rows)


def accessed_subjects() -> Select[Any]:
    """Whose data were read for this agreement's lists, by the journal."""
    of_lists = (Entry.agreement == _AGREEMENT, Entry.operation == RUN)
    return select(Access.subject).join(Entry, Entry.id == Access.entry_id).where(*of_lists).distinct()


def _missing() -> Select[Any]:
    subjects = accessed_subjects().subquery()
    return select(subjects.c.subject).where(subjects.c.subject.not_in(select(BpumFeedback.subject)))


def _never_accessed() -> Select[bytes]:
    strangers = BpumFeedback.subject.not_in(accessed_subjects())
    return select(BpumFeedback.nik_index).where(strangers).distinct()


def difference(session: Session) -> Difference:
    """The data balikan of all batches beside all accesses; the journal outlives the agreement, and so does this."""
    missing = _missing().subquery()
    doubtful = (
        select(missing.c.subject)
        .join(Person, Person.nip_index == missing.c.subject)
        .where(Person.nik_index.in_(select(BpumCoordination.nik_index)))
        .where(Person.nik_index.not_in(select(BpumConfirmed.nik_index)))
    )
    return Difference(
        accessed=_count(session, accessed_subjects()),
        returned=_count(session, select(BpumFeedback.nik_index).distinct()),
        missing=_count(session, _missing()),
        doubtful=_count(session, doubtful),
        never_accessed=_count(session, _never_accessed()),
    )


def rows_of_difference(session: Session, vault: Vault) -> Iterator[tuple[str, str]]:
    """What differs, NIKs masked: ("missing" or "never accessed", NIK). For BKN alone."""
    subjects = list(session.scalars(_missing()))
    for start in range(0, len(subjects), _LOOKED_UP):
        people = select(Person).where(Person.nip_index.in_(subjects[start : start + _LOOKED_UP])).order_by(Person.id)
        for person in session.scalars(people):
            yield "missing", masked(identity_of(person, vault).nik or "-")
    for row in session.scalars(select(BpumFeedback).where(BpumFeedback.id.in_(_first_of(_never_accessed())))):
        yield "never accessed", masked(opened_nik(vault, row.nik_index, row.nik))


def _first_of(nik_indexes: Select[bytes]) -> Select[int]:
    """One row for each NIK, however many batches have it."""
    own = BpumFeedback.nik_index.in_(nik_indexes)
    return select(func.min(BpumFeedback.id)).where(own).group_by(BpumFeedback.nik_index)


OPERATIONS = (
    Operation(
        "kirimDataBalikan",
        KirimDataBalikan,
        KirimDataBalikanJawaban,
        _kirim_data_balikan,
        "Mengembalikan daftar data ASN yang diakses, untuk dibandingkan dengan catatan akses",
    ),
)
