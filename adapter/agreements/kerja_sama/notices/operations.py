"""Notices, and who has confirmed them. Each party tells the other of its own system, at either's host."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import cast

from adapter.agreements.kerja_sama.notices.messages import (
    AmbilPemberitahuan,
    AmbilPemberitahuanJawaban,
    KonfirmasiPenerimaan,
    KonfirmasiPenerimaanJawaban,
    NarahubungPemberitahuan,
    Pemberitahuan,
    SampaikanPemberitahuan,
    SampaikanPemberitahuanJawaban,
)
from adapter.agreements.kerja_sama.parties import PARTIES
from adapter.agreements.operation import Call, Operation
from adapter.agreements.terms import Agreement, Contact, Side
from adapter.clock import WIB
from adapter.errors import ContractViolation, Problem
from adapter.registry.notice_rules import Draft, Kind, NoticeRefused
from adapter.registry.notices import Seen, confirm, last_token, publish, seen_by

_PAGE = 100


def _sampaikan_pemberitahuan(call: Call, sent: SampaikanPemberitahuan) -> SampaikanPemberitahuanJawaban:
    """SIGTK Pasal 4 ayat (1) huruf d dan ayat (2) huruf c."""
    with _told_as("sampaikanPemberitahuan"):
        notice, known = publish(call.session, call.agreement, call.caller, _draft(sent), call.now)
    return SampaikanPemberitahuanJawaban(
        kepala=call.heading,
        idPemberitahuan=notice.number,
        token=notice.token,
        disampaikanPada=_wib(notice.recorded_at),
        sudahAda=known,
    )


def _draft(sent: SampaikanPemberitahuan) -> Draft:
    contact = sent.narahubung
    return Draft(
        number=sent.idPemberitahuan,
        kind=cast("Kind", sent.jenis),
        text=sent.uraian,
        system=sent.sistem,
        starts_at=sent.mulai,
        expected_end=sent.perkiraanSelesai,
        elements=sent.elemenTerdampak,
        contact=Contact(contact.unit, contact.telepon, contact.surel, "pemberitahuan"),
        follows=sent.menindaklanjuti,
        ended_at=sent.selesaiPada,
        withdrawn=bool(sent.dicabut),
    )


def _ambil_pemberitahuan(call: Call, asked: AmbilPemberitahuan) -> AmbilPemberitahuanJawaban:
    after, size = asked.sejakToken or 0, asked.ukuranHalaman or _PAGE
    if after > last_token(call.session):
        problem = Problem("/ambilPemberitahuan/sejakToken", "FORMAT_TIDAK_SAH", "token ini belum pernah diberikan")
        raise ContractViolation((problem,))
    found = seen_by(
        call.session,
        call.agreement,
        call.caller,
        after=after,
        limit=size + 1,
        unconfirmed=bool(asked.belumDikonfirmasi),
        own=bool(asked.termasukMilikSendiri),
    )
    page = found[:size]
    return AmbilPemberitahuanJawaban(
        kepala=call.heading,
        pemberitahuan=tuple(_told(call.agreement, seen) for seen in page),
        tokenTerakhir=page[-1].notice.token if page else after,
        adaLagi=len(found) > size,
    )


def _told(agreement: Agreement, seen: Seen) -> Pemberitahuan:
    notice, receipt = seen.notice, seen.receipt
    return Pemberitahuan(
        token=notice.token,
        idPemberitahuan=notice.number,
        pengirim=PARTIES[seen.sender],
        jenis=notice.kind,
        sistem=notice.system,
        mulai=_wib_or_none(notice.starts_at),
        perkiraanSelesai=_wib_or_none(seen.ends_at),
        elemenTerdampak=tuple(notice.elements.split()),
        uraian=notice.text,
        narahubung=_contact(agreement, seen),
        menindaklanjuti=seen.followed,
        selesaiPada=_wib_or_none(notice.ended_at),
        dicabut=seen.withdrawn,
        disampaikanPada=_wib(notice.recorded_at),
        caraKonfirmasi=receipt.manner if receipt else None,
        dikonfirmasiPada=_wib(receipt.confirmed_at) if receipt else None,
    )


def _contact(agreement: Agreement, seen: Seen) -> NarahubungPemberitahuan | None:
    """The notice's own contact, or else the one that the agreement names for its sender."""
    notice = seen.notice
    if notice.contact_unit is not None and notice.contact_phone is not None and notice.contact_email is not None:
        return NarahubungPemberitahuan(
            unit=notice.contact_unit, telepon=notice.contact_phone, surel=notice.contact_email
        )
    named = (agreement.bkn if seen.sender is Side.BKN else agreement.partner).contact
    return NarahubungPemberitahuan(unit=named.unit, telepon=named.phone, surel=named.email) if named else None


def _konfirmasi_penerimaan(call: Call, sent: KonfirmasiPenerimaan) -> KonfirmasiPenerimaanJawaban:
    """PANRB Pasal 8 ayat (2): received only once it is confirmed."""
    with _told_as("konfirmasiPenerimaan"):
        receipt = confirm(
            call.session,
            call.agreement,
            call.caller,
            sent.idPemberitahuan,
            manner=sent.caraKonfirmasi,
            who=PARTIES[call.caller],
            now=call.now,
        )
    return KonfirmasiPenerimaanJawaban(
        kepala=call.heading,
        idPemberitahuan=sent.idPemberitahuan,
        caraKonfirmasi=receipt.manner,
        dikonfirmasiPada=_wib(receipt.confirmed_at),
    )


@contextmanager
def _told_as(operation: str) -> Iterator[None]:
    try:
        yield
    except NoticeRefused as refused:
        problems = (
            Problem(f"/{operation}/{wrong.element}", wrong.code, wrong.told_partner) for wrong in refused.wrongs
        )
        raise ContractViolation(tuple(problems)) from refused


def _wib(instant: datetime) -> datetime:
    return instant.astimezone(WIB)


def _wib_or_none(instant: datetime | None) -> datetime | None:
    return _wib(instant) if instant is not None else None


OPERATIONS = (
    Operation(
        "sampaikanPemberitahuan",
        SampaikanPemberitahuan,
        SampaikanPemberitahuanJawaban,
        _sampaikan_pemberitahuan,
        "Memberitahukan kendala, perbaikan, atau perubahan pada sistem sendiri, atau akhirnya",
    ),
    Operation(
        "ambilPemberitahuan",
        AmbilPemberitahuan,
        AmbilPemberitahuanJawaban,
        _ambil_pemberitahuan,
        "Pemberitahuan yang ditujukan kepada peminta, urut menurut waktu disampaikan",
    ),
    Operation(
        "konfirmasiPenerimaan",
        KonfirmasiPenerimaan,
        KonfirmasiPenerimaanJawaban,
        _konfirmasi_penerimaan,
        "Konfirmasi bahwa sebuah pemberitahuan telah diterima",
    ),
)
