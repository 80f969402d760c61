"""Extension and early end, proposed and answered."""

from adapter.agreements.kerja_sama.ending.messages import (
    AjukanPengakhiran,
    AjukanPengakhiranJawaban,
    AjukanPerpanjangan,
    AjukanPerpanjanganJawaban,
    TanggapiPengakhiran,
    TanggapiPengakhiranJawaban,
)
from adapter.agreements.operation import Call, Operation
from adapter.clock import wib_date
from adapter.registry import proposals, store
from adapter.registry.objections import violation


def _ajukan_perpanjangan(call: Call, asked: AjukanPerpanjangan) -> AjukanPerpanjanganJawaban:
    """A late one is recorded: it costs the other party nothing, for only what both sign extends."""
    today = wib_date(call.now)
    letter = proposals.Letter(
        proposals.EXTENSION,
        call.caller,
        asked.nomorSurat,
        asked.tanggalAkhir,
        today,
        first_day=asked.tanggalMulai,
        reason=asked.alasan,
    )
    if found := proposals.objections(call.session, call.standing, letter, today):
        raise violation("ajukanPerpanjangan", found)
    limit = proposals.extension_notice_by(call.session, call.standing)
    proposal = proposals.record(call.session, call.agreement, letter, call.now)
    return AjukanPerpanjanganJawaban(
        kepala=call.heading,
        nomorPengajuan=proposals.number_of(proposal),
        tanggalDiterima=today,
        tepatWaktu=today <= (limit or call.standing.last_day),
        batasPengajuan=limit,
    )


def _ajukan_pengakhiran(call: Call, asked: AjukanPengakhiran) -> AjukanPengakhiranJawaban:
    """One that comes too late for its day is not recorded: silence could make it end the agreement."""
    today = wib_date(call.now)
    ground = asked.dasar or proposals.WISH
    letter = proposals.Letter(
        proposals.EARLY_END,
        call.caller,
        asked.nomorSurat,
        asked.tanggalPengakhiran,
        today,
        ground=ground,
        reason=asked.alasan,
    )
    if found := proposals.objections(call.session, call.standing, letter, today):
        raise violation("ajukanPengakhiran", found)
    earliest = proposals.earliest_end(call.session, call.agreement, ground, today)
    if letter.last_day < earliest:
        return AjukanPengakhiranJawaban(
            kepala=call.heading, hasil="JANGKA_WAKTU_KURANG", tanggalDiterima=today, tanggalPalingAwal=earliest
        )
    proposal = proposals.record(call.session, call.agreement, letter, call.now)
    ends = ground == proposals.BREACH or proposal.answer_by is not None
    return AjukanPengakhiranJawaban(
        kepala=call.heading,
        hasil="TERCATAT",
        tanggalDiterima=today,
        tanggalPalingAwal=earliest,
        nomorPengajuan=proposals.number_of(proposal),
        akibatDiam="BERAKHIR" if ends else "TETAP_BERLAKU",
        batasTanggapan=proposal.answer_by,
    )


def _tanggapi_pengakhiran(call: Call, asked: TanggapiPengakhiran) -> TanggapiPengakhiranJawaban:
    today = wib_date(call.now)
    proposal = proposals.find(call.session, call.agreement, asked.nomorPengajuan)
    if proposal is not None and proposal.kind != proposals.EARLY_END:
        proposal = None  # an extension is answered by the document that both sign, not by a message
    found = proposals.answer_objections(proposal, call.caller, today)
    if proposal is None or found:
        raise violation("tanggapiPengakhiran", found)
    proposals.answer(proposal, asked.tanggapan, call.now, letter=asked.nomorSurat, reason=asked.alasan)
    return TanggapiPengakhiranJawaban(
        kepala=call.heading,
        nomorPengajuan=asked.nomorPengajuan,
        tanggapan=asked.tanggapan,
        tanggalAkhir=store.standing(call.session, call.agreement, today).last_day,
    )


OPERATIONS = (
    Operation(
        "ajukanPerpanjangan",
        AjukanPerpanjangan,
        AjukanPerpanjanganJawaban,
        _ajukan_perpanjangan,
        "Mengajukan perpanjangan perjanjian",
    ),
    Operation(
        "ajukanPengakhiran",
        AjukanPengakhiran,
        AjukanPengakhiranJawaban,
        _ajukan_pengakhiran,
        "Mengajukan pengakhiran perjanjian sebelum waktunya",
    ),
    Operation(
        "tanggapiPengakhiran",
        TanggapiPengakhiran,
        TanggapiPengakhiranJawaban,
        _tanggapi_pengakhiran,
        "Menjawab pengajuan pengakhiran dari pihak lain",
    ),
)
