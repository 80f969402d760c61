"""What two parties exchange in the tests of a whole sync: invented, as much as is asked for, stored fast."""

from collections.abc import Iterator
from itertools import islice

from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.agreements.bpjs.translation import PARTICIPANTS
from adapter.records.population import SyntheticPerson, nth_person
from adapter.records.synthetic import populate, synthetic_officials
from tests.support.parties import Parties
from tests.support.served import this_second


def participants(count: int) -> list[SyntheticPerson]:
    """The first so many people whom the agreement with BPJS Kesehatan concerns."""
    return list(islice(_participants(), count))


def _participants() -> Iterator[SyntheticPerson]:
    number = 0
    while True:
        person = nth_person(number)
        number += 1
        if person.record.job.kind in PARTICIPANTS and not person.restricted:
            yield person


def furnish(parties: Parties, employees: int, cards: int, state_officials: int) -> None:
    """Give BKN so many participants, and let BPJS Kesehatan offer so many cards and state officials."""
    people, now = participants(employees), this_second()
    populate(parties.bkn.engine, parties.bkn.vault, people[-1].index + 1, now=now)
    parties.partner.offer(CARDS, [_card(one) for one in people[:cards]], now)
    parties.partner.offer(OFFICIALS, officials(state_officials), now)


def _card(person: SyntheticPerson) -> KartuPesertaPns:
    identity = person.record.identity
    return KartuPesertaPns(nomorIdentitasPegawai=identity.nip, namaPns=identity.name, nomorKartuPeserta=person.card)


def officials(count: int) -> list[DataPejabatNegara]:
    """The first so many state officials, as BPJS Kesehatan offers them."""
    return [
        DataPejabatNegara(
            jenisPeserta=one.kind,
            nik=one.nik,
            namaPegawaiPejabatNegara=one.name,
            nomorKartuPeserta=one.card,
            tanggalLahir=one.born,
            jenisKelamin=one.gender,
            tempatLahir=one.birthplace,
        )
        for one in synthetic_officials(count)
    ]


def numbers_of(employees: int, state_officials: int) -> set[str]:
    """The numbers by which all these people could be told: NIP, NIK, card."""
    people = [(one.nip, one.record.identity.nik, one.card) for one in participants(employees)]
    return {number for one in people for number in one if number} | {
        number for one in synthetic_officials(state_officials) for number in (one.nik, one.card)
    }
