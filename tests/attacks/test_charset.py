"""Charset games (hazards, fact 4 and case 12): bytes are read in one way only, and nothing unsigned chooses another."""

import codecs

import pytest

from tests.attacks.test_http import turned_away
from tests.support import forge
from tests.support.forge import fault_code


def knock(door, raw: bytes, charset: str | None) -> tuple[int, str]:
    """HTTP status, and the fault's code, of a message under a content type that names this charset."""
    media = forge.CONTENT_TYPES[door.version].partition(";")[0]
    answer = door.world.post(
        forge.ENDPOINT, raw, {"Content-Type": media if charset is None else f"{media}; charset={charset}"}
    )
    return answer.status_code, fault_code(answer) if answer.status_code in (200, 400, 500) else ""


def declared(door, encoding: str, written: str | None = None) -> bytes:
    """An honest message written in one encoding, that declares it or another."""
    text = f'<?xml version="1.0" encoding="{encoding if written is None else written}"?>{door.request().raw.decode()}'
    return text.encode(encoding)


def refused(door) -> tuple[int, str]:
    return 500, "soap:Client"


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', None])
def test_utf_8(door, charset):
    assert knock(door, door.request().raw, charset) == (200, "")
    assert knock(door, codecs.BOM_UTF8 + declared(door, "utf-8"), charset) == (200, "")


@pytest.mark.parametrize("charset", ["utf-16", None])
@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE], ids=["little", "big"])
def test_utf_16_with_its_mark(door, mark, charset):
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert knock(door, mark + door.request().raw.decode().encode(encoding), charset) == (200, "")
    text = f'<?xml version="1.0" encoding="utf-16"?>{door.request().raw.decode()}'
    assert knock(door, mark + text.encode(encoding), charset) == (200, "")


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", None])
@pytest.mark.parametrize(
    "encoding",
    ["utf-7", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp037", "unicode_escape", "utf-8-sig"],
)
def test_another_encoding_of_the_bytes(door, encoding, charset):
    """utf-7, EBCDIC (cp037) and UTF-16 and UTF-32 without their mark; twice the mark of UTF-8; \\x escapes."""
    raw = door.request().raw.decode().replace("petugas-uji", "petugas-üji").encode(encoding)
    raw = codecs.BOM_UTF8 + raw if encoding == "utf-8-sig" else raw
    status, code = knock(door, raw, charset)
    assert status == refused(door)[0]
    # What is ASCII all the same is well-formed, and its digests do not hold, or are no base64 any more.
    assert code == "soap:Client" or (encoding in ("utf-7", "unicode_escape") and code.startswith("wsse:"))
    assert door.last_entry().outcome in ("FORMAT_TIDAK_SAH", "TANDA_TANGAN_TIDAK_SAH")


@pytest.mark.parametrize(
    "charset", ["utf-7", "latin-1", "iso-8859-1", "unicode_escape", "raw_unicode_escape", "utf-16le"]
)
def test_another_charset_in_the_content_type(door, charset):
    media = forge.CONTENT_TYPES[door.version].partition(";")[0]
    assert turned_away(door, door.request().raw, CONTENT_TYPE=f"{media}; charset={charset}") == 415


def test_a_charset_that_is_not_that_of_the_bytes(door):
    raw = door.request().raw
    assert knock(door, raw, "utf-16") == refused(door)
    assert knock(door, codecs.BOM_UTF8 + raw, "utf-16") == refused(door)
    assert knock(door, raw.decode().encode("utf-16"), "utf-8") == refused(door)


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-8", "iso-8859-1"),
        ("utf-8", "utf-16"),
        ("utf-8", "utf-7"),
        ("utf-8", "ebcdic-cp-us"),
        ("utf-8", "x"),
        ("utf-8", ""),
        ("utf-16", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16", "ucs-4"),
        ("iso-8859-1", "iso-8859-1"),
    ],
)
def test_a_declaration_that_disagrees_or_names_another(door, encoding, written):
    assert knock(door, declared(door, encoding, written), None) == refused(door)


@pytest.mark.parametrize(
    "mark", [b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", codecs.BOM_UTF8 * 2, codecs.BOM_UTF8 + b"\xff\xfe"]
)
def test_marks_that_nobody_writes(door, mark):
    assert knock(door, mark + door.request().raw, None) == refused(door)


@pytest.mark.parametrize(
    "broken", [b"\xc0\xbc", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff", b"\xc3", b"\x00", b"\x0b"]
)
def test_bytes_that_are_no_utf_8(door, broken):
    """An overlong <, a surrogate, beyond Unicode, cut off, and what XML 1.0 does not allow."""
    assert knock(door, door.request().raw.replace(b"petugas-uji", broken), None) == refused(door)


def test_an_odd_number_of_bytes_in_utf_16(door):
    assert knock(door, door.request().raw.decode().encode("utf-16") + b"\x00", "utf-16") == refused(door)
