"""What stands around the XML, and bytes that are no XML at all."""

import gzip
from base64 import encodebytes
from html import escape

import pytest
from lxml import etree

from adapter.security.diagnosis import diagnose
from tests.support import certificates, slips

DECLARATION = b'<?xml version="1.0" encoding="%s"?>'


@pytest.fixture
def raw(now):
    return slips.message(now).raw


def accented(now, encoding):
    """A message with a letter beyond ASCII, in these bytes."""
    message = slips.message(now)
    list(message.body.iter())[-1].text = "Renée"
    message.sign_again(certificates.signer(now, "rsa"))
    return etree.tostring(message.root, encoding="unicode").encode(encoding)


@pytest.mark.parametrize(
    "before",
    [
        b"HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/xml\r\nX-Id: 1\r\n\r\n",
        b"POST /layanan/LayananBpjs HTTP/1.1\nHost: bkn.test\n\n",
        b'SOAPAction: ""\r\n\r\n',
    ],
    ids=["curl-i", "request", "headers"],
)
def test_http_in_front(raw, proven, before):
    assert proven(before + raw) == "KEPALA_HTTP"


@pytest.mark.parametrize(
    ("wrap", "code"),
    [
        (encodebytes, "PESAN_BASE64"),
        (lambda raw: escape(raw.decode()).encode(), "PESAN_TER_ESCAPE"),
        (lambda raw: b"\n" + DECLARATION % b"UTF-8" + raw, "SPASI_DI_DEPAN"),
        (gzip.compress, "PESAN_TERKOMPRESI"),
        (lambda raw: b"--x\r\nContent-Type: text/xml\r\n\r\n" + raw, "PESAN_MULTIPART"),
        (lambda raw: raw[:-300], "PESAN_TERPOTONG"),
        (lambda raw: raw[:900], "PESAN_TERPOTONG"),
        (lambda raw: raw.replace(b"petugas-uji", b"petugas & uji"), "XML_RUSAK"),
        (lambda raw: b"<!DOCTYPE x>" + raw, "DOCTYPE"),
        (lambda raw: b'<?xml-stylesheet href="x"?>' + raw, "INSTRUKSI_PEMROSESAN"),
        (lambda raw: raw.replace(b"<k:kepala>", b"<?mulai?><k:kepala>"), "INSTRUKSI_PEMROSESAN"),
        (lambda _: b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "BUKAN_XML_HTML"),
        (lambda _: b"", "PESAN_KOSONG"),
        (lambda _: b" \r\n", "PESAN_KOSONG"),
        (lambda raw: b'{"pesan": "%s"}' % raw, "BUKAN_XML"),
        (lambda _: b"-----BEGIN CERTIFICATE-----\nMIIB", "BUKAN_XML"),
        (lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "BUKAN_XML"),
        (lambda _: bytes(range(256)) * 20, "BUKAN_XML"),
        (lambda _: b"lihat lampiran", "BUKAN_XML"),
        (lambda raw: b'<?xml version="1.1"?>' + raw, "VERSI_XML"),
        (lambda raw: b"\xef\xbb\xbf\xef\xbb\xbf" + raw, "BOM_GANDA"),
        (lambda raw: raw + b" " * 5_000_000, "PESAN_TERLALU_BESAR"),
        (lambda raw: raw.replace(b"<k:kepala>", b"<k:kepala>" + b"<a>" * 40 + b"</a>" * 40), "PESAN_TERLALU_BESAR"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_named(raw, proven, wrap, code):
    assert proven(wrap(raw)) == code


CHUNKED = b"POST /layanan/LayananBpjs HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"


def in_chunks(raw, size):
    pieces = [raw[at : at + size] for at in range(0, len(raw), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize("size", [100, 4096, 100_000])
def test_a_recording_of_http_in_chunks(raw, told, size):
    assert told(CHUNKED + in_chunks(raw, size)) == ["KEPALA_HTTP", "PESAN_CHUNKED"]


def test_what_is_in_the_chunks_is_looked_at(now, told):
    message = slips.message(now)
    etree.indent(message.body)
    assert told(CHUNKED + in_chunks(message.raw, 500)) == ["KEPALA_HTTP", "PESAN_CHUNKED", "DISUSUN_ULANG"]
    assert told(CHUNKED + b"fffff\r\n" + message.raw[:900]) == ["KEPALA_HTTP", "PESAN_CHUNKED", "PESAN_TERPOTONG"]


def test_a_recording_of_http_with_parts(raw, told):
    recorded = b"POST / HTTP/1.1\r\nHost: bkn.test\r\n\r\n--x\r\nContent-Type: application/xop+xml\r\n\r\n" + raw
    assert told(recorded) == ["KEPALA_HTTP", "PESAN_MULTIPART"]


@pytest.mark.parametrize(
    ("kind", "start"), [("JSON", b"[1"), ("PEM", b"-----BEGIN X"), ("PDF", b"%PDF"), ("ZIP", b"PK\x03\x04")]
)
def test_what_it_is_instead_is_said(trusted, now, kind, start):
    (cause,) = diagnose(start + b"\xff", trust=trusted.require, now=now).causes
    assert kind in cause.sentence


def test_an_encoding_of_old_that_is_declared_is_named_as_it_is(trusted, now):
    raw = DECLARATION % b"windows-1251" + accented(now, "utf-8").decode().replace("Renée", "Рене").encode("cp1251")
    first, *_ = diagnose(raw, trust=trusted.require, now=now).causes
    assert (first.code, "windows-1251" in first.sentence) == ("PENGODEAN_BUKAN_UTF8", True)


def test_declared_latin1_in_bytes_of_utf8(now, proven):
    assert proven(DECLARATION % b"ISO-8859-1" + accented(now, "utf-8")) == "PENGODEAN_BEDA"


@pytest.mark.parametrize("declared", [b"ISO-8859-1", b"UTF-8"])
def test_bytes_of_latin1(now, proven, declared):
    assert proven(DECLARATION % declared + accented(now, "latin-1")) == "PENGODEAN_BUKAN_UTF8"


def test_two_layers_and_a_mistake_inside(now, told):
    message = slips.message(now)
    etree.indent(message.body)
    assert told(b"HTTP/1.1 200 OK\r\n\r\n" + message.raw) == ["KEPALA_HTTP", "DISUSUN_ULANG"]
