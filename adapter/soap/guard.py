"""The door: what is no plausible SOAP request is turned away by HTTP alone, before a parser sees it.

Answers here are plain text and unsigned: nothing was understood, so nothing is promised.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any, BinaryIO

from adapter import limits
from adapter.agreements.terms import Side
from adapter.errors import JembatanError
from adapter.security.names import SOAP11, SOAP12

PATHS = {Side.BKN: "/layanan/", Side.PARTNER: "/mitra/"}
"""Where the services of each host are; what else has an address takes no SOAP, or says for itself what it takes."""
SERVICES = tuple(PATHS.values())

_VERSIONS = {"text/xml": SOAP11, "application/soap+xml": SOAP12}
# The charset is an input that nobody signs: utf-7 or unicode_escape would change what is read (hazards, fact 4).
_CHARSETS = ("utf-8", "utf-16")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_NUMBER = 12


@dataclass(eq=False)
class TurnedAway(JembatanError):
    """An HTTP status line and a sentence for it, in Indonesian."""

    status: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a plausible request's headers promise: SOAP version, charset (None: not named), length in bytes, action.

    Without a length it comes in chunks, whose end the server knows.
    """

    version: str
    charset: str | None
    length: int | None
    action: str


@dataclass(frozen=True, slots=True)
class Filed:
    """Of a request that came as a file: the agreement whose folder it was in, and the SHA-256 of the file."""

    agreement: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """The bytes of a plausible SOAP request, and what HTTP says of it: SOAP version, charset, action ("" if none).

    What came as a file (`filed`) is in the version that it says itself.
    """

    raw: bytes
    version: str
    charset: str | None = None
    action: str = ""
    filed: Filed | None = None

    @property
    def as_promised(self) -> bool:
        """Whether the bytes are in the charset that was named. They alone decide how they are read."""
        return self.charset is None or self.raw.startswith(_MARKS) == (self.charset == "utf-16")


def admit_request(environ: Mapping[str, Any]) -> Request:
    """Read a request. Raises TurnedAway with 400, 405, 411, 413 or 415."""
    head = admit_head(environ)
    return Request(_read(environ, head.length), head.version, head.charset, head.action)


def read_body(environ: Mapping[str, Any]) -> bytes:
    """All of a request's body, whatever it is. Raises TurnedAway with 400, 411, 413 or 415."""
    return _read(environ, _known_length(environ))


def _read(environ: Mapping[str, Any], length: int | None) -> bytes:
    if length is None:
        return _read_chunks(environ["wsgi.input"])
    raw: bytes = environ["wsgi.input"].read(length)
    if len(raw) != length:
        raise TurnedAway("400 Bad Request", "Isi pesan lebih pendek daripada Content-Length.")
    return raw


def admit_head(environ: Mapping[str, Any]) -> Head:
    """What can be known before the body is read. Raises TurnedAway with 400, 405, 411, 413 or 415."""
    if environ["REQUEST_METHOD"] != "POST":
        raise TurnedAway(
            "405 Method Not Allowed", "Layanan ini hanya menerima POST; WSDL ada pada alamat ini dengan ?wsdl."
        )
    version, charset, action = _content_type(environ.get("CONTENT_TYPE", ""))
    if version == SOAP11:
        action = environ.get("HTTP_SOAPACTION", "")
    return Head(version, charset, _known_length(environ), action.strip().strip('"'))


def _content_type(header: str) -> tuple[str, str | None, str]:
    parsed = Message()
    parsed["Content-Type"] = header
    version = _VERSIONS.get(parsed.get_content_type()) if header else None
    if version is None:
        raise TurnedAway(
            "415 Unsupported Media Type", "Content-Type harus text/xml (SOAP 1.1) atau application/soap+xml (SOAP 1.2)."
        )
    try:
        given, action = parsed.get_param("charset"), parsed.get_param("action", "")
    except (TypeError, ValueError):
        # What the parser raises for RFC 2231's numbered pieces that are mixed, or numbered by thousands of digits.
        raise TurnedAway("415 Unsupported Media Type", "Parameter Content-Type tidak dapat dibaca.") from None
    charset = None if given is None else str(given).lower()
    if charset not in (None, *_CHARSETS):
        raise TurnedAway("415 Unsupported Media Type", "charset harus utf-8 atau utf-16.")
    return version, charset, str(action)


def _read_chunks(stream: BinaryIO) -> bytes:
    """All that `stream` gives. CXF sends in chunks whatever is longer than 4 KB, as every signed message is."""
    read = bytearray()
    try:
        while len(read) <= limits.MAX_REQUEST_BYTES and (
            piece := stream.read(limits.MAX_REQUEST_BYTES + 1 - len(read))
        ):
            read += piece
    except TurnedAway:
        raise  # the stream itself knows better what was wrong with it
    except Exception:  # noqa: BLE001 - each server has its own for chunks that are cut off or malformed
        raise TurnedAway("400 Bad Request", "Isi pesan (chunked) tidak lengkap.") from None
    if len(read) > limits.MAX_REQUEST_BYTES:
        raise too_long()
    return bytes(read)


def too_long() -> TurnedAway:
    """For a body beyond the limit, whether it says so or not."""
    return TurnedAway("413 Content Too Large", f"Pesan paling besar {limits.MAX_REQUEST_BYTES} bita.")


def _known_length(environ: Mapping[str, Any]) -> int | None:
    """Content-Length; None where the body comes in chunks and the server knows their end."""
    if environ.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity":
        raise TurnedAway("415 Unsupported Media Type", "Pesan terkompresi tidak diterima.")
    header = environ.get("CONTENT_LENGTH")
    if not header:
        if environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked" and environ.get("wsgi.input_terminated"):
            return None
        raise TurnedAway("411 Length Required", "Content-Length harus disebut, atau Transfer-Encoding chunked dipakai.")
    if len(header) > _LONGEST_NUMBER or not (header.isascii() and header.isdigit()):
        raise TurnedAway("400 Bad Request", "Content-Length bukan bilangan.")
    length = int(header)
    if length > limits.MAX_REQUEST_BYTES:
        raise too_long()
    return length
