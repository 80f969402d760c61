"""Where what BPJS Kesehatan gives differs from a participant's record at BKN: a case for whoever decides, never twice.

The same comparison at the periodic verification, of all state officials, and whenever a row is received.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from adapter.agreements.bpjs.authority import AUTHORITY, BKN
from adapter.agreements.bpjs.disputes import Bench, agree, decider_of, first_status, own_value
from adapter.agreements.bpjs.elements import DataPegawai, DataPejabatNegara
from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.agreements.bpjs.translation import PARTICIPANTS
from adapter.records.cards import SentCard
from adapter.records.differences import Content, Report, known_case, record_case
from adapter.records.models import Person
from adapter.records.officials import Official
from adapter.records.people import by_niks, by_nips, job_of
from adapter.registry.elements import Effective


@dataclass(frozen=True, slots=True)
class _Compared:
    """An element of a participant, the same of a state official, and what the official's record says."""

    ours: str
    theirs: str
    value: str


def compare_official(bench: Bench, effective: Effective, person: Person, official: Official) -> int:
    """Record a case for each element in which the official's record differs from the participant's; gives how many."""
    return sum(
        _record(bench, person, ("nik", official.nik), compared.ours, compared.value)
        for compared in _compared(official)
        if compared.ours in effective[DataPegawai] and compared.theirs in effective[DataPejabatNegara]
    )


def _compared(official: Official) -> list[_Compared]:
    values = [
        _Compared("namaPegawai", "namaPegawaiPejabatNegara", official.name),
        _Compared("tanggalLahir", "tanggalLahir", official.born.isoformat()),
        _Compared("jenisKelamin", "jenisKelamin", official.gender),
    ]
    if official.birthplace is not None:
        values.append(_Compared("tempatLahir", "tempatLahir", official.birthplace))
    return values


def compare_officials(bench: Bench, effective: Effective, officials: Sequence[Official]) -> int:
    """Compare those received with the participants who have their NIK, or their NIP; gives the new cases."""
    by_nik = by_niks(bench.session, bench.vault, [official.nik for official in officials])
    numbers = [official.employee_number for official in officials if official.employee_number is not None]
    by_nip = by_nips(bench.session, bench.vault, numbers)
    found = 0
    for official in officials:
        for person in filter(_takes_part, by_nik.get(official.nik, [])):
            found += compare_official(bench, effective, person, official)
        named = by_nip.get(official.employee_number or "")
        if named is not None and _takes_part(named) and "nik" in effective[DataPegawai]:
            # A NIK that is another NIP's, or nobody's: both parties look at the register.
            found += _record(bench, named, ("nip", official.employee_number or ""), "nik", official.nik)
    return found


def compare_cards(bench: Bench, effective: Effective, cards: Sequence[SentCard]) -> int:
    """Compare the names under which card numbers came; gives the new cases."""
    if "namaPegawai" not in effective[DataPegawai]:
        return 0
    people = by_nips(bench.session, bench.vault, [card.nip for card in cards])
    return sum(
        _record(bench, people[card.nip], ("nip", card.nip), "namaPegawai", card.name)
        for card in cards
        if card.nip in people and _takes_part(people[card.nip])
    )


def _takes_part(person: Person) -> bool:
    return person.kind in PARTICIPANTS and not person.restricted and job_of(person).in_records


def _record(bench: Bench, person: Person, key: tuple[str, str], element: str, value: str) -> bool:
    own = own_value(bench, person, element)
    if agree(element, own, value) or known_case(bench.session, bench.vault, person, element, value) is not None:
        return False
    decider = decider_of(element, person, None)
    report = Report(
        agreement=AGREEMENT.code,
        person=person,
        element=element,
        content=Content(*key, own, value),
        decider=decider,
        legal_basis=AUTHORITY[element].legal_basis,
        reported_by=BKN,
        status=first_status(decider),
    )
    record_case(bench.session, bench.vault, report, bench.now, bench.message_id)
    return True
