"""What BKN answers about one person: Taspen's three values, and BPUM's two.

Two vocabularies that are fixed in the agreements, and two rules. Nothing here carries a stored value or a measure of
likeness outwards: an answer says which of the elements *submitted* agree, and the notes are for our own log.
"""

from dataclasses import dataclass, field, fields
from datetime import date

from adapter.matching.names import NAME_RULE, NameResult, NameRule, same_name

MATCHES, DIFFERS, NOT_FOUND = "sesuai", "tidak sesuai", "data tidak ditemukan"
"""Taspen Pasal 4 ayat (1) huruf a, literally."""
IS_ASN = "ASN"
"""BPUM Pasal 3 ayat (1) huruf b, literally; its other value is NOT_FOUND."""

SWAPPED, NOTHING_STORED = "SWAPPED_DAY_AND_MONTH", "NOTHING_STORED"


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the partner says of a person; None is what it did not send. `kind` is CPNS, PNS or PPPK."""

    nip: str | None = None
    nik: str | None = None
    name: str | None = None
    born: date | None = None
    kind: str | None = None
    birthplace: str | None = None
    gender: str | None = None
    agency: str | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What BKN knows of whoever has the key. `is_asn`: is one today; `agency` is the code of where they work."""

    nip: str
    nik: str | None
    name: str
    born: date
    kind: str
    is_asn: bool
    agency: str | None = None
    birthplace: str | None = None
    gender: str | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What the agreements leave open in a comparison, with our defaults.

    `missing_differs`: an element that BKN has no value for is not confirmed. Otherwise it is not compared.
    """

    names: NameRule = NAME_RULE
    missing_differs: bool = True
    source: str = "asumsi: perjanjian tidak mengatur elemen yang tidak ada pada data BKN"


POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Taspen's value, whether each submitted element agrees (by its name in Submitted), and notes of our own."""

    keterangan: str
    elements: dict[str, bool] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def differing(self) -> tuple[str, ...]:
        """The submitted elements that do not agree."""
        return tuple(name for name, agrees in self.elements.items() if not agrees)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """BPUM's value, whether the parties should look at it together, and notes of our own."""

    is_asn: bool
    needs_coordination: bool = False
    notes: tuple[str, ...] = ()

    @property
    def keterangan(self) -> str:
        """The value on the wire."""
        return IS_ASN if self.is_asn else NOT_FOUND


_NOT_FOUND = Judgement(NOT_FOUND)
_NO_ASN = Confirmation(is_asn=False)


def judge(submitted: Submitted, stored: Stored | None, policy: Policy = POLICY) -> Judgement:
    """Taspen: is it this person? `stored` is whoever has the NIP; the NIP alone is the key (domain: 2.1).

    A NIK of somebody else's differs as one of nobody's does. Whoever is no ASN today is not found.
    """
    if stored is None or not stored.is_asn:
        return _NOT_FOUND
    sure = submitted.nip == stored.nip and submitted.born == stored.born
    elements: dict[str, bool] = {}
    notes = list(_swapped(submitted.born, stored.born))
    for name in _ELEMENTS:
        sent, known = getattr(submitted, name), getattr(stored, name)
        if sent is None:
            continue
        if known is None:
            notes.append(f"{NOTHING_STORED}:{name}")
            if not policy.missing_differs:
                continue
        if name == "name":
            result = same_name(known, sent, sure=sure, rule=policy.names)
            notes += result.notes
            elements[name] = result.agrees
        else:
            elements[name] = _same_place(sent, known) if name == "birthplace" else sent == known
    agreed = bool(elements) and all(elements.values())
    return Judgement(MATCHES if agreed else DIFFERS, elements, tuple(notes))


_ELEMENTS = tuple(field.name for field in fields(Submitted))


def _same_place(sent: str, stored: str | None) -> bool:
    # A place identifies nobody: how it is capitalised and spaced says nothing.
    return stored is not None and sent.casefold().split() == stored.casefold().split()


def _swapped(sent: date | None, stored: date) -> tuple[str, ...]:
    if sent is None or sent == stored:
        return ()
    return (SWAPPED,) if (sent.year, sent.day, sent.month) == (stored.year, stored.month, stored.day) else ()


def confirm(submitted: Submitted, stored: Stored | None, policy: Policy = POLICY) -> Confirmation:
    """BPUM: is it an ASN? `stored` is whoever has the NIK, which is the key (domain: 7, A-09).

    One of birth date and name has to agree too: an elimination hurts a citizen, and a wrong NIK is common. Where
    neither agrees, the person is not found, and both parties look at it.
    """
    if stored is None or not stored.is_asn or submitted.nik is None or submitted.nik != stored.nik:
        return _NO_ASN
    if submitted.born == stored.born:
        return Confirmation(is_asn=True)
    # Without the birth date the name has to agree without a slip.
    name = NameResult(agrees=False)
    if submitted.name is not None:
        name = same_name(stored.name, submitted.name, sure=False, rule=policy.names)
    notes = (*name.notes, *_swapped(submitted.born, stored.born))
    return Confirmation(is_asn=name.agrees, needs_coordination=not name.agrees, notes=notes)
