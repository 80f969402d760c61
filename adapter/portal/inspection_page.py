"""The page of /periksa: plain HTML in one piece, without scripts, without anything from elsewhere.

It is built as a tree, so that every value of a message is escaped by the serialiser.
"""

from base64 import b64encode
from hashlib import sha256

from lxml import etree
from lxml.builder import ElementMaker

from adapter import limits
from adapter.security.diagnosis import Cause, Diagnosis, ReferenceCheck, Step
from adapter.security.diagnosis.values import short

TEXT, FILE = "pesan", "berkas"
"""The fields of the form."""

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1a1a1a }
textarea { width: 100%; height: 14rem; font: 13px/1.4 monospace } label { display: block; margin-top: 1rem }
code, pre { font: 13px/1.4 monospace; overflow-wrap: anywhere; white-space: pre-wrap } pre { background: #f4f4f4 }
table { border-collapse: collapse; width: 100% } td, th { border-top: 1px solid #ccc; padding: .4rem; text-align: left;
vertical-align: top } .lulus { color: #05651f } .gagal { color: #a00000; font-weight: bold } button { margin-top: 1rem }
"""
HEADERS = (
    (
        "Content-Security-Policy",
        f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)
"""The page may load nothing and run nothing; its one style is named by its digest."""

_SHOWN = 20_000
_WORDS = {"LULUS": "lulus", "GAGAL": "gagal", "TIDAK_DIPERIKSA": "tidak diperiksa"}
_E = ElementMaker()


def render(diagnosis: Diagnosis | None) -> bytes:
    """The page: the form, and above it the diagnosis if there is one (UTF-8)."""
    told = [] if diagnosis is None else _told(diagnosis)
    root = _E.html(
        _E.head(_E.meta(charset="utf-8"), _E.title("Periksa pesan"), _E.style(_STYLE)),
        _E.body(_E.main(_E.h1("Periksa pesan"), *told, *_form())),
        lang="id",
    )
    return etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")


def _form() -> list[etree._Element]:
    return [
        _E.p(
            "Tempelkan atau unggah satu pesan SOAP; halaman ini menjelaskan langkah demi langkah apa yang ditemukan "
            f"pada tanda tangannya. Paling besar {limits.MAX_REQUEST_BYTES // 1024 // 1024} MB. Pesan tidak disimpan. "
            "Gunakan data buatan saja, bukan data orang."
        ),
        _E.form(
            _E.label("Pesan", _E.textarea("", name=TEXT, spellcheck="false")),
            _E.label("atau berkas ", _E.input(type="file", name=FILE)),
            _E.p(
                "Menempelkan dapat mengubah akhir baris dan spasi di ujung; unggahlah berkas bila digest tidak cocok."
            ),
            _E.button("Periksa"),
            method="post",
            enctype="multipart/form-data",
        ),
    ]


def _told(diagnosis: Diagnosis) -> list[etree._Element]:
    verdict = "Diterima" if diagnosis.accepted else f"Ditolak: layanan menjawab {diagnosis.fault}"
    style = "lulus" if diagnosis.accepted else "gagal"
    causes = [_E.h2("Sebab"), *map(_cause, diagnosis.causes)] if diagnosis.causes else []
    references = [_E.h2("Rujukan"), *map(_reference, diagnosis.references)] if diagnosis.references else []
    return [
        _E.p(verdict, {"class": style}),
        *causes,
        _E.h2("Langkah"),
        _E.table(*map(_step, diagnosis.steps)),
        *references,
        *([_bytes("SignedInfo kanonik", diagnosis.signed_info)] if diagnosis.signed_info else []),
        _E.h2("Pesan lain"),
    ]


def _step(step: Step) -> etree._Element:
    word = _WORDS[step.verdict]
    findings = [_E.div(_E.code(_clean(finding))) for finding in step.findings]
    return _E.tr(_E.td(str(step.number)), _E.td(step.title), _E.td(word, {"class": word}), _E.td(*findings))


def _cause(cause: Cause) -> etree._Element:
    proof = "terbukti" if cause.proven else "mungkin"
    return _E.div(_E.p(_E.strong(cause.code), f" ({proof}). {_clean(cause.sentence)}"), _E.p(_clean(cause.action)))


def _reference(reference: ReferenceCheck) -> etree._Element:
    word = "cocok" if reference.fits else "tidak cocok"
    head = _E.p(f"{_clean(short(reference.part))} #{_clean(short(reference.id))}: ", _E.strong(word))
    digests = _E.p(
        _E.code(f"dikirim {_clean(reference.sent[:100])}"), _E.br(), _E.code(f"dihitung {reference.computed}")
    )
    return _E.div(head, digests, _bytes("Bita kanonik", reference.canonical))


def _bytes(title: str, content: bytes) -> etree._Element:
    cut = f", {_SHOWN} bita pertama" if len(content) > _SHOWN else ""
    text = _clean(content[:_SHOWN].decode("utf-8", "replace"))
    return _E.details(_E.summary(f"{title} ({len(content)} bita{cut})"), _E.pre(text))


def _clean(text: str) -> str:
    """The text without control characters, which a tree refuses or a browser would obey."""
    return "".join(
        letter if letter.isprintable() or letter in "\n\t" else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
