"""How a difference is judged: BKN's own value of an element, the matrix, and what follows from a decision."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from sqlalchemy.orm import Session

from adapter.agreements.bpjs.authority import (
    AUTHORITY,
    BKN,
    BPJS,
    LATEST,
    OTHER,
    Dispute,
    Party,
    rejects,
    settles,
)
from adapter.agreements.bpjs.elements import DataPegawai, KartuPesertaPns
from adapter.agreements.fields import members
from adapter.agreements.lines import fits
from adapter.agreements.types import SimpleType
from adapter.clock import wib_date
from adapter.errors import OperatorError
from adapter.matching.names import same_name
from adapter.records.cards import STORED, UNCHANGED, CardDesk, SentCard
from adapter.records.codes import PENSIONER
from adapter.records.differences import EXAMINED, OPEN, REJECTED, SETTLED, WAITING, Case, Step, add_step, value_of
from adapter.records.models import Card, Person
from adapter.records.people import identity_of, job_of, record_of
from adapter.records.record import Identity, Job
from adapter.records.storing import Writer
from adapter.records.vault import Vault

Outcome = Literal["DISELESAIKAN", "DITOLAK", "MENUNGGU_PIHAK_LAIN", "TIDAK_BERWENANG", "SUDAH_BERAKHIR"]
CORRECTABLE = ("nik", "namaPegawai", "tempatLahir", "tanggalLahir", "jenisKelamin")
"""What BKN corrects in its own record by such a case; the rest changes at its source, SIASN."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where cases are decided: a transaction, the vault, the time, and the message or command that decides."""

    session: Session
    vault: Vault
    now: datetime
    message_id: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a party puts forward: a value, or None to reject the case."""

    by: Party
    value: str | None
    document: str | None = None
    note: str | None = None


def _service(job: Job) -> str | None:
    return None if job.grade_years is None else f"{job.grade_years} tahun {job.grade_months or 0} bulan"


def _street(identity: Identity) -> str | None:
    return identity.address.street if identity.address is not None else None


_TEXTS: dict[str, Callable[[Identity, Job], str | None]] = {
    "nomorIdentitasPegawai": lambda identity, _: identity.nip,
    "nik": lambda identity, _: identity.nik,
    "namaPegawai": lambda identity, _: identity.name,
    "tempatLahir": lambda identity, _: identity.birthplace,
    "tanggalLahir": lambda identity, _: identity.born.isoformat(),
    "jenisKelamin": lambda _, job: job.gender,
    "alamatDomisili": lambda identity, _: _street(identity),
    "instansiKerja": lambda _, job: job.work_agency,
    "instansiInduk": lambda _, job: job.home_agency,
    "lokasiTempatBekerja": lambda _, job: job.location,
    "statusPegawai": lambda _, job: job.kind if job.kind != PENSIONER else None,
    "pangkatGolonganRuang": lambda _, job: job.grade,
    "tmtGolonganRuangTerakhir": lambda _, job: job.grade_since.isoformat() if job.grade_since else None,
    "masaKerjaGolongan": lambda _, job: _service(job),
    # A family is no single value; its case has the partner's alone.
    "keluarga": lambda _, __: None,
}


def own_value(bench: Bench, person: Person, element: str) -> str | None:
    """What BKN holds for an element, as text; None where it holds nothing, or no single value."""
    if element == "nomorKartuPeserta":
        card = bench.session.get(Card, person.id)
        sealed_for = b"card|number|" + person.nip_index
        return None if card is None else bench.vault.open(card.number, sealed_for).decode()
    return _TEXTS[element](identity_of(person, bench.vault), job_of(person))


def is_value(element: str, value: str) -> bool:
    """Whether the text is a value of the element, as far as the contract restricts it as a text."""
    kinds = {member.name: member.type for record in (KartuPesertaPns, DataPegawai) for member in members(record)}
    kind = kinds[element]
    if not isinstance(kind, SimpleType):
        return bool(value.strip())
    if kind.base != "date":
        return fits(kind, value)
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def agree(element: str, one: str | None, other: str) -> bool:
    """Whether two values of an element say the same."""
    if one is None:
        return False
    if element == "namaPegawai":
        return same_name(one, other, sure=False).agrees
    return one.casefold().split() == other.casefold().split()


def decider_of(element: str, person: Person, declared_on: date | None) -> str:
    """Who decides on this person's element: the later declaration counts, and without a date it is BKN's."""
    decider = AUTHORITY[element].decider
    if decider != LATEST:
        return decider
    return BPJS if declared_on is not None and declared_on > wib_date(person.updated_at) else BKN


def first_status(decider: str) -> str:
    """With which status a case begins."""
    return WAITING if decider == OTHER else OPEN


def reference_of(vault: Vault, case: Case) -> str | None:
    """The value that counts today: by which the case was settled, or else the authority's own; None where it waits."""
    if case.status == SETTLED:
        return value_of(vault, case, case.steps[-1])
    if case.row.decider == OTHER:
        return None
    return case.content.bkn if case.row.decider == BKN else case.content.partner


def decide(bench: Bench, case: Case, person: Person, decision: Decision) -> tuple[Case, Outcome]:
    """Judge a decision and write it down; a settled card number takes its place at BKN, the old one in the history."""
    if case.status in (SETTLED, REJECTED):
        return case, "SUDAH_BERAKHIR"
    outcome = _judge(bench, case, person, decision)
    statuses = {"DISELESAIKAN": SETTLED, "DITOLAK": REJECTED, "MENUNGGU_PIHAK_LAIN": EXAMINED}
    if outcome not in statuses:
        return case, outcome
    step = Step(
        status=statuses[outcome],
        by=decision.by,
        value=decision.value,
        document=decision.document,
        note=decision.note,
    )
    return add_step(bench.session, bench.vault, case, step, bench.now, bench.message_id), outcome


def _judge(bench: Bench, case: Case, person: Person, decision: Decision) -> Outcome:
    dispute = _dispute(bench.vault, case)
    if decision.value is None:
        return "DITOLAK" if rejects(dispute, decision.by) else "TIDAK_BERWENANG"
    judged = settles(dispute, decision.by, decision.value)
    if judged == "NOT_AUTHORISED":
        return "TIDAK_BERWENANG"
    if judged == "WAITS":
        return "MENUNGGU_PIHAK_LAIN"
    if case.row.element == "nomorKartuPeserta" and not _card_follows(bench, person, decision.value):
        # Somebody else holds that number: both cards have to be looked at.
        return "MENUNGGU_PIHAK_LAIN"
    return "DISELESAIKAN"


def _dispute(vault: Vault, case: Case) -> Dispute:
    proposals: dict[Party, str] = {}
    for step in case.steps:
        value = value_of(vault, case, step)
        if value is not None:
            proposals[BKN if step.by == BKN else BPJS] = value
    values: dict[Party, str | None] = {BKN: case.content.bkn, BPJS: case.content.partner}
    return Dispute(case.row.decider, values, proposals, BKN if case.row.reported_by == BKN else BPJS)


def _card_follows(bench: Bench, person: Person, number: str) -> bool:
    identity = identity_of(person, bench.vault)
    desk = CardDesk(bench.session, bench.vault, bench.now, bench.message_id)
    (receipt,) = desk.receive([SentCard(identity.nip, identity.name, number)])
    return receipt.result in (STORED, UNCHANGED)


def correct(bench: Bench, case: Case, person: Person) -> None:
    """Write the settled value into BKN's own record; partners are told by the mutation KOREKSI_IDENTITAS.

    Raises OperatorError for a case that is not settled, an element that is not corrected here, or a value that is none.
    """
    value, element = reference_of(bench.vault, case), case.row.element
    if case.status != SETTLED or value is None:
        raise OperatorError(f"case {case.row.case_id}: it is not settled; nothing was corrected")
    if element not in CORRECTABLE:
        raise OperatorError(f"case {case.row.case_id}: {element} is not corrected here but at its source (SIASN)")
    if not is_value(element, value):
        raise OperatorError(f"case {case.row.case_id}: the value settled is no {element}; nothing was corrected")
    record = record_of(person, bench.vault)
    changed = {
        "nik": lambda: replace(record, identity=replace(record.identity, nik=value)),
        "namaPegawai": lambda: replace(record, identity=replace(record.identity, name=value)),
        "tempatLahir": lambda: replace(record, identity=replace(record.identity, birthplace=value)),
        "tanggalLahir": lambda: replace(record, identity=replace(record.identity, born=date.fromisoformat(value))),
        "jenisKelamin": lambda: replace(record, job=replace(record.job, gender=value)),
    }[element]()
    writer = Writer(bench.session, bench.vault, bench.now)
    writer.save([changed])
    writer.finish()


def new_message_id() -> str:
    """For what no message decides, but a command."""
    return str(uuid.uuid4())
