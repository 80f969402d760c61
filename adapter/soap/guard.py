"""The door: what is no plausible SOAP request is turned away by HTTP alone, before a parser sees it.

Answers here are plain text and unsigned: nothing was understood, so nothing is promised.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any

from adapter import limits
from adapter.errors import JembatanError
from adapter.security.names import SOAP11, SOAP12

_VERSIONS = {"text/xml": SOAP11, "application/soap+xml": SOAP12}
# The charset is an input that nobody signs: utf-7 or unicode_escape would change what is read (hazards, fact 4).
_LONGEST_NUMBER = 12
_CHARSETS = ("utf-8", "utf-16")


@dataclass(eq=False)
class TurnedAway(JembatanError):
    """An HTTP status line and a sentence for it, in Indonesian."""

    status: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Request:
    """The bytes of a plausible SOAP request, and the SOAP version that its content type promises."""

    raw: bytes
    version: str


def admit_request(environ: Mapping[str, Any]) -> Request:
    """Read a request. Raises TurnedAway with 400, 405, 411, 413 or 415."""
    if environ["REQUEST_METHOD"] != "POST":
        raise TurnedAway(
            "405 Method Not Allowed", "Layanan ini hanya menerima POST; WSDL ada pada alamat ini dengan ?wsdl."
        )
    version = _content_type(environ.get("CONTENT_TYPE", ""))
    return Request(read_body(environ), version)


def read_body(environ: Mapping[str, Any]) -> bytes:
    """All of a request's body, of known and bounded length. Raises TurnedAway with 400, 411, 413 or 415."""
    if environ.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity":
        raise TurnedAway("415 Unsupported Media Type", "Pesan terkompresi tidak diterima.")
    length = _length(environ.get("CONTENT_LENGTH"))
    raw: bytes = environ["wsgi.input"].read(length)
    if len(raw) != length:
        raise TurnedAway("400 Bad Request", "Isi pesan lebih pendek daripada Content-Length.")
    return raw


def _content_type(header: str) -> str:
    parsed = Message()
    parsed["Content-Type"] = header
    version = _VERSIONS.get(parsed.get_content_type()) if header else None
    if version is None:
        raise TurnedAway(
            "415 Unsupported Media Type", "Content-Type harus text/xml (SOAP 1.1) atau application/soap+xml (SOAP 1.2)."
        )
    charset = str(parsed.get_param("charset", "utf-8")).lower()
    if charset not in _CHARSETS:
        raise TurnedAway("415 Unsupported Media Type", "charset harus utf-8 atau utf-16.")
    return version


def _length(header: str | None) -> int:
    if not header:
        raise TurnedAway("411 Length Required", "Content-Length harus disebut.")
    if len(header) > _LONGEST_NUMBER or not (header.isascii() and header.isdigit()):
        raise TurnedAway("400 Bad Request", "Content-Length bukan bilangan.")
    length = int(header)
    if length > limits.MAX_REQUEST_BYTES:
        raise TurnedAway("413 Content Too Large", f"Pesan paling besar {limits.MAX_REQUEST_BYTES} bita.")
    return length
