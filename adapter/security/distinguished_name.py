r"""Distinguished names as text: one name has many spellings, and each stack has its own.

RFC 4514 is the newest; Java writes RFC 2253 with an e-mail address as hexadecimal DER, .NET puts spaces behind commas,
quotes values and calls a state S, OpenSSL calls an e-mail address emailAddress. All of them mean the same attributes.
"""

import re
from binascii import unhexlify

_OIDS = {
    "CN": "2.5.4.3", "SN": "2.5.4.4", "SERIALNUMBER": "2.5.4.5", "C": "2.5.4.6", "L": "2.5.4.7", "ST": "2.5.4.8",
    "S": "2.5.4.8", "STREET": "2.5.4.9", "O": "2.5.4.10", "OU": "2.5.4.11", "T": "2.5.4.12", "TITLE": "2.5.4.12",
    "GN": "2.5.4.42", "GIVENNAME": "2.5.4.42", "UID": "0.9.2342.19200300.100.1.1", "ORGANIZATIONIDENTIFIER": "2.5.4.97",
    "DC": "0.9.2342.19200300.100.1.25", "E": "1.2.840.113549.1.9.1", "EMAIL": "1.2.840.113549.1.9.1",
    "EMAILADDRESS": "1.2.840.113549.1.9.1",
}  # fmt: skip
# One attribute and what ends it. A value is in quotes, or hexadecimal DER, or text with escapes. What is taken is never
# given back (*+): anybody may send a name, and three runs of spaces side by side would be tried in every division.
_ATTRIBUTE = re.compile(
    r"""[ ]*+(?P<type>[A-Za-z][A-Za-z0-9-]*|(?:OID\.)?[0-9]+(?:\.[0-9]+)+)[ ]*+=[ ]*+
        (?:(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"|\#(?P<der>(?:[0-9A-Fa-f]{2})++))[ ]*+
        |(?P<plain>(?!\#)(?:[^,;+"\\]|\\.)*+))(?P<end>[,;+]|$)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"((?:\\[0-9A-Fa-f]{2})+)|\\(.)", re.DOTALL)
_LONGEST = 2000
_SHORT_FORM = 0x80

Parts = tuple[tuple[str, str], ...]


def parts_of(text: str) -> Parts | None:
    """The attributes of a name, as (OID, value) in one order for all spellings; None for what is no name.

    The order in which they stand is not compared, for stacks differ in it. What a name finds is verified anyway.
    """
    if len(text) > _LONGEST:
        return None
    parts, at = [], 0
    while True:
        found = _ATTRIBUTE.match(text, at)
        if found is None:
            return None
        value = _value(found)
        if value is None:
            return None
        parts.append((_oid(found["type"]), value))
        at = found.end()
        if not found["end"]:
            return tuple(sorted(parts))


def _oid(type_: str) -> str:
    name = type_.upper().removeprefix("OID.")
    return _OIDS.get(name, name)


def _value(found: re.Match[str]) -> str | None:
    if found["der"] is not None:
        return _string(unhexlify(found["der"]))
    if found["quoted"] is not None:
        return _unescaped(found["quoted"])
    # Spaces around a value are not of it, unless the last is escaped.
    plain = found["plain"]
    bare = plain.rstrip(" ")
    return _unescaped(bare + " " if bare.endswith("\\") and not bare.endswith("\\\\") else bare)


def _unescaped(value: str) -> str | None:
    try:
        return _ESCAPED.sub(lambda m: unhexlify(m[1].replace("\\", "")).decode() if m[1] else m[2], value)
    except UnicodeDecodeError:
        return None


def _string(der: bytes) -> str | None:
    """The text of a DER string of less than 128 bytes, of whatever string type."""
    if len(der) < 2 or der[1] >= _SHORT_FORM or len(der) != 2 + der[1]:  # noqa: PLR2004 - tag and length
        return None
    try:
        return der[2:].decode()
    except UnicodeDecodeError:
        return None
