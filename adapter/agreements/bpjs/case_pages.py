"""Cases of differing data as the partner is told of them, page by page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from adapter.agreements.bpjs.difference_messages import PerbedaanData
from adapter.agreements.bpjs.disputes import reference_of
from adapter.agreements.bpjs.elements import DATA_PEGAWAI, KARTU_PESERTA_PNS
from adapter.agreements.operation import Call
from adapter.errors import ContractViolation, Problem
from adapter.limits import DEFAULT_PAGE
from adapter.records.difference_models import DifferenceCase
from adapter.records.differences import Case, cases_after, last_number
from adapter.records.models import Person


def require_number(call: Call, since: int, path: str) -> None:
    """Refuse a number beyond the newest case. Raises ContractViolation."""
    if since > last_number(call.session, call.agreement.code):
        raise ContractViolation((Problem(path, "FORMAT_TIDAK_SAH", "nomor ini belum pernah diberikan"),))


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of cases, the number to go on from, and whether there is more."""

    cases: tuple[PerbedaanData, ...]
    reached: int
    more: bool


def page_of_cases(call: Call, conditions: Sequence[ColumnElement[bool]], since: int, size: int | None) -> CasePage:
    """The cases of this agreement after the number `since`; each person is noted as touched."""
    size = size or DEFAULT_PAGE
    inside = [DifferenceCase.agreement == call.agreement.code, *conditions]
    found = cases_after(call.session, call.vault, inside, since, size + 1)
    page = found[:size]
    reached = page[-1].row.id if page else since
    return CasePage(tuple(_told(call, case) for case in page), reached, len(found) > size)


def _told(call: Call, case: Case) -> PerbedaanData:
    person = call.session.get_one(Person, case.row.person_id)
    call.touch(person.nip_index)
    content, element = case.content, case.row.element
    keys = {content.key_kind: content.key}
    effective = may_be_told(call, element)
    shown: Callable[[str | None], str | None] = lambda value: value if effective else None  # noqa: E731 - said once
    return PerbedaanData(
        idKasus=case.row.case_id,
        **keys,
        namaElemen=element,
        nilaiBkn=shown(content.bkn),
        nilaiBpjs=shown(content.partner),
        pihakBerwenang=case.row.decider,
        dasarHukum=case.row.legal_basis,
        status=case.status,
        nilaiAcuan=shown(reference_of(call.vault, case)),
        dilaporkanOleh=case.row.reported_by,
        dilaporkanPada=case.row.reported_at,
        batasWaktu=case.row.due_at,
    )


def may_be_told(call: Call, element: str) -> bool:
    """Whether values of the element may leave today."""
    listed = DATA_PEGAWAI if element in DATA_PEGAWAI.elements else KARTU_PESERTA_PNS
    return element in call.standing.effective[listed.record]
