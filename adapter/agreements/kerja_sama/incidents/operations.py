"""Failures of protection, and destruction (UU 27/2022 Pasal 44 and Pasal 46; TL Pasal 11, PANRB Pasal 9)."""

from adapter.agreements.kerja_sama.incidents import messages as m
from adapter.agreements.operation import Call, Operation
from adapter.clock import WIB, wib_date
from adapter.errors import ContractViolation, Problem
from adapter.journal import destructions, incidents
from adapter.limits import CLOCK_SKEW

_IN_FORCE = ("BERLAKU", "AKAN_BERAKHIR", "DRAF", "DITANGGUHKAN")


def _laporkan(call: Call, sent: m.LaporkanKegagalanPelindungan) -> m.LaporkanKegagalanPelindunganJawaban:
    path, wrong = "/laporkanKegagalanPelindungan", []
    if sent.waktuDiketahui < sent.waktuKejadian:
        wrong.append(("waktuDiketahui", "lebih awal dari waktuKejadian"))
    wrong += [
        (name, "ada di masa depan")
        for name in ("waktuKejadian", "waktuDiketahui")
        if getattr(sent, name) > call.now + CLOCK_SKEW
    ]
    _refuse(path, wrong)
    failure = incidents.Failure(
        happened_at=sent.waktuKejadian,
        known_at=sent.waktuDiketahui,
        data=sent.uraianData,
        how=sent.kronologi,
        handling=sent.penanganan,
        subjects=tuple(dict.fromkeys(sent.subjekTerdampak)),
    )
    incident = incidents.tell(call.session, call.vault, call.agreement, call.caller, failure, call.now)
    return m.LaporkanKegagalanPelindunganJawaban(
        kepala=call.heading,
        nomorInsiden=incident.number,
        batasWaktu=incidents.deadline(incident).astimezone(WIB),
        lewatSasaran=incidents.told_late(incident),
        jumlahSubjek=incident.subject_count,
    )


def _konfirmasi(call: Call, sent: m.KonfirmasiPemusnahan) -> m.KonfirmasiPemusnahanJawaban:
    path = "/konfirmasiPemusnahan"
    _refuse(path, _contradictions(call, sent))
    known = destructions.find(call.session, call.agreement, call.caller, sent.nomorBeritaAcara)
    if known is not None and not destructions.says_the_same(call.vault, known, sent):
        _refuse(path, [("nomorBeritaAcara", "sudah dipakai untuk pemusnahan lain")])
    destroyed = destructions.Destroyed(sent.nomorBeritaAcara, sent.alasan, sent.tanggal, sent.jumlah, sent)
    kept = known or destructions.keep(call.session, call.vault, call.agreement, call.caller, destroyed, call.now)
    return m.KonfirmasiPemusnahanJawaban(
        kepala=call.heading, nomorBeritaAcara=kept.number, waktuDicatat=kept.recorded_at.astimezone(WIB)
    )


def _contradictions(call: Call, sent: m.KonfirmasiPemusnahan) -> list[tuple[str, str]]:
    wrong = []
    if not call.agreement.term.first_day <= sent.tanggal <= wib_date(call.now):
        wrong.append(("tanggal", "ada di masa depan, atau sebelum perjanjian dimulai"))
    if sent.alasan == "PERJANJIAN_BERAKHIR" and call.standing.status in _IN_FORCE:
        wrong.append(("alasan", "perjanjian ini belum berakhir"))
    if sent.alasan == "ELEMEN_DICABUT":
        withdrawn = _withdrawn(call)
        wrong += [
            (f"elemen[{number}]", "tidak dicabut dengan adendum mana pun yang sudah berlaku")
            for number, name in enumerate(sent.elemen, 1)
            if name not in withdrawn
        ]
        if not sent.elemen:
            wrong.append(("elemen", "sebutkan elemen yang dicabut"))
    return wrong


def _withdrawn(call: Call) -> set[str]:
    """The elements that addenda in effect have taken out and that no later one has put back."""
    return {
        change.element
        for addendum in call.standing.addenda
        for change in addendum.changes
        for listed in call.agreement.element_lists
        if listed.name == change.element_list and change.element not in call.standing.effective[listed.record]
    }


def _refuse(path: str, wrong: list[tuple[str, str]]) -> None:
    if wrong:
        raise ContractViolation(tuple(Problem(f"{path}/{name}", "FORMAT_TIDAK_SAH", why) for name, why in wrong))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "laporkanKegagalanPelindungan",
        m.LaporkanKegagalanPelindungan,
        m.LaporkanKegagalanPelindunganJawaban,
        _laporkan,
        "Memberitahukan kegagalan pelindungan data pribadi kepada pihak lain",
    ),
    Operation(
        "konfirmasiPemusnahan",
        m.KonfirmasiPemusnahan,
        m.KonfirmasiPemusnahanJawaban,
        _konfirmasi,
        "Menyampaikan berita acara pemusnahan",
    ),
)
