"""LayananKerjaSama: what every partner may ask about its own agreement, and the reference codes."""

from adapter.agreements.fields import members
from adapter.agreements.kerja_sama.messages import (
    AmbilDaftarElemen,
    AmbilDaftarElemenJawaban,
    AmbilNarahubung,
    AmbilNarahubungJawaban,
    AmbilReferensi,
    AmbilReferensiJawaban,
    CekStatusPerjanjian,
    CekStatusPerjanjianJawaban,
    DaftarElemen,
    ElemenDaftar,
    Narahubung,
    Perpanjangan,
    Referensi,
)
from adapter.agreements.operation import Call, Operation, Service
from adapter.agreements.terms import ElementList, Party, Side
from adapter.errors import ContractViolation, Problem
from adapter.records.references import changes

_PARTIES = {Side.BKN: "BKN", Side.PARTNER: "MITRA"}


def _cek_status_perjanjian(call: Call, _asked: CekStatusPerjanjian) -> CekStatusPerjanjianJawaban:
    standing, agreement = call.standing, call.agreement
    return CekStatusPerjanjianJawaban(
        kepala=call.heading,
        judul=agreement.title,
        nomorMitra=agreement.partner.number,
        nomorBkn=agreement.bkn.number,
        status=standing.status,
        tanggalMulai=standing.first_day,
        tanggalAkhir=standing.last_day,
        sisaHari=max(0, standing.days_left),
        perpanjangan=tuple(
            Perpanjangan(
                nomor=extension.number,
                tanggalMulai=extension.first_day,
                tanggalAkhir=extension.last_day,
                catatan=extension.note,
            )
            for extension in standing.extensions
        ),
    )


def _ambil_daftar_elemen(call: Call, _asked: AmbilDaftarElemen) -> AmbilDaftarElemenJawaban:
    lists = tuple(_listed(call, listed) for listed in call.agreement.element_lists)
    return AmbilDaftarElemenJawaban(kepala=call.heading, daftar=lists)


def _listed(call: Call, listed: ElementList) -> DaftarElemen:
    """Every field of the record, in its order: what an adendum has added or withdrawn is seen beside the rest."""
    effective = call.standing.effective[listed.record]
    return DaftarElemen(
        nama=listed.name,
        pemberi=_PARTIES[listed.giver],
        sumber=listed.source,
        elemen=tuple(
            ElemenDaftar(
                nama=member.name,
                arti=member.element.doc,
                sumber=member.element.source,
                berlaku=member.name in effective,
                nomorAdendum=call.standing.changed_by(listed.name, member.name),
            )
            for member in members(listed.record)
        ),
    )


def _ambil_narahubung(call: Call, _asked: AmbilNarahubung) -> AmbilNarahubungJawaban:
    parties = (("MITRA", call.agreement.partner), ("BKN", call.agreement.bkn))
    found = [_contact(word, party) for word, party in parties]
    return AmbilNarahubungJawaban(kepala=call.heading, narahubung=tuple(one for one in found if one is not None))


def _contact(word: str, party: Party) -> Narahubung | None:
    contact = party.contact
    if contact is None:
        return None
    return Narahubung(pihak=word, unit=contact.unit, telepon=contact.phone, surel=contact.email, sumber=contact.source)


def _ambil_referensi(call: Call, asked: AmbilReferensi) -> AmbilReferensiJawaban:
    """SIGTK Pasal 4 ayat (1) huruf c."""
    found = changes(call.session, asked.jenisReferensi, asked.sejakVersi)
    if asked.sejakVersi is not None and asked.sejakVersi > found.version:
        problem = Problem("/ambilReferensi/sejakVersi", "FORMAT_TIDAK_SAH", "versi ini belum pernah diberikan")
        raise ContractViolation((problem,))
    return AmbilReferensiJawaban(
        kepala=call.heading,
        jenisReferensi=asked.jenisReferensi,
        versi=found.version,
        referensi=tuple(
            Referensi(
                kode=code.code,
                nama=code.name,
                aktif=code.active,
                berlakuMulai=code.first_day,
                berlakuSampai=code.last_day,
            )
            for code in found.codes
        ),
    )


SERVICE = Service(
    name="LayananKerjaSama",
    namespace="urn:id:go:bkn:pks:kerjasama:v1",
    doc="Keterangan yang setiap mitra dapat minta tentang perjanjiannya sendiri, dan data referensi",
    operations=(
        Operation(
            "cekStatusPerjanjian",
            CekStatusPerjanjian,
            CekStatusPerjanjianJawaban,
            _cek_status_perjanjian,
            "Status perjanjian hari ini, dengan perpanjangan yang tercatat",
        ),
        Operation(
            "ambilDaftarElemen",
            AmbilDaftarElemen,
            AmbilDaftarElemenJawaban,
            _ambil_daftar_elemen,
            "Elemen data yang boleh dipertukarkan hari ini",
        ),
        Operation(
            "ambilNarahubung",
            AmbilNarahubung,
            AmbilNarahubungJawaban,
            _ambil_narahubung,
            "Narahubung kedua pihak",
        ),
        Operation(
            "ambilReferensi",
            AmbilReferensi,
            AmbilReferensiJawaban,
            _ambil_referensi,
            "Satu daftar kode, seluruhnya atau perubahannya sejak sebuah versi",
        ),
    ),
)
