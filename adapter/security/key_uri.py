"""The name of a key that lies in a token: a PKCS #11 URI (RFC 7512), wherever the path of a PEM file may stand.

    pkcs11:token=Jembatan;object=server?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/jembatan/pin

The PIN is never in the URI, so that the URI may stand in settings, logs and process lists: `pin-source` says where
it is, in a file or, with env:NAME, in a variable of the environment.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_to_bytes

from adapter.errors import OperatorError

SCHEME = "pkcs11:"

_PATH = ("token", "serial", "object", "id", "type")
_QUERY = ("module-path", "pin-source")
# RFC 7512, 2.3: what may stand unescaped in a value. A space or a slip of the keyboard is told, not guessed at.
_VALUE = re.compile(r"(?:[\w.~:\[\]@!$'()*+,=&/?|-]|%[0-9A-Fa-f]{2})+", re.ASCII)


class KeyUriError(OperatorError):
    """A PKCS #11 URI that cannot be followed."""


@dataclass(frozen=True, slots=True)
class KeyUri:
    """Which key, in which token, behind which module. `text` is the URI as it was given; None: anything fits."""

    text: str
    token: str | None
    serial: bytes | None
    label: str | None
    id: bytes | None
    module: Path
    pin_file: Path | None = field(repr=False)
    pin_variable: str | None = field(repr=False)

    def __str__(self) -> str:
        return self.text

    @property
    def name(self) -> str:
        """The URI without where module and PIN are: how messages name the key."""
        return self.text.partition("?")[0]

    def pin(self) -> str:
        """The PIN, read anew each time and kept nowhere. Raises KeyUriError where it is not."""
        if self.pin_file is not None:
            try:
                pin = self.pin_file.read_text(encoding="utf-8").removesuffix("\n")
            except (OSError, UnicodeDecodeError) as error:
                reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
                raise KeyUriError(f"{self.pin_file}: the PIN of {self.name} cannot be read: {reason}") from None
        else:
            pin = os.environ.get(self.pin_variable or "", "")
        if not pin:
            where = self.pin_file or f"the environment variable {self.pin_variable}"
            raise KeyUriError(f"{where}: there is no PIN in it for {self.name}")
        return pin


def is_key_uri(text: str) -> bool:
    """Whether `text` names a key in a token; RFC 3986: the scheme in any case."""
    return text[: len(SCHEME)].lower() == SCHEME


def parse_key_uri(text: str) -> KeyUri:
    """Read a PKCS #11 URI. Raises KeyUriError, whose text repeats no value: a PIN may have been put there."""
    path, _, query = text[len(SCHEME) :].partition("?")
    if "pin-value=" in text:
        raise KeyUriError("a PIN must not stand in a PKCS #11 URI; put it in a file and say pin-source=file:/PATH")
    which, where = _attributes(path, ";", _PATH), _attributes(query, "&", _QUERY)
    if which.get("type", b"private") != b"private":
        raise KeyUriError("a PKCS #11 URI for signing names a private key; leave `type` out, or say type=private")
    if not {"token", "serial"} & which.keys() or not {"object", "id"} & which.keys():
        raise KeyUriError("a PKCS #11 URI must name the token (token= or serial=) and the key (object= or id=)")
    file, variable = _pin_source(_text(where, "pin-source"))
    return KeyUri(
        text=text,
        token=_text(which, "token"),
        serial=which.get("serial"),
        label=_text(which, "object"),
        id=which.get("id"),
        module=_module(_text(where, "module-path")),
        pin_file=file,
        pin_variable=variable,
    )


def _attributes(part: str, separator: str, known: tuple[str, ...]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for item in filter(None, part.split(separator)):
        name, _, value = item.partition("=")
        if name not in known:
            # RFC 7512 lets a reader ignore what it does not know; then another key could be meant than is used.
            raise KeyUriError(f"a PKCS #11 URI may have {', '.join(known)} here, and nothing else")
        if name in found:
            raise KeyUriError(f"a PKCS #11 URI has `{name}` twice")
        if not _VALUE.fullmatch(value):
            raise KeyUriError(f"`{name}` of a PKCS #11 URI is empty, or has a character that must be %-encoded")
        found[name] = unquote_to_bytes(value)
    return found


def _text(attributes: Mapping[str, bytes], name: str) -> str | None:
    try:
        return attributes[name].decode() if name in attributes else None
    except UnicodeDecodeError:
        raise KeyUriError(f"`{name}` of a PKCS #11 URI is not UTF-8") from None


def _module(value: str | None) -> Path:
    # A bare name would be looked for along LD_LIBRARY_PATH: whoever sets that would get the PIN.
    if value is None or not value.startswith("/"):
        raise KeyUriError("a PKCS #11 URI must say module-path=/PATH: the absolute path of the token's library")
    return Path(value)


def _pin_source(value: str | None) -> tuple[Path | None, str | None]:
    scheme, _, rest = (value or "").partition(":")
    rest = rest.removeprefix("//") if rest.startswith("///") else rest
    if scheme == "file" and rest.startswith("/") and not rest.startswith("//"):
        return Path(rest), None
    if scheme == "env" and rest:
        return None, rest
    raise KeyUriError("a PKCS #11 URI must say where the PIN is: pin-source=file:/PATH, or pin-source=env:NAME")
