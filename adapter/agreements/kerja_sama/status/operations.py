"""How the agreement stands today, and which elements may pass."""

from adapter.agreements.fields import Member, members
from adapter.agreements.kerja_sama.parties import PARTIES
from adapter.agreements.kerja_sama.status.messages import (
    AmbilDaftarElemen,
    AmbilDaftarElemenJawaban,
    CekStatusPerjanjian,
    CekStatusPerjanjianJawaban,
    DaftarElemen,
    ElemenDaftar,
    KaharBerjalan,
    PengajuanTerbuka,
    Perpanjangan,
)
from adapter.agreements.operation import Call, Operation
from adapter.agreements.terms import ElementList
from adapter.clock import wib_date
from adapter.registry import force_majeure, postponement, proposals
from adapter.registry.standing import Standing


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
        alasanStatus=standing.why,
        tanggalPerluKonfirmasi=agreement.uncertain,
        pengajuan=_open_proposals(call),
        keadaanKahar=_lasting(call),
    )


def _open_proposals(call: Call) -> tuple[PengajuanTerbuka, ...]:
    today = wib_date(call.now)
    return tuple(
        PengajuanTerbuka(
            nomorPengajuan=proposals.number_of(row),
            jenis=row.kind,
            pengaju=row.side,
            nomorSurat=row.letter,
            tanggalDiterima=row.received_on,
            tanggalAkhir=row.last_day,
            batasTanggapan=row.answer_by,
        )
        for row in proposals.proposals(call.session, call.agreement)
        if proposals.is_open(row, today)
    )


def _lasting(call: Call) -> tuple[KaharBerjalan, ...]:
    today = wib_date(call.now)
    return tuple(
        KaharBerjalan(
            nomorKahar=force_majeure.number_of(row),
            pihak=row.side,
            tanggalTerjadi=row.began_on,
            menunda=postponement.holds(row, today),
            menundaPertukaran=row.postpones_exchange,
        )
        for row in force_majeure.all_of(call.session, call.agreement.code)
        if row.ended_on is None
    )


def _ambil_daftar_elemen(call: Call, _asked: AmbilDaftarElemen) -> AmbilDaftarElemenJawaban:
    lists = tuple(_listed(call, listed) for listed in call.agreement.element_lists)
    return AmbilDaftarElemenJawaban(kepala=call.heading, daftar=lists)


def _listed(call: Call, listed: ElementList) -> DaftarElemen:
    """Every field of the record, in its order: what an adendum has added or withdrawn is seen beside the rest."""
    return DaftarElemen(
        nama=listed.name,
        pemberi=PARTIES[listed.giver],
        sumber=listed.source,
        elemen=tuple(_element(call.standing, listed, member) for member in members(listed.record)),
    )


def _element(standing: Standing, listed: ElementList, member: Member) -> ElemenDaftar:
    letter = standing.letter_for(listed.name, member.name)
    return ElemenDaftar(
        nama=member.name,
        arti=member.element.doc,
        sumber=member.element.source,
        berlaku=member.name in standing.effective[listed.record],
        nomorAdendum=standing.changed_by(listed.name, member.name),
        wajib=True if member.name in standing.mandatory(listed) else None,
        nomorSurat=letter.letter if letter else None,
        berlakuSampai=letter.last_day if letter else None,
    )


OPERATIONS = (
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
)
