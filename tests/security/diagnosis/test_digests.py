"""Digests that do not fit, and what was digested instead: each is proven by computing it."""

import re
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha1, sha256, sha512

import pytest
from lxml import etree

from adapter.security import names as n
from adapter.security.canonical import canonical
from adapter.security.diagnosis import diagnose
from tests.support import slips
from tests.support.forge import Message


@pytest.fixture
def honest(now):
    return slips.message(now)


def test_body_indented_after_signing(honest, proven):
    etree.indent(honest.body, level=1)
    assert proven(honest) == "DISUSUN_ULANG"


def test_whole_message_printed_anew_by_a_gateway(honest, told):
    etree.indent(honest.root)
    codes = told(honest)
    assert set(codes) == {"DISUSUN_ULANG"}
    assert len(codes) == 3, "SignedInfo, Body and Timestamp; a token is one text"


def test_texts_put_on_lines_of_their_own(honest, proven):
    for leaf in honest.body.iter():
        if not len(leaf):
            leaf.text = f"\n      {leaf.text}\n    "
    etree.indent(honest.body)
    assert proven(honest) == "DISUSUN_ULANG"


@pytest.mark.parametrize("unit", ["  ", "    ", "\t"])
def test_white_space_taken_out_after_signing(honest, now, proven, unit):
    etree.indent(honest.root, unit)
    honest.sign_again(slips.certificates.signer(now, "rsa"))
    for element in honest.body.iter():
        element.text = None if element.text and not element.text.strip() else element.text
        element.tail = None if element is not honest.body else element.tail
    assert proven(honest) == "SPASI_DIBUANG"


@pytest.mark.parametrize(("old", "new"), [("soap", "SOAP-ENV"), ("k", "ns1"), ("p", "ns3"), ("k", "bkn")])
def test_prefix_renamed_by_an_intermediary(honest, proven, old, new):
    raw = re.sub(rf"(</?|xmlns:|\s){old}([:=])".encode(), rf"\g<1>{new}\2".encode(), honest.raw)
    assert proven(raw) == "AWALAN_DIGANTI"


def test_both_prefixes_of_the_body_renamed(honest, proven):
    raw = re.sub(rb"(</?|xmlns:|\s)soap([:=])", rb"\1x\2", honest.raw)
    assert proven(re.sub(rb"(xmlns:|\s)ns0([:=])", rb"\1y\2", raw)) == "AWALAN_DIGANTI"


def test_printed_anew_with_other_prefixes(honest, told):
    etree.indent(honest.body)
    raw = re.sub(rb"(</?|xmlns:)k([:=])", rb"\1ns1\2", honest.raw)
    assert told(raw) == ["AWALAN_DIGANTI", "DISUSUN_ULANG"]


def test_every_prefix_numbered_by_a_library(honest, now, proven):
    signer = slips.certificates.signer(now, "rsa")
    numbered = re.sub(rb"(</?|xmlns:)k([:=])", rb"\1ns1\2", re.sub(rb"(</?|xmlns:)p([:=])", rb"\1ns2\2", honest.raw))
    sent = Message(numbered).sign_again(signer).raw
    renamed = re.sub(rb"(</?|xmlns:)ns1([:=])", rb"\1a\2", re.sub(rb"(</?|xmlns:)ns2([:=])", rb"\1b\2", sent))
    assert proven(renamed) == "AWALAN_DIGANTI"


def test_the_default_namespace_became_a_prefix(honest, now, proven):
    signer = slips.certificates.signer(now, "rsa")
    raw = honest.raw.replace(b"<k:", b"<").replace(b"</k:", b"</").replace(b"xmlns:k=", b"xmlns=")
    raw = Message(raw).sign_again(signer).raw
    renamed = re.sub(rb"<(/?)(cekStatusPerjanjian|kepala)", rb"<\1k:\2", raw).replace(b"xmlns=", b"xmlns:k=")
    assert proven(renamed) == "AWALAN_DIGANTI"


def test_inclusive_computed_where_exclusive_is_declared(honest, now, proven):
    assert proven(slips.digested(honest, honest.body, now, slips.inclusive)) == "C14N_INKLUSIF_DIHITUNG"


def test_comments_computed(honest, now, proven):
    honest.body[0].insert(0, etree.Comment("catatan"))

    def read(part):
        return etree.tostring(part, method="c14n", exclusive=True, with_comments=True)

    assert proven(slips.digested(honest, honest.body, now, read)) == "KOMENTAR_DIHITUNG"


def test_another_prefix_list_than_declared(honest, now, proven):
    def read(part):
        return canonical(part, ["wsse", "ds"])

    assert proven(slips.digested(honest, honest.timestamp, now, read)) == "DAFTAR_AWALAN"


@pytest.mark.parametrize("carried", ["\n", "\r\n"])
def test_line_ends_changed(honest, now, proven, carried):
    leaf = list(honest.body.iter())[-1]
    leaf.text = "satu\ndua"

    def read(part):
        return canonical(part).replace(b"\n", b"&#xD;\n")

    assert proven(
        slips.digested(honest, honest.body, now, read).raw.replace(b"satu\n", b"satu" + carried.encode())
    ) == ("AKHIR_BARIS")


def test_digest_taken_before_the_id_was_there(honest, now, proven):
    def read(part):
        return re.sub(rb' (xmlns:wsu|wsu:Id)="[^"]*"', b"", canonical(part))

    assert proven(slips.digested(honest, honest.body, now, read)) == "SEBELUM_ID"


def test_digest_of_the_bodys_child(honest, now, proven):
    assert proven(slips.digested(honest, honest.body, now, lambda part: canonical(part[0]))) == "ANAK_DIHITUNG"


@pytest.mark.parametrize("without", ["security", "header"])
def test_digest_of_the_envelope_before_it_was_signed(honest, now, proven, without):
    before = honest.copy()
    (before.header if without == "security" else before.root).remove(getattr(before, without))
    assert proven(slips.digested(honest, honest.body, now, lambda _: canonical(before.root))) == "ENVELOPE_DIHITUNG"


def test_digests_exchanged(honest, now, proven):
    found = slips.digested(honest, honest.body, now, lambda _: canonical(honest.timestamp))
    assert proven(found) == "BAGIAN_TERTUKAR"


@pytest.mark.parametrize("read", [etree.tostring, slips.written], ids=["serialised", "as-written"])
def test_not_canonicalised(honest, now, proven, read):
    etree.SubElement(honest.body[0], "{urn:x}kosong", nsmap={"x": "urn:x"})
    assert proven(slips.digested(honest, honest.body, now, read)) == "TANPA_C14N"


@pytest.mark.parametrize("text", ["Renée", "“petugas” — Renée"])
def test_utf8_read_as_windows_1252_on_the_way(honest, now, proven, text):
    list(honest.body.iter())[-1].text = text
    honest.sign_again(slips.certificates.signer(now, "rsa"))
    sent = etree.tostring(honest.root, encoding="utf-8")
    read = "".join(bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252") for byte in sent)
    assert proven(read.encode()) == "MOJIBAKE"


def test_digest_over_other_bytes_than_utf8(honest, now, proven):
    list(honest.body.iter())[-1].text = "Renée"

    def read(part):
        return canonical(part).decode().encode("latin-1")

    assert proven(slips.digested(honest, honest.body, now, read)) == "DIGEST_BUKAN_UTF8"


@pytest.mark.parametrize(
    ("write", "code"),
    [
        (lambda data: sha256(data).hexdigest(), "DIGEST_HEX"),
        (lambda data: b64encode(sha256(data).hexdigest().encode()).decode(), "DIGEST_HEX"),
        (lambda data: urlsafe_b64encode(sha256(data).digest()).decode().rstrip("="), "DIGEST_BASE64"),
        (lambda data: (text := slips.digest(data))[:-2] + chr(ord(text[-2]) + 1) + "=", "DIGEST_BASE64"),
        (lambda data: slips.b64(sha512(data).digest()), "DIGEST_TERTUKAR"),
        (lambda data: slips.b64(sha1(data, usedforsecurity=False).digest()), "DIGEST_TERTUKAR"),
    ],
    ids=["hex", "base64-of-hex", "base64url", "unused-bits", "sha512", "sha1"],
)
def test_digest_written_or_made_otherwise(honest, now, proven, write, code):
    assert proven(slips.digested(honest, honest.body, now, canonical, write=write)) == code


def test_two_slips_at_once_are_both_named(honest, now, told):
    found = slips.digested(honest, honest.body, now, slips.inclusive, write=lambda data: sha256(data).hexdigest())
    assert told(found) == ["C14N_INKLUSIF_DIHITUNG", "DIGEST_HEX"]


def test_content_changed_after_signing_is_only_likely(honest, trusted, now):
    raw = honest.raw.replace(b"petugas-uji", b"petugas-lain")
    diagnosis = diagnose(raw, trust=trusted.require, now=now)
    (cause,) = diagnosis.causes
    assert (cause.code, cause.proven, diagnosis.fault) == ("ISI_BERUBAH", False, "wsse:FailedCheck")
    (failed,) = [reference for reference in diagnosis.references if not reference.fits]
    assert (failed.part, failed.sent) == ("Body", honest.reference(honest.body).findtext(n.DIGEST_VALUE))
    assert failed.computed == slips.digest(failed.canonical)
    assert b"petugas-lain" in failed.canonical


def test_namespace_added_around_what_is_signed_inclusively(honest, now, told):
    for method in honest.root.iter(n.TRANSFORM, n.C14N_METHOD):
        method.set("Algorithm", slips.INCLUSIVE)
    for part, reference in zip((honest.body, honest.token, honest.timestamp), honest.references, strict=True):
        reference.find(n.DIGEST_VALUE).text = slips.digest(slips.inclusive(part))
    slips.signed(honest, slips.pkcs1(now), read=slips.inclusive)
    raw = honest.raw.replace(b"<soap:Envelope ", b'<soap:Envelope xmlns:gw="urn:gateway" ', 1)
    assert set(told(raw)) == {"C14N_INKLUSIF_DINYATAKAN", "NAMESPACE_DITAMBAHKAN"}
