"""Addenda, and letters that grant an element for a time."""

from adapter.agreements.kerja_sama.addenda.messages import (
    AjukanAdendum,
    AjukanAdendumJawaban,
    AjukanPermintaanDataTambahan,
    AjukanPermintaanDataTambahanJawaban,
    ElemenTambahan,
    Perubahan,
    SetujuiAdendum,
    SetujuiAdendumJawaban,
)
from adapter.agreements.operation import Call, Operation
from adapter.registry import addenda, letters
from adapter.registry.effective import ElementChange
from adapter.registry.flaws import told_to_partner

_MANDATORY = {"1": True, "0..1": False, None: None}


def _ajukan_adendum(call: Call, asked: AjukanAdendum) -> AjukanAdendumJawaban:
    """PANRB Pasal 12; SETNEG Pasal 15; TL Pasal 6 ayat (3), Pasal 14; KUMKM Pasal 13 ayat (2)."""
    proposed = addenda.Proposal(
        asked.nomorAdendum,
        asked.tanggalTandaTangan,
        asked.berlakuMulai,
        tuple(_change(one) for one in asked.perubahan),
        asked.anggotaTim,
    )
    with told_to_partner("ajukanAdendum"):
        row = addenda.propose(
            call.session, call.agreement, call.caller, proposed, by=asked.kepala.idPengguna, now=call.now
        )
    return AjukanAdendumJawaban(
        kepala=call.heading, nomorAdendum=row.number, status="DIUSULKAN", berlakuMulai=row.first_day
    )


def _change(asked: Perubahan) -> ElementChange:
    return ElementChange(asked.jenis, asked.daftar, asked.elemen, _MANDATORY[asked.kardinalitas])


def _setujui_adendum(call: Call, asked: SetujuiAdendum) -> SetujuiAdendumJawaban:
    """The same articles: an addendum is an agreement of both parties."""
    with told_to_partner("setujuiAdendum"):
        first_day = addenda.approve(
            call.session,
            call.agreement,
            call.caller,
            asked.nomorAdendum,
            team_member=asked.anggotaTim,
            by=asked.kepala.idPengguna,
            now=call.now,
        )
    return SetujuiAdendumJawaban(
        kepala=call.heading, nomorAdendum=asked.nomorAdendum, status="DISETUJUI", berlakuMulai=first_day
    )


def _ajukan_permintaan_data_tambahan(
    call: Call, asked: AjukanPermintaanDataTambahan
) -> AjukanPermintaanDataTambahanJawaban:
    """PANRB Pasal 12 ayat (3)."""
    letter = letters.Letter(
        asked.nomorSurat,
        asked.tanggalSurat,
        tuple((one.daftar, one.elemen) for one in asked.elemenDiminta),
        asked.alasan,
        asked.berlakuSampai,
    )
    with told_to_partner("ajukanPermintaanDataTambahan"):
        row = letters.send_letter(
            call.session, call.agreement, call.caller, letter, by=asked.kepala.idPengguna, now=call.now
        )
    answer = row.answer
    if answer is None:
        return AjukanPermintaanDataTambahanJawaban(
            kepala=call.heading, nomorSurat=row.number, keputusan=letters.WAITING
        )
    return AjukanPermintaanDataTambahanJawaban(
        kepala=call.heading,
        nomorSurat=row.number,
        keputusan=answer.decision,
        elemenDisetujui=tuple(ElemenTambahan(daftar=e.element_list, elemen=e.element) for e in answer.elements),
        berlakuSampai=answer.last_day,
        nomorJawaban=answer.number,
    )


OPERATIONS = (
    Operation(
        "ajukanAdendum",
        AjukanAdendum,
        AjukanAdendumJawaban,
        _ajukan_adendum,
        "Mengajukan adendum atas daftar elemen; berlaku sesudah disetujui pihak lain",
    ),
    Operation(
        "setujuiAdendum",
        SetujuiAdendum,
        SetujuiAdendumJawaban,
        _setujui_adendum,
        "Menyetujui adendum yang diajukan pihak lain",
    ),
    Operation(
        "ajukanPermintaanDataTambahan",
        AjukanPermintaanDataTambahan,
        AjukanPermintaanDataTambahanJawaban,
        _ajukan_permintaan_data_tambahan,
        "Meminta elemen di luar daftar dengan surat, untuk sementara; dikirim lagi, memberitahukan jawabannya",
    ),
)
