"""Taspen Life verifies registrants: three answers, and what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, islice

from adapter import limits
from adapter.agreements.taspen.elements import BarisPendaftar, Pendaftar
from adapter.agreements.taspen.terms import MARKETING
from adapter.records.population import SyntheticPerson, nth_person
from clients.demo.cast import Cast
from clients.demo.flow import Flow, refused, require
from clients.errors import ClientError, RequestRefused
from clients.taspen import TaspenClient

_ROWS = 50
_NOBODY = tuple(f"19900101201504199{digit}" for digit in range(5))
_MANUAL = "PERLU_PENANGANAN_MANUAL"


def flows(cast: Cast) -> list[Flow]:
    """The operations on persons of LayananTaspen."""
    client, agreement, operation = cast.taspen, cast.taspen.agreement, "verifikasiPeserta"
    known, guessed = (_registrant(person) for person in islice(_active(), 2))
    other_day = replace(known, tanggalLahir=known.tanggalLahir + timedelta(days=1))
    return [
        Flow(agreement, operation, lambda: _answered(client, known, "sesuai"), "sesuai"),
        Flow(agreement, operation, lambda: _answered(client, other_day, "tidak sesuai"), "another birth date"),
        Flow(agreement, operation, lambda: _nobody(client, known), "data tidak ditemukan"),
        Flow(agreement, operation, lambda: _for_marketing(client, known), "for marketing: TUJUAN_TIDAK_SAH"),
        Flow(agreement, operation, lambda: _guessing(client, guessed), "guessing is stopped"),
        Flow(agreement, "verifikasiPesertaMassal", lambda: _many(client), "one row is bad, and named"),
    ]


def _active() -> Iterator[SyntheticPerson]:
    people = (person for person in map(nth_person, count()) if person.kind == "PNS" and not person.restricted)
    return (person for person in people if person.record.job.legal_position == "01")


def _registrant(person: SyntheticPerson) -> Pendaftar:
    identity = person.record.identity
    return Pendaftar(
        nomorPendaftaran=f"CONTOH-{person.index}",
        nip=person.nip,
        nik=person.nik,
        namaLengkap=person.name,
        tanggalLahir=identity.born,
        jenisAsn=person.kind,
    )


def _answered(client: TaspenClient, registrant: Pendaftar, expected: str) -> int:
    found = client.verifikasiPeserta(registrant).hasil
    require(found.keterangan == expected, f"{found.keterangan} instead of {expected}")
    return 1


def _nobody(client: TaspenClient, registrant: Pendaftar) -> int:
    # One number in a thousand that nobody has is withheld, so as not to tell who is restricted: then try the next.
    for nip in _NOBODY:
        try:
            return _answered(client, replace(registrant, nip=nip, nik=None), "data tidak ditemukan")
        except RequestRefused as refusal:
            require(refusal.kodeGalat == _MANUAL, f"refused with {refusal.kodeGalat}")
    raise ClientError("every number that nobody has is withheld")


def _for_marketing(client: TaspenClient, registrant: Pendaftar) -> int:
    return refused(lambda: client.verifikasiPeserta(registrant, kodeTujuan=MARKETING.code), "TUJUAN_TIDAK_SAH")


def _guessing(client: TaspenClient, registrant: Pendaftar) -> int:
    for days in range(1, limits.WRONG_TRIES_A_DAY + 1):
        guess = replace(registrant, nik=None, tanggalLahir=registrant.tanggalLahir + timedelta(days=days))
        _answered(client, guess, "tidak sesuai")
    return refused(lambda: client.verifikasiPeserta(registrant), _MANUAL)


def _many(client: TaspenClient) -> int:
    people = islice(_active(), 2, 2 + _ROWS)
    rows = [_row(_registrant(person)) for person in people]
    rows[7] = replace(rows[7], tanggalLahir="31-12-1990")
    answer = client.verifikasiPesertaMassal(rows)
    bad = [row.baris for row in answer.baris if row.kesalahan]
    require(bad == [8], f"rows {bad} were refused, not row 8 alone")
    matching = sum(row.hasil is not None and row.hasil.keterangan == "sesuai" for row in answer.baris)
    require(matching == _ROWS - 1, f"{matching} of {_ROWS - 1} match")
    return answer.jumlahDijawab


def _row(registrant: Pendaftar) -> BarisPendaftar:
    values = {name: getattr(registrant, name) for name in Pendaftar.__slots__}
    texts = {name: str(value) if isinstance(value, date) else value for name, value in values.items()}
    return BarisPendaftar(**texts)
