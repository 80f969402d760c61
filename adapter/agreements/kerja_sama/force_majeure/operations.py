"""Keadaan kahar: told, answered, ended."""

from adapter.agreements.kerja_sama.force_majeure.messages import (
    AkhiriKeadaanKahar,
    AkhiriKeadaanKaharJawaban,
    DokumenLampiran,
    SampaikanKeadaanKahar,
    SampaikanKeadaanKaharJawaban,
    TanggapiKeadaanKahar,
    TanggapiKeadaanKaharJawaban,
)
from adapter.agreements.operation import Call, Operation
from adapter.clock import wib_date
from adapter.registry import force_majeure, postponement
from adapter.registry.objections import violation


def _sampaikan_keadaan_kahar(call: Call, told: SampaikanKeadaanKahar) -> SampaikanKeadaanKaharJawaban:
    today = wib_date(call.now)
    notice = force_majeure.Notice(
        side=call.caller,
        event=told.jenisKejadian,
        began_on=told.tanggalTerjadi,
        received_on=today,
        cause=told.penyebab,
        duties=told.kewajibanTertunda,
        postpones_exchange=told.menundaPertukaran,
        evidence=tuple(_document(paper) for paper in told.bukti),
        statement=_document(told.lampiranPernyataan) if told.lampiranPernyataan is not None else None,
    )
    if found := force_majeure.objections(call.session, call.agreement, notice):
        raise violation("sampaikanKeadaanKahar", found)
    row = force_majeure.record(call.session, call.agreement, notice, call.now)
    return SampaikanKeadaanKaharJawaban(
        kepala=call.heading,
        nomorKahar=force_majeure.number_of(row),
        tanggalDiterima=today,
        batasPemberitahuan=row.tell_by,
        terlambat=today > row.tell_by,
        menunda=postponement.holds(row, today),
        dianggapDisetujui=row.effective_on if call.agreement.force_majeure.silence is not None else None,
    )


def _document(paper: DokumenLampiran) -> force_majeure.Document:
    return force_majeure.Document(paper.nomor, paper.penerbit, paper.tanggal, paper.sidikJari.lower())


def _tanggapi_keadaan_kahar(call: Call, asked: TanggapiKeadaanKahar) -> TanggapiKeadaanKaharJawaban:
    today = wib_date(call.now)
    row = force_majeure.find(call.session, call.agreement, asked.nomorKahar)
    found = force_majeure.answer_objections(row, call.agreement, call.caller, today)
    if row is None or found:
        raise violation("tanggapiKeadaanKahar", found)
    force_majeure.answer(row, asked.tanggapan, call.now, reason=asked.alasan)
    return TanggapiKeadaanKaharJawaban(
        kepala=call.heading,
        nomorKahar=asked.nomorKahar,
        tanggapan=asked.tanggapan,
        menunda=postponement.holds(row, today),
    )


def _akhiri_keadaan_kahar(call: Call, asked: AkhiriKeadaanKahar) -> AkhiriKeadaanKaharJawaban:
    row = force_majeure.find(call.session, call.agreement, asked.nomorKahar)
    found = force_majeure.end_objections(row, call.caller, asked.tanggalBerakhir, wib_date(call.now))
    if row is None or found:
        raise violation("akhiriKeadaanKahar", found)
    force_majeure.end(row, asked.tanggalBerakhir, call.now)
    return AkhiriKeadaanKaharJawaban(
        kepala=call.heading,
        nomorKahar=asked.nomorKahar,
        tanggalTerjadi=row.began_on,
        tanggalBerakhir=asked.tanggalBerakhir,
        hariTertunda=postponement.days_postponed(row, wib_date(call.now)),
    )


OPERATIONS = (
    Operation(
        "sampaikanKeadaanKahar",
        SampaikanKeadaanKahar,
        SampaikanKeadaanKaharJawaban,
        _sampaikan_keadaan_kahar,
        "Memberitahukan keadaan kahar dan kewajiban yang tertunda",
    ),
    Operation(
        "tanggapiKeadaanKahar",
        TanggapiKeadaanKahar,
        TanggapiKeadaanKaharJawaban,
        _tanggapi_keadaan_kahar,
        "Menjawab pemberitahuan keadaan kahar dari pihak lain",
    ),
    Operation(
        "akhiriKeadaanKahar",
        AkhiriKeadaanKahar,
        AkhiriKeadaanKaharJawaban,
        _akhiri_keadaan_kahar,
        "Memberitahukan bahwa keadaan kahar berakhir; kewajiban dilaksanakan kembali",
    ),
)
