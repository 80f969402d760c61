"""The berita acara as a document of its own: values to XML and back, by the schema that partners have too.

`BERITA_ACARA.xsd` is kept as berita-acara.xsd beside this module, and in wsdl/ for partners.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from adapter.agreements.terms import Agreement
from adapter.errors import Problem
from adapter.journal.counting import Counts
from adapter.journal.periods import Period, period_of
from adapter.security import names as n
from adapter.security.canonical import canonical
from adapter.security.document import is_signable_id, open_document

NAMESPACE = "urn:id:go:bkn:pks:berita-acara:v1"
SCHEMA = Path(__file__).with_name("berita-acara.xsd")
ID = "isi"
_NS = f"{{{NAMESPACE}}}"
_CONTAINER, _MINUTES = f"{_NS}beritaAcaraBertandaTangan", f"{_NS}beritaAcara"
_PARTS = {"Q": "triwulan", "S": "semester"}
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_BYTES, _MOST_OF_SIGNATURE = 24 * 1024, 16 * 1024
"""Of a document and of each signature, canonical: with both, it is still one that `open_document` opens."""


@dataclass(frozen=True, slots=True)
class Basis:
    """How the numbers are counted again: source (JURNAL, SESI, MITRA), question, and where the journal stood."""

    source: str
    query: str
    last_entry: int | None = None
    last_seal: int | None = None
    last_seal_digest: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """Who signs: the party (MITRA, BKN), its name, and the office; never a person."""

    side: str
    party: str
    office: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a berita acara says. `kind` is PEMADANAN or REKONSILIASI; `offices` are the partner's and BKN's."""

    number: str
    kind: str
    partner_number: str
    bkn_number: str
    period: Period
    counts: Counts
    day: date
    basis: Basis
    offices: tuple[Office, Office]


class Opened(NamedTuple):
    """A container, taken apart: the element that is signed, what it says, and the signatures beside it."""

    element: etree._Element
    minutes: Minutes
    signatures: tuple[etree._Element, ...]


def offices_of(agreement: Agreement) -> tuple[Office, Office]:
    """The offices that signed the agreement, which sign its berita acara too (assumption of ours)."""
    partner, bkn = agreement.partner, agreement.bkn
    return Office("MITRA", partner.name, partner.signing_office), Office("BKN", bkn.name, bkn.signing_office)


def write(minutes: Minutes) -> bytes:
    """The canonical bytes of the element beritaAcara: what is kept, and what both parties sign."""
    root = etree.Element(_MINUTES, {"Id": ID}, nsmap={None: NAMESPACE})
    for name, text in (
        ("nomorBeritaAcara", minutes.number),
        ("jenis", minutes.kind),
        ("nomorPerjanjianMitra", minutes.partner_number),
        ("nomorPerjanjianBkn", minutes.bkn_number),
    ):
        _add(root, name, text)
    _write_period(root, minutes.period)
    for name, value in counted(minutes.counts).items():
        _add(root, name, str(value))
    _add(root, "tanggal", minutes.day.isoformat())
    _write_basis(root, minutes.basis)
    for office in minutes.offices:
        signer = _add(root, "penandatangan")
        for name, text in (("pihak", office.side), ("namaPihak", office.party), ("jabatan", office.office)):
            _add(signer, name, text)
    return canonical(root)


def counted(counts: Counts) -> dict[str, int]:
    """The five numbers, under their names on the wire."""
    return {
        "jumlahDikirim": counts.sent,
        "jumlahSesuai": counts.equal,
        "jumlahTidakSesuai": counts.unequal,
        "jumlahTidakDitemukan": counts.unknown,
        "jumlahSengketa": counts.disputed,
    }


def contain(document: bytes, *signatures: bytes) -> bytes:
    """The container of a document, as canonical as it is kept, and of signatures, in UTF-8."""
    container = etree.Element(_CONTAINER, nsmap={None: NAMESPACE})
    for part in (document, *signatures):
        container.append(etree.fromstring(part))
    return etree.tostring(container, xml_declaration=True, encoding="UTF-8")


def read(raw: bytes) -> Opened:
    """Take a container apart. Raises MalformedMessage, or ValueError with the schema's complaints in its arguments."""
    container = open_document(raw)
    schema = _schema()
    if not schema.validate(container):
        raise ValueError(*(_complaint(error) for error in schema.error_log))
    element, *signatures = container
    if any(signature.tag != n.SIGNATURE for signature in signatures):
        raise ValueError("di samping beritaAcara hanya boleh berdiri ds:Signature")
    _require_signable(element, signatures)
    return Opened(element, _minutes(element), tuple(signatures))


def problems_of(minutes: Minutes, agreement: Agreement, today: date, path: str) -> list[Problem]:
    """What contradicts itself, or the agreement, in a berita acara; each with the path of the message's element."""
    counts, wrong = minutes.counts, []
    if counts.sent != counts.equal + counts.unequal + counts.unknown:
        wrong.append("jumlahDikirim bukan jumlah dari sesuai, tidak sesuai, dan tidak ditemukan")
    if counts.disputed > counts.unequal + counts.unknown:
        wrong.append("jumlahSengketa lebih besar dari tidak sesuai dan tidak ditemukan")
    if (minutes.partner_number, minutes.bkn_number) != (agreement.partner.number, agreement.bkn.number):
        wrong.append("nomorPerjanjian di dalam berita acara bukan nomor perjanjian ini")
    if minutes.offices != offices_of(agreement):
        wrong.append("penandatangan bukan jabatan yang menandatangani perjanjian: pertama mitra, kedua BKN")
    if not minutes.number.isprintable():  # a no-break space, a letter without width: two numbers would look the same
        wrong.append("nomorBeritaAcara memuat huruf yang tidak tampak")
    if minutes.day > today:
        wrong.append("tanggal berita acara ada di masa depan")
    if minutes.period.first_day > minutes.day or minutes.period.last_day < agreement.term.first_day:
        wrong.append("periode belum dimulai pada tanggal berita acara, atau berakhir sebelum perjanjian dimulai")
    return [Problem(path, "FORMAT_TIDAK_SAH", sentence) for sentence in wrong]


def _require_signable(element: etree._Element, signatures: Sequence[etree._Element]) -> None:
    """What the schema lets pass, but the second signature would not hold on or not find room beside."""
    if not is_signable_id(element.get("Id", "")):
        raise ValueError("Id beritaAcara: 1-64 huruf, angka, titik, garis bawah, dan tanda hubung ASCII, tanpa spasi")
    if len(canonical(element)) > _MOST_BYTES:
        raise ValueError(f"beritaAcara lebih dari {_MOST_BYTES} byte")
    if any(len(canonical(signature)) > _MOST_OF_SIGNATURE for signature in signatures):
        raise ValueError(f"ds:Signature lebih dari {_MOST_OF_SIGNATURE} byte")


@cache
def _schema_text() -> bytes:
    return SCHEMA.read_bytes()


def _schema() -> etree.XMLSchema:
    # Compiled anew: a schema keeps the errors of its last document, and threads must not share them.
    return etree.XMLSchema(etree.fromstring(_schema_text()))


def _complaint(error: etree._LogEntry) -> str:
    # libxml2's text quotes values; the place alone is told.
    return f"baris {error.line}: tidak menurut berita-acara.xsd ({error.type_name})"


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, f"{_NS}{name}")
    child.text = text
    return child


def _write_period(root: etree._Element, period: Period) -> None:
    written = _add(root, "periode")
    _add(written, "tahun", str(period.year))
    if period.kind:
        _add(written, _PARTS[period.kind], str(period.part))


def _write_basis(root: etree._Element, basis: Basis) -> None:
    written = _add(root, "dasar")
    _add(written, "sumber", basis.source)
    _add(written, "kueri", basis.query)
    for name, value in (
        ("entriAkhir", basis.last_entry),
        ("segelAkhir", basis.last_seal),
        ("sidikSegelAkhir", basis.last_seal_digest),
    ):
        if value is not None:
            _add(written, name, str(value))


def _minutes(element: etree._Element) -> Minutes:
    period, basis = element.find(f"{_NS}periode"), element.find(f"{_NS}dasar")
    assert period is not None and basis is not None  # noqa: S101, PT018 - the schema has seen to it
    partner, bkn = element.findall(f"{_NS}penandatangan")
    return Minutes(
        number=_text(element, "nomorBeritaAcara"),
        kind=_text(element, "jenis"),
        partner_number=_text(element, "nomorPerjanjianMitra"),
        bkn_number=_text(element, "nomorPerjanjianBkn"),
        period=period_of(
            _number(period, "tahun") or 0, quarter=_number(period, "triwulan"), semester=_number(period, "semester")
        ),
        counts=Counts(*(_number(element, name) or 0 for name in counted(Counts(0, 0, 0, 0)))),
        day=date.fromisoformat(_text(element, "tanggal")),
        basis=Basis(
            _text(basis, "sumber"),
            _text(basis, "kueri"),
            _number(basis, "entriAkhir"),
            _number(basis, "segelAkhir"),
            _text(basis, "sidikSegelAkhir") or None,
        ),
        offices=(_office(partner), _office(bkn)),
    )


def _office(element: etree._Element) -> Office:
    return Office(*(_text(element, name) for name in ("pihak", "namaPihak", "jabatan")))


def _text(parent: etree._Element, name: str) -> str:
    # Collapsed, as the schema reads a token: by XML's four spaces. Python's own would make a no-break space vanish.
    return _SPACES.sub(" ", parent.findtext(f"{_NS}{name}") or "").strip(" ")


def _number(parent: etree._Element, name: str) -> int | None:
    text = _text(parent, name)
    # Leading zeros are no number's length: Python reads no more than 4300 digits.
    return int(text.lstrip("+-0") or "0") if text else None
