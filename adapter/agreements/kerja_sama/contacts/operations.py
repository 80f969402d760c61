"""Whom to turn to."""

from adapter.agreements.kerja_sama.contacts.messages import AmbilNarahubung, AmbilNarahubungJawaban, Narahubung
from adapter.agreements.operation import Call, Operation
from adapter.agreements.terms import Party


def _ambil_narahubung(call: Call, _asked: AmbilNarahubung) -> AmbilNarahubungJawaban:
    parties = (("MITRA", call.agreement.partner), ("BKN", call.agreement.bkn))
    found = [_contact(word, party) for word, party in parties]
    return AmbilNarahubungJawaban(kepala=call.heading, narahubung=tuple(one for one in found if one is not None))


def _contact(word: str, party: Party) -> Narahubung | None:
    contact = party.contact
    if contact is None:
        return None
    return Narahubung(pihak=word, unit=contact.unit, telepon=contact.phone, surel=contact.email, sumber=contact.source)


OPERATIONS = (
    Operation(
        "ambilNarahubung",
        AmbilNarahubung,
        AmbilNarahubungJawaban,
        _ambil_narahubung,
        "Narahubung kedua pihak",
    ),
)
