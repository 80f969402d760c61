"""What is made from the journal, as PDF for people, in Indonesian. The XML and the numbers are what counts.

The font is embedded (Bitstream Vera, which comes with reportlab): the file looks the same wherever it is read.
reportlab is imported only when a file is made.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from adapter.clock import WIB
from adapter.journal.counting import Utilisation
from adapter.journal.minutes_document import Minutes
from adapter.journal.periods import parse_period

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
_KINDS = {"PEMADANAN": "PEMADANAN DATA", "REKONSILIASI": "REKONSILIASI DATA"}
_SOURCES = {"JURNAL": "jurnal BKN", "SESI": "sesi pemadanan", "MITRA": "catatan mitra"}
_LONGEST_SUBJECT = 200
_REGULAR, _BOLD = "Vera", "VeraBd"
Table = Sequence[Sequence[str]]


def day_in_words(day: date) -> str:
    """20 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def number_in_words(number: int) -> str:
    """1.234.567, as Indonesian writes it."""
    return f"{number:,}".replace(",", ".")


def minutes_pdf(minutes: Minutes, signed: Sequence[tuple[str, str | None]], digest: str) -> bytes:
    """A berita acara; `signed` are each party's (MITRA, BKN) certificate subjects, None where it has not signed.

    `digest` is the SHA-256 of the XML that was signed. Whether it is valid stands in the text.
    """
    partner, bkn = minutes.offices
    counts = minutes.counts
    subjects = dict(signed)
    valid = all(subjects.values())
    page = _Page(f"BERITA ACARA {_KINDS[minutes.kind]}", f"Nomor {minutes.number}")
    page.text(
        f"Pada tanggal {day_in_words(minutes.day)}, {partner.party} sebagai PIHAK KESATU dan {bkn.party} sebagai PIHAK "
        f"KEDUA, berdasarkan perjanjian kerja sama nomor {minutes.partner_number} dan nomor {minutes.bkn_number}, "
        f"menyatakan hasil {_KINDS[minutes.kind].lower()} untuk {minutes.period.words} sebagai berikut."
    )
    rows = [
        ("Data yang dikirim", counts.sent),
        ("Sesuai", counts.equal),
        ("Tidak sesuai", counts.unequal),
        ("Data tidak ditemukan", counts.unknown),
        ("Di antaranya masih disengketakan", counts.disputed),
    ]
    page.table([("Uraian", "Jumlah"), *((name, number_in_words(value)) for name, value in rows)])
    page.text(f"Angka tersebut dapat dihitung ulang dari {_SOURCES[minutes.basis.source]}: {minutes.basis.query}.")
    page.table(
        [
            ("Pihak", "Jabatan penandatangan", "Tanda tangan elektronik"),
            *((office.party, office.office, _signature(subjects.get(office.side))) for office in minutes.offices),
        ]
    )
    page.text(
        "Berita acara ini SAH: ditandatangani PARA PIHAK."
        if valid
        else "Berita acara ini BELUM SAH: baru sah setelah ditandatangani PARA PIHAK."
    )
    page.text(f"Yang ditandatangani adalah dokumen XML dengan SHA-256 {digest}.")
    return page.made()


def utilisation_pdf(used: Utilisation, title: str, made_at: datetime) -> bytes:
    """BKN's report of the use of its data; `title` is what the agreement is about."""
    page = _Page("LAPORAN HASIL PEMANFAATAN DATA", f"{parse_period(used.period).words.capitalize()}, {used.agreement}")
    page.text(f"Perjanjian tentang {title}.")
    totals = [("Panggilan", used.calls), ("Akses atas data orang", used.accesses), ("Orang", used.people)]
    page.table([("Uraian", "Jumlah"), *((name, number_in_words(value)) for name, value in totals)])
    page.text("Rincian menurut operasi, tujuan, dan hasil. Seorang yang disentuh beberapa kali dihitung sekali.")
    page.table(
        [
            ("Operasi", "Tujuan", "Hasil", "Panggilan", "Orang"),
            *(
                (line.operation, line.purpose, line.outcome, number_in_words(line.calls), number_in_words(line.people))
                for line in used.lines
            ),
        ]
    )
    span = used.span
    sealed = f"segel {span.first_seal} sampai {span.last_seal}" if span.last_seal else "belum bersegel"
    page.text(f"Dihitung dari jurnal, entri {span.first_entry} sampai {span.last_entry}, {sealed}: {used.query}.")
    if span.last_seal_digest:
        page.text(f"Sidik segel terakhir: {span.last_seal_digest}.")
    page.text(f"Dibuat pada {day_in_words(made_at.astimezone(WIB).date())} pukul {made_at.astimezone(WIB):%H.%M} WIB.")
    return page.made()


def _signature(subject: str | None) -> str:
    if not subject:
        return "belum ditandatangani"
    # A cell grows no larger than a page; the whole name stands in the XML.
    name = subject if len(subject) <= _LONGEST_SUBJECT else f"{subject[:_LONGEST_SUBJECT]}…"
    return f"ditandatangani dengan sertifikat {name}"


class _Page:
    """A paper under way: a title, then texts and tables. What is given is text; nothing in it is markup."""

    def __init__(self, title: str, below: str) -> None:
        import reportlab  # noqa: PLC0415 - see above
        from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - see above
        from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 - see above

        folder = Path(reportlab.__file__).parent / "fonts"
        for name in (_REGULAR, _BOLD):
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
        self._title = title
        self._parts: list[Any] = []
        self._add(title, _BOLD, 13, centred=True)
        self._add(below, _REGULAR, 10, centred=True)

    def text(self, text: str) -> None:
        """A paragraph."""
        self._add(text, _REGULAR, 9)

    def table(self, rows: Table) -> None:
        """Rows under the titles that the first one gives."""
        from reportlab.lib import colors  # noqa: PLC0415 - see above
        from reportlab.platypus import Spacer, TableStyle  # noqa: PLC0415 - see above
        from reportlab.platypus import Table as Drawn  # noqa: PLC0415 - see above

        head, *body = rows
        cells = [[self._paragraph(cell, _BOLD, 8) for cell in head]]
        cells += [[self._paragraph(cell, _REGULAR, 8) for cell in row] for row in body]
        style = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        self._parts += [Drawn(cells, style=style, repeatRows=1), Spacer(1, 8)]

    def made(self) -> bytes:
        """The file. It holds no time of its making but what its text says: the same values give the same bytes."""
        from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - see above
        from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415 - see above

        target = io.BytesIO()
        SimpleDocTemplate(
            target, pagesize=A4, title=self._title, author="Badan Kepegawaian Negara", lang="id", invariant=1
        ).build(self._parts)
        return target.getvalue()

    def _add(self, text: str, font: str, size: int, *, centred: bool = False) -> None:
        self._parts.append(self._paragraph(text, font, size, centred=centred))

    def _paragraph(self, text: str, font: str, size: int, *, centred: bool = False) -> Any:  # noqa: ANN401 - reportlab's
        from xml.sax.saxutils import escape  # noqa: PLC0415 - writes only

        from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415 - see above
        from reportlab.platypus import Paragraph  # noqa: PLC0415 - see above

        style = ParagraphStyle(
            f"{font}{size}", fontName=font, fontSize=size, leading=size * 1.4, spaceAfter=6, alignment=int(centred),
            splitLongWords=1,
        )  # fmt: skip
        return Paragraph(escape(text), style)
