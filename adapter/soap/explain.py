"""All that is wrong with a request, each problem with its path: for a message that the schema has refused.

Follows the same declarations that the schema is made from. libxml2 itself stops at the first problem of each
element, and its texts quote the message; here no value ever stands in a text. Texts are for partners.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache

from lxml import etree

from adapter import limits
from adapter.agreements.fields import Member, members
from adapter.agreements.types import SimpleType
from adapter.errors import Problem

_FORMAT = "FORMAT_TIDAK_SAH"
_BOOLEANS = ("true", "false", "1", "0")


def problems(body: etree._Element, message: type | None, namespace: str) -> tuple[Problem, ...]:
    """The problems of a refused request, at most MAX_PROBLEMS; never none.

    `message` is the class that the Body's child should be, None for an unknown operation; `namespace` the
    service's.
    """
    path = f"/{_local(body)}"
    if message is None or _namespace(body) != namespace:
        return (Problem(path, _FORMAT, "layanan ini tidak mempunyai operasi dengan nama itu"),)
    found = []
    for problem in _structure(body, message, namespace, path):
        found.append(problem)
        if len(found) == limits.MAX_PROBLEMS:
            break
    return tuple(found) or (Problem(path, _FORMAT, "pesan tidak sesuai dengan kontrak layanan"),)


def _structure(element: etree._Element, message: type, namespace: str, path: str) -> Iterator[Problem]:
    own = getattr(message, "NAMESPACE", namespace)
    declared = {member.name: member for member in members(message)}
    order = list(declared)
    counts: dict[str, int] = {}
    furthest = 0
    if element.attrib:
        yield Problem(path, _FORMAT, "atribut tidak dikenal pada elemen ini")
    for child in element:
        name = _local(child)
        counts[name] = counts.get(name, 0) + 1
        member = declared.get(name) if _namespace(child) == own else None
        if member is None:
            yield Problem(f"{path}/{name}", _FORMAT, "elemen tidak dikenal di tempat ini")
            continue
        place = f"{path}/{name}[{counts[name]}]" if member.repeated else f"{path}/{name}"
        if order.index(name) < furthest:
            yield Problem(place, _FORMAT, "elemen tidak pada urutan yang ditetapkan kontrak")
        furthest = max(furthest, order.index(name))
        yield from _content(child, member, namespace, place)
    yield from _counted(declared, counts, path)


def _content(element: etree._Element, member: Member, namespace: str, path: str) -> Iterator[Problem]:
    if not isinstance(member.type, SimpleType):
        yield from _structure(element, member.type, namespace, path)
    elif len(element) or element.attrib:
        yield Problem(path, _FORMAT, "elemen ini hanya boleh berisi teks")
    elif reason := _wrong(element.text or "", member.type):
        yield Problem(path, _FORMAT, reason)


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
        case "token" | "gYear":
            return _wrong_text(" ".join(text.split()), simple)
        case "integer":
            return _wrong_number(text.strip(), simple)
        case "boolean":
            return None if text.strip() in _BOOLEANS else "nilai harus true atau false"
        case "date":
            return None if _reads(date.fromisoformat, text.strip()[:10]) else "bukan tanggal yang sah (tttt-bb-hh)"
        case "dateTime":
            if _reads(datetime.fromisoformat, text.strip()) and _pattern(simple.pattern or "").fullmatch(text.strip()):
                return None
            return "bukan waktu yang sah dengan selisih zona waktu (tttt-bb-hhTjj:mm:dd+07:00)"


def _wrong_text(text: str, simple: SimpleType) -> str | None:
    if simple.values and text not in simple.values:
        return f"nilai harus salah satu dari {', '.join(simple.values)}"
    if len(text) < simple.min_length or (simple.max_length is not None and len(text) > simple.max_length):
        return f"panjang {len(text)} huruf, seharusnya {simple.min_length} sampai {simple.max_length}"
    if simple.pattern is not None and not _pattern(simple.pattern).fullmatch(text):
        return f"panjang {len(text)} huruf, bentuknya bukan {simple.doc}"
    return None


def _wrong_number(text: str, simple: SimpleType) -> str | None:
    if not re.fullmatch(r"[+-]?[0-9]{1,20}", text):
        return "bukan bilangan bulat"
    low, high = simple.minimum, simple.maximum
    if (low is not None and int(text) < low) or (high is not None and int(text) > high):
        return f"nilai di luar batas {low} sampai {high if high is not None else 'tak terbatas'}"
    return None


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    # Our patterns keep to what XSD and Python write alike.
    return re.compile(pattern)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _namespace(element: etree._Element) -> str | None:
    return etree.QName(element).namespace
