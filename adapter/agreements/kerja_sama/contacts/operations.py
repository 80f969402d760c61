"""Whom to turn to."""

from adapter.agreements.kerja_sama.contacts.messages import (
    AmbilNarahubung,
    AmbilNarahubungJawaban,
    Narahubung,
    PerbaruiNarahubung,
    PerbaruiNarahubungJawaban,
)
from adapter.agreements.kerja_sama.parties import PARTIES
from adapter.agreements.operation import Call, Operation
from adapter.clock import wib_date
from adapter.registry.contacts import Held, Office, change_office, offices_on
from adapter.registry.flaws import told_to_partner


def _ambil_narahubung(call: Call, _asked: AmbilNarahubung) -> AmbilNarahubungJawaban:
    return AmbilNarahubungJawaban(kepala=call.heading, narahubung=tuple(_contact(held) for held in _held(call)))


def _perbarui_narahubung(call: Call, told: PerbaruiNarahubung) -> PerbaruiNarahubungJawaban:
    """PANRB Pasal 8 ayat (3). Each side speaks for its own offices only."""
    office = Office(call.caller, told.jenis, told.unit, told.telepon, told.surel, told.berlakuMulai)
    with told_to_partner("perbaruiNarahubung"):
        change_office(call.session, call.agreement, office, by=told.kepala.idPengguna, now=call.now)
    own = tuple(_contact(held) for held in _held(call) if held.office.side is call.caller)
    return PerbaruiNarahubungJawaban(kepala=call.heading, narahubung=own)


def _held(call: Call) -> list[Held]:
    return offices_on(call.session, call.agreement, wib_date(call.now))


def _contact(held: Held) -> Narahubung:
    office = held.office
    return Narahubung(
        pihak=PARTIES[office.side],
        jenis=office.kind,
        unit=office.unit,
        telepon=office.phone,
        surel=office.email,
        sumber=held.source,
        berlakuMulai=office.first_day,
    )


OPERATIONS = (
    Operation(
        "ambilNarahubung",
        AmbilNarahubung,
        AmbilNarahubungJawaban,
        _ambil_narahubung,
        "Narahubung kedua pihak, yang berlaku dan yang akan berlaku",
    ),
    Operation(
        "perbaruiNarahubung",
        PerbaruiNarahubung,
        PerbaruiNarahubungJawaban,
        _perbarui_narahubung,
        "Memberitahukan narahubung sendiri yang baru, dengan hari mulai berlakunya",
    ),
)
