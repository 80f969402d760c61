"""Berita acara: proposed, signed by each party, fetched (TL Pasal 4 ayat (2) huruf c and Pasal 9 ayat (1))."""

from base64 import b64decode, b64encode

from adapter.agreements.kerja_sama.minutes import messages as m
from adapter.agreements.kerja_sama.minutes.signatures import callers_signature
from adapter.agreements.kerja_sama.parties import PARTIES
from adapter.agreements.kerja_sama.periods import period_problems, read_period, written_period
from adapter.agreements.operation import Call, Operation
from adapter.agreements.terms import Side
from adapter.clock import WIB, wib_date
from adapter.errors import ContractViolation, Problem
from adapter.journal import minutes
from adapter.journal.counting import bytes_in
from adapter.journal.incidents import other
from adapter.journal.minutes_document import Minutes, Opened, problems_of, read
from adapter.journal.papers import MinutesPaper
from adapter.journal.periods import parse_period
from adapter.security.canonical import canonical
from adapter.security.errors import MalformedMessage

_MOST_BYTES = 8 * 1024 * 1024
"""Of answers opened within a call to compare the numbers: half a second. Beyond it `berita-acara check` compares."""
_MOST_LISTED = 500


def _sampaikan(call: Call, sent: m.SampaikanBeritaAcara) -> m.SampaikanBeritaAcaraJawaban:
    path = "/sampaikanBeritaAcara/dokumen"
    opened = _opened(sent.dokumen, path)
    if problems := problems_of(opened.minutes, call.agreement, wib_date(call.now), path):
        raise ContractViolation(tuple(problems))
    document = canonical(opened.element)
    paper = minutes.find(call.session, call.agreement, opened.minutes.number)
    if paper is None:
        paper = minutes.keep(call.session, call.agreement, opened.minutes, document, call.caller, call.now)
    elif paper.document != document:
        raise _violation(path, "nomorBeritaAcara ini sudah dipakai untuk berita acara dengan isi lain")
    signed = _add(call, paper, opened)
    comparison, found = _compared(call, paper, opened.minutes)
    return m.SampaikanBeritaAcaraJawaban(
        kepala=call.heading,
        tandaTangan=signed,
        beritaAcara=_state(paper),
        perbandingan=comparison,
        selisih=tuple(
            m.SelisihBeritaAcara(nama=name, menurutDokumen=theirs, menurutPenerima=ours) for name, theirs, ours in found
        ),
    )


def _tanda_tangani(call: Call, sent: m.TandaTanganiBeritaAcara) -> m.TandaTanganiBeritaAcaraJawaban:
    path = "/tandaTanganiBeritaAcara"
    paper = _known(call, sent.nomorBeritaAcara, f"{path}/nomorBeritaAcara")
    opened = _opened(sent.dokumen, f"{path}/dokumen")
    if canonical(opened.element) != paper.document:
        raise _violation(f"{path}/dokumen", "isi dokumen bukan isi berita acara itu; ambil dengan ambilBeritaAcara")
    signed = _add(call, paper, opened)
    if signed == "TANPA_TANDA_TANGAN":
        problem = Problem(f"{path}/dokumen", "DATA_TIDAK_LENGKAP", "tanda tangan pengirim tidak ada di dalam dokumen")
        raise ContractViolation((problem,))
    return m.TandaTanganiBeritaAcaraJawaban(kepala=call.heading, tandaTangan=signed, beritaAcara=_state(paper))


def _ambil(call: Call, asked: m.AmbilBeritaAcara) -> m.AmbilBeritaAcaraJawaban:
    path = "/ambilBeritaAcara"
    if asked.nomorBeritaAcara is not None:
        paper = _known(call, asked.nomorBeritaAcara, f"{path}/nomorBeritaAcara")
        return m.AmbilBeritaAcaraJawaban(kepala=call.heading, beritaAcara=(_state(paper, whole=True),))
    period = None
    if asked.periode is not None:
        if problems := period_problems(asked.periode, call.standing, wib_date(call.now), path):
            raise ContractViolation(tuple(problems))
        period = read_period(asked.periode)
    found = minutes.listed(call.session, call.agreement, period, most=_MOST_LISTED)
    return m.AmbilBeritaAcaraJawaban(kepala=call.heading, beritaAcara=tuple(map(_state, found)))


def _opened(text: str, path: str) -> Opened:
    try:
        return read(b64decode(text, validate=True))
    except MalformedMessage as error:
        raise _violation(path, f"bukan dokumen berita acara: {error}") from None
    except ValueError as error:
        # The schema's complaints, all at once; of broken base64 there is one.
        problems = tuple(Problem(path, "FORMAT_TIDAK_SAH", str(told)[:1000]) for told in error.args[:50])
        raise ContractViolation(problems or (Problem(path, "FORMAT_TIDAK_SAH", "bukan base64"),)) from None


def _known(call: Call, number: str, path: str) -> MinutesPaper:
    paper = minutes.find(call.session, call.agreement, number)
    if paper is None:
        raise _violation(path, "tidak ada berita acara dengan nomor ini")
    return paper


def _add(call: Call, paper: MinutesPaper, opened: Opened) -> str:
    found = callers_signature(call, paper, opened)
    if found is None:
        return "TANPA_TANDA_TANGAN"
    signature, certificate = found
    new = minutes.add_signature(call.session, paper, call.caller, signature, certificate.thumbprint, call.now)
    return "TERSIMPAN" if new else "SUDAH_ADA"


def _compared(call: Call, paper: MinutesPaper, proposed: Minutes) -> tuple[str, list[tuple[str, int, int]]]:
    if bytes_in(call.session, call.agreement, proposed.period) > _MOST_BYTES:
        return "BELUM_DIHITUNG", []
    ours = minutes.recount(call.session, call.vault, call.agreement, paper, other(call.caller))
    if ours is None:
        return "TIDAK_ADA_DATA", []
    found = minutes.differences(proposed, ours)
    return ("BERBEDA" if found else "SAMA"), found


def _state(paper: MinutesPaper, *, whole: bool = False) -> m.KeadaanBeritaAcara:
    state = minutes.state_of(minutes.signers_of(paper))
    return m.KeadaanBeritaAcara(
        nomorBeritaAcara=paper.number,
        periode=written_period(parse_period(paper.period)),
        status=state,
        sah=state == minutes.BOTH,
        diajukanOleh=PARTIES[Side(paper.proposed_by)],
        waktuDicatat=paper.recorded_at.astimezone(WIB),
        dokumen=b64encode(minutes.container_of(paper)).decode() if whole else None,
    )


def _violation(path: str, sentence: str) -> ContractViolation:
    return ContractViolation((Problem(path, "FORMAT_TIDAK_SAH", sentence),))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "sampaikanBeritaAcara",
        m.SampaikanBeritaAcara,
        m.SampaikanBeritaAcaraJawaban,
        _sampaikan,
        "Mengajukan berita acara; angkanya dibandingkan dengan jurnal penerima",
    ),
    Operation(
        "tandaTanganiBeritaAcara",
        m.TandaTanganiBeritaAcara,
        m.TandaTanganiBeritaAcaraJawaban,
        _tanda_tangani,
        "Menandatangani berita acara; baru sah setelah ditandatangani PARA PIHAK",
    ),
    Operation(
        "ambilBeritaAcara",
        m.AmbilBeritaAcara,
        m.AmbilBeritaAcaraJawaban,
        _ambil,
        "Satu berita acara dengan dokumennya, atau keadaan semuanya",
    ),
)
