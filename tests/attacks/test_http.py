"""What is turned away by HTTP alone (hazards, cases 12, 18 and 19): unsigned, and not in the journal."""

import gzip
import io

import pytest

from adapter import limits
from tests.support import forge


def call(door, raw: bytes, **changes: object) -> int:
    """The HTTP status of a POST whose environ is changed; None takes a key away."""
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/layanan/LayananKerjaSama",
        "QUERY_STRING": "",
        "CONTENT_TYPE": forge.CONTENT_TYPES[door.version],
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.input": io.BytesIO(raw),
    }
    environ = {key: value for key, value in {**environ, **changes}.items() if value is not None}
    seen = []
    b"".join(door.world.application(environ, lambda status, _headers: seen.append(status)))
    return int(seen[0][:3])


def turned_away(door, raw: bytes, **changes: object) -> int:
    before = door.last_entry()
    status = call(door, raw, **changes)
    assert (before and before.id) == ((after := door.last_entry()) and after.id)
    return status


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "post", ""])
def test_another_method(door, method):
    assert turned_away(door, door.request().raw, REQUEST_METHOD=method) == 405


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/xml",
        "application/json",
        "multipart/related; type=text/xml",
        "application/xop+xml",
        "text",
        ";",
    ],
)
def test_another_content_type(door, content_type):
    assert turned_away(door, door.request().raw, CONTENT_TYPE=content_type) == 415


@pytest.mark.parametrize("charset", ["utf-7", "latin-1", "unicode_escape", "utf-8-sig", "utf-32", "idna", "''", "%s"])
def test_another_charset(door, charset):
    media = forge.CONTENT_TYPES[door.version].split(";")[0]
    assert turned_away(door, door.request().raw, CONTENT_TYPE=f"{media}; charset={charset}") == 415
    assert turned_away(door, door.request().raw, CONTENT_TYPE=f"{media}; charset*=utf-8''{charset}") == 415


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "identity, gzip", "GZIP"])
def test_a_compressed_body(door, coding):
    raw = gzip.compress(door.request().raw)
    assert turned_away(door, raw, HTTP_CONTENT_ENCODING=coding) == 415


def test_a_compressed_body_that_does_not_say_so(door):
    door.refuses(gzip.compress(door.request().raw), "soap:Client")


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (None, 411),
        ("", 411),
        ("-1", 400),
        ("+5", 400),
        ("5.0", 400),
        ("0x10", 400),
        ("٥", 400),
        ("1 1", 400),
        ("9" * 12, 413),
        ("9" * 5000, 400),
        (str(limits.MAX_REQUEST_BYTES + 1), 413),
        (str(limits.MAX_REQUEST_BYTES), 400),
    ],
)
def test_a_length_that_is_missing_or_lies(door, length, status):
    assert turned_away(door, door.request().raw, CONTENT_LENGTH=length) == status


CHUNKED = {"CONTENT_LENGTH": None, "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}


@pytest.mark.parametrize("changes", [{"wsgi.input_terminated": False}, {"HTTP_TRANSFER_ENCODING": "gzip, chunked"}])
def test_chunks_that_have_no_end(door, changes):
    assert turned_away(door, door.request().raw, **{**CHUNKED, **changes}) == 411


@pytest.mark.parametrize("times", [1, 3])
def test_more_chunks_than_a_message_may_have(door, times):
    assert turned_away(door, b"<" * (times * limits.MAX_REQUEST_BYTES + 1), **CHUNKED) == 413


def test_chunks_that_the_server_cannot_read(door):
    class Broken(io.BytesIO):
        def read(self, _size=-1):
            raise ValueError("zz is no size")

    assert turned_away(door, b"", **{**CHUNKED, "wsgi.input": Broken()}) == 400


def test_chunks_beside_a_length_are_no_way_around_it(door):
    raw = door.request().raw
    length = str(len(raw) + 1)
    assert turned_away(door, raw, **{**CHUNKED, "CONTENT_LENGTH": length}) == 400


def test_a_message_that_is_cut_off_between_chunks(door):
    assert call(door, door.request().raw[:-100], **CHUNKED) == 500
    assert door.last_entry().outcome == "FORMAT_TIDAK_SAH"


def test_a_length_that_is_too_short_cuts_the_message(door):
    raw = door.request().raw
    assert call(door, raw, CONTENT_LENGTH=str(len(raw) - 1)) in (400, 500)
    assert door.last_entry().outcome == "FORMAT_TIDAK_SAH"


@pytest.mark.parametrize("path", ["/", "/layanan/", "/layanan/Lain", "/layanan/LayananKerjaSama/", "/layanan/../sehat"])
def test_another_address(door, path):
    assert turned_away(door, door.request().raw, PATH_INFO=path) == 404


def test_a_declaration_that_names_another_encoding(door):
    for encoding in (b"iso-8859-1", b"utf-16", b"utf-7", b"x"):
        door.refuses(b'<?xml version="1.0" encoding="%s"?>' % encoding + door.request().raw, "soap:Client")
