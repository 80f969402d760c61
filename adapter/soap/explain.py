"""All that is wrong with a request, each problem with its path: for a message that the schema has refused.

Follows the same declarations that the schema is made from. libxml2 itself stops at the first problem of each
element, and its texts quote the message; here no value ever stands in a text. Texts are for partners.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree

from adapter import limits
from adapter.agreements.fields import Member, members
from adapter.agreements.lexical import SPACE, collapsed, read_date, read_instant
from adapter.agreements.types import SimpleType
from adapter.errors import Problem

_FORMAT = "FORMAT_TIDAK_SAH"
_BOOLEANS = ("true", "false", "1", "0")
_XS = "http://www.w3.org/2001/XMLSchema"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XSI_TYPE = f"{{{_XSI}}}type"
_LONGEST_NUMBER = 30
_LARGEST_32_BIT = 2**31 - 1
# Hints that a schema allows on every element; libxml2 does not follow them.
_HINTS = frozenset((f"{{{_XSI}}}schemaLocation", f"{{{_XSI}}}noNamespaceSchemaLocation"))


def problems(body: etree._Element, message: type | None, namespace: str) -> tuple[Problem, ...]:
    """The problems of a refused request, at most MAX_PROBLEMS; never none.

    `message` is the class that the Body's child should be, None for an unknown operation; `namespace` the
    service's.
    """
    unknown = Problem(f"/{_local(body)}", _FORMAT, "pesan tidak sesuai dengan kontrak layanan")
    return mistakes(body, message, namespace) or (unknown,)


def mistakes(body: etree._Element, message: type | None, namespace: str) -> tuple[Problem, ...]:
    """As `problems`, but none for a message that is as it should be."""
    path = f"/{_local(body)}"
    if message is None or _namespace(body) != namespace:
        return (Problem(path, _FORMAT, "layanan ini tidak mempunyai operasi dengan nama itu"),)
    return tuple(islice(_structure(body, message, namespace, path), limits.MAX_PROBLEMS))


def _structure(element: etree._Element, message: type, namespace: str, path: str) -> Iterator[Problem]:
    own = getattr(message, "NAMESPACE", namespace)
    declared = {member.name: member for member in members(message)}
    order = list(declared)
    counts: dict[str, int] = {}
    furthest = 0
    if _has_strange_attributes(element, f"{{{own}}}t{message.__name__}"):
        yield Problem(path, _FORMAT, "atribut tidak dikenal pada elemen ini")
    if any((text or "").strip(SPACE) for text in (element.text, *(child.tail for child in element))):
        yield Problem(path, _FORMAT, "elemen ini hanya boleh berisi elemen, bukan teks")
    for child in element:
        name = _local(child)
        member = declared.get(name)
        if member is None or _namespace(child) != own:
            yield Problem(f"{path}/{name}", _FORMAT, _stranger(own if member else None))
            continue
        counts[name] = counts.get(name, 0) + 1
        place = f"{path}/{name}[{counts[name]}]" if member.repeated else f"{path}/{name}"
        if order.index(name) < furthest:
            yield Problem(place, _FORMAT, "elemen tidak pada urutan yang ditetapkan kontrak")
        furthest = max(furthest, order.index(name))
        yield from _content(child, member, namespace, place)
    yield from _counted(declared, counts, path)


def _stranger(namespace: str | None) -> str:
    return f"elemen ini harus berada dalam namespace {namespace}" if namespace else "elemen tidak dikenal di tempat ini"


def _content(element: etree._Element, member: Member, namespace: str, path: str) -> Iterator[Problem]:
    if not isinstance(member.type, SimpleType):
        yield from _structure(element, member.type, namespace, path)
    elif len(element) or _has_strange_attributes(element, _type_name(member.type, namespace)):
        yield Problem(path, _FORMAT, "elemen ini hanya boleh berisi teks")
    elif reason := _wrong(element.text or "", member.type):
        yield Problem(path, _FORMAT, reason)


def _type_name(simple: SimpleType, namespace: str) -> str:
    if simple.base in ("date", "boolean"):  # published as XSD's own (models.py)
        return f"{{{_XS}}}{simple.base}"
    return f"{{{simple.namespace or namespace}}}{simple.name}"


def _has_strange_attributes(element: etree._Element, type_name: str) -> bool:
    """Whether there is more on the element than a schema allows everywhere: hints, and the type that it has anyway."""
    strange = set(element.attrib) - _HINTS
    if _XSI_TYPE in strange:
        prefix, _, name = collapsed(element.attrib[_XSI_TYPE]).rpartition(":")
        strange -= {_XSI_TYPE} if f"{{{element.nsmap.get(prefix or None)}}}{name}" == type_name else set()
    return bool(strange)


def _counted(declared: dict[str, Member], counts: dict[str, int], path: str) -> Iterator[Problem]:
    for name, member in declared.items():
        count = counts.get(name, 0)
        if count < member.least:
            yield Problem(f"{path}/{name}", member.element.missing, "elemen wajib tidak ada")
        elif count > member.most:
            yield Problem(f"{path}/{name}", _FORMAT, f"elemen ada {count} kali, paling banyak {member.most}")


def _wrong(text: str, simple: SimpleType) -> str | None:  # noqa: PLR0911 - one for each base type
    """Why `text` is no value of the type, or None."""
    match simple.base:
        case "string":
            return _wrong_text(text, simple)
        case "token":
            return _wrong_text(collapsed(text), simple)
        case "gYear":
            year = collapsed(text)
            return _wrong_text(year, simple) or ("tahun 0000 tidak ada" if year == "0000" else None)
        case "integer":
            return _wrong_number(text.strip(SPACE), simple)
        case "boolean":
            return None if text.strip(SPACE) in _BOOLEANS else "nilai harus true atau false"
        case "date":
            # libxml2 allows no white space around a day.
            return None if _reads(read_date, text) else "bukan tanggal yang sah (tttt-bb-hh)"
        case "dateTime":
            if _reads(read_instant, text.strip(SPACE)):
                return None
            return "bukan waktu yang sah dengan selisih zona waktu (tttt-bb-hhTjj:mm:dd+07:00)"


def _wrong_text(text: str, simple: SimpleType) -> str | None:
    if simple.values and text not in simple.values:
        return f"nilai harus salah satu dari {', '.join(simple.values)}"
    if len(text) < simple.min_length or (simple.max_length is not None and len(text) > simple.max_length):
        return f"panjang {len(text)} karakter, seharusnya {simple.min_length} sampai {simple.max_length}"
    if simple.pattern is not None and not _pattern(simple.pattern).fullmatch(text):
        return f"panjang {len(text)} karakter, bentuknya bukan {simple.doc}"
    return None


def _wrong_number(text: str, simple: SimpleType) -> str | None:
    # *+: zeros are never given back, or a million of them and a letter would be tried in every division.
    found = re.fullmatch(r"([+-]?)(?=[0-9])0*+([0-9]*+)", text)
    if found is None:
        return "bukan bilangan bulat"
    # Without a bound of its own it is published as xs:int (models.py).
    low, high = simple.minimum, _LARGEST_32_BIT if simple.maximum is None else simple.maximum
    # As long as it may be here; Python refuses to read thousands of digits.
    value = int(found[1] + (found[2][:_LONGEST_NUMBER] or "0"))
    low = -_LARGEST_32_BIT - 1 if low is None else low
    if not low <= value <= high:
        return f"nilai di luar batas {low} sampai {high}"
    return None


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    # Our patterns keep to what XSD and Python write alike, but for what counts as white space.
    return re.compile(pattern.replace(r"\S", f"[^{SPACE}]"))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _namespace(element: etree._Element) -> str | None:
    return etree.QName(element).namespace
