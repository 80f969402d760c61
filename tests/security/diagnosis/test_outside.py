"""What stands around the XML, and bytes that are no XML at all."""

import gzip
from base64 import encodebytes
from html import escape

import pytest
from lxml import etree

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
        (lambda _: b'{"pesan": 1}', "XML_RUSAK"),
        (lambda raw: raw + b" " * 5_000_000, "PESAN_TERLALU_BESAR"),
        (lambda raw: raw.replace(b"<k:kepala>", b"<k:kepala>" + b"<a>" * 40 + b"</a>" * 40), "PESAN_TERLALU_BESAR"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_named(raw, proven, wrap, code):
    assert proven(wrap(raw)) == code


def test_declared_latin1_in_bytes_of_utf8(now, proven):
    assert proven(DECLARATION % b"ISO-8859-1" + accented(now, "utf-8")) == "PENGODEAN_BEDA"


@pytest.mark.parametrize("declared", [b"ISO-8859-1", b"UTF-8"])
def test_bytes_of_latin1(now, proven, declared):
    assert proven(DECLARATION % declared + accented(now, "latin-1")) == "PENGODEAN_BUKAN_UTF8"


def test_two_layers_and_a_mistake_inside(now, told):
    message = slips.message(now)
    etree.indent(message.body)
    assert told(b"HTTP/1.1 200 OK\r\n\r\n" + message.raw) == ["KEPALA_HTTP", "DISUSUN_ULANG"]
