"""What BKN and BPJS Kesehatan compare: participants, card numbers and state officials (BPJS Pasal 3 ayat (2))."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import select

from adapter.agreements import translation
from adapter.agreements.bpjs.elements import (
    DATA_PEGAWAI,
    DATA_PEJABAT_NEGARA,
    KARTU_PESERTA_PNS,
    DataPegawai,
    DataPejabatNegara,
    KartuPesertaPns,
)
from adapter.agreements.bpjs.translation import PARTICIPANTS, employees
from adapter.agreements.compared_stores import HeldStore, OfferedStore, PeopleStore
from adapter.agreements.comparing import Compared, Found
from adapter.agreements.operation import Call
from adapter.agreements.structures import Instansi
from adapter.records.marks import mark_of
from adapter.records.models import CARD_STORE, OFFICIAL_STORE, Card, Person, StateOfficial
from adapter.records.offered import Place
from adapter.records.officials import Agency, Official, official_of
from adapter.records.people import identity_of


class _Cards:
    """The card numbers that BKN has received."""

    def name(self, place: Place) -> str:  # noqa: ARG002 - a table of its own
        """As the writers call it."""
        return CARD_STORE

    def after(self, call: Call, place: Place, key: bytes, most: int) -> list[bytes]:  # noqa: ARG002 - as above
        """The next holders, by the blind index of their NIP."""
        holders = select(Person.nip_index).join(Card, Card.person_id == Person.id).where(Person.nip_index > key)
        return list(call.session.scalars(holders.order_by(Person.nip_index).limit(most)))

    def read(self, call: Call, place: Place, keys: Collection[bytes]) -> Mapping[bytes, Found | None]:  # noqa: ARG002
        """The cards that stand. The name is BPJS Kesehatan's own spelling, and not kept."""
        cards = select(Person, Card).join(Card, Card.person_id == Person.id).where(Person.nip_index.in_(keys))
        found = {person.nip_index: _card(call, person, card) for person, card in call.session.execute(cards)}
        restricted = select(Person.nip_index).where(Person.nip_index.in_(keys), Person.restricted.is_(True))
        left = set(call.session.scalars(restricted))
        return {key: found.get(key) for key in keys if key not in left}

    def reached(self, call: Call, place: Place) -> int | None:
        """How far BKN has pulled."""
        return mark_of(call.session, place.agreement, "ambilKartuPesertaPns") or None


def _card(call: Call, person: Person, card: Card) -> Found:
    number = call.vault.open(card.number, b"card|number|" + person.nip_index).decode()
    nip = identity_of(person, call.vault).nip
    return Found(KartuPesertaPns(nomorIdentitasPegawai=nip, namaPns="", nomorKartuPeserta=number))


class _Officials:
    """The state officials that BKN has received."""

    def name(self, place: Place) -> str:  # noqa: ARG002 - a table of its own
        """As the writers call it."""
        return OFFICIAL_STORE

    def after(self, call: Call, place: Place, key: bytes, most: int) -> list[bytes]:  # noqa: ARG002 - as above
        """The next ones, by the blind index of their NIK."""
        keys = select(StateOfficial.nik_index).where(StateOfficial.nik_index > key)
        return list(call.session.scalars(keys.order_by(StateOfficial.nik_index).limit(most)))

    def read(self, call: Call, place: Place, keys: Collection[bytes]) -> Mapping[bytes, Found | None]:  # noqa: ARG002
        """The officials as they were received."""
        rows = call.session.scalars(select(StateOfficial).where(StateOfficial.nik_index.in_(keys)))
        found = {row.nik_index: Found(_official(official_of(row, call.vault))) for row in rows}
        return {key: found.get(key) for key in keys}

    def reached(self, call: Call, place: Place) -> int | None:
        """How far BKN has pulled."""
        return mark_of(call.session, place.agreement, "ambilDataPejabatNegara") or None


def _official(one: Official) -> DataPejabatNegara:
    """The inverse of translation.official_from."""
    return DataPejabatNegara(
        nomorIdentitasPegawaiPejabatNegara=one.employee_number,
        nik=one.nik,
        namaPegawaiPejabatNegara=one.name,
        id=one.own_id,
        nomorKartuPeserta=one.card,
        tempatLahir=one.birthplace,
        tanggalLahir=one.born,
        jenisKelamin=one.gender,
        alamatDomisili=translation.alamat(one.address),
        instansiKerja=_agency(one.work_agency),
        instansiInduk=_agency(one.home_agency),
        keluarga=tuple(translation.anggota_keluarga(member) for member in one.family),
        jenisPeserta=one.kind,
    )


def _agency(agency: Agency | None) -> Instansi | None:
    return None if agency is None else Instansi(kodeInstansi=agency.code, namaInstansi=agency.name)


def _plain_employee(record: DataPegawai) -> DataPegawai:
    # An agency's name follows its code; BKN may have found another name for it since.
    return replace(
        record,
        instansiKerja=_by_code(record.instansiKerja),
        instansiInduk=_by_code(record.instansiInduk),
    )


def _by_code(agency: Instansi | None) -> Instansi | None:
    return agency if agency is None or agency.kodeInstansi is None else replace(agency, namaInstansi="")


COMPARED = (
    Compared(
        DATA_PEGAWAI,
        key=lambda row: ("nip", row.nomorIdentitasPegawai),
        needs=frozenset({"nomorIdentitasPegawai"}),
        giver=PeopleStore(
            PARTICIPANTS, lambda call, people: employees(call, people, call.elements[DataPegawai]), has_tokens=True
        ),
        receiver=HeldStore(DataPegawai),
        # It rises with changes that this agreement does not tell of.
        apart=frozenset({"tanggalMutakhir"}),
        plain=_plain_employee,
        pulled_by="ambilMutasi",
    ),
    Compared(
        KARTU_PESERTA_PNS,
        key=lambda row: ("nip", row.nomorIdentitasPegawai),
        needs=frozenset({"nomorIdentitasPegawai"}),
        giver=OfferedStore(KartuPesertaPns),
        receiver=_Cards(),
        apart=frozenset({"namaPns"}),
        pulled_by="ambilKartuPesertaPns",
    ),
    Compared(
        DATA_PEJABAT_NEGARA,
        key=lambda row: ("nik", row.nik),
        needs=frozenset({"nik"}),
        giver=OfferedStore(DataPejabatNegara),
        receiver=_Officials(),
        pulled_by="ambilDataPejabatNegara",
    ),
)
