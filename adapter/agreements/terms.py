"""What two parties signed, as plain frozen values: no storage, no SOAP, no clock.

Days are calendar days in WIB. The dates of a term are stored, never computed when a request comes in:
"n tahun sejak ditandatangani" was read once, as the anniversary less one day (assumption of ours).
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum


class OperationClass(Enum):
    """When an operation may still be called (domain: 0.2; the classes are our assumption)."""

    EXCHANGE = "A"
    """Only while the agreement is in force."""
    CLOSING_DUTY = "B"
    """After the end too, for facts from before the end."""
    ALWAYS = "C"
    """At any time: confidentiality and notices outlive the agreement."""


class Side(Enum):
    """Which of the two parties."""

    PARTNER = "mitra"
    BKN = "BKN"


@dataclass(frozen=True, slots=True)
class Contact:
    """An office to turn to; never a person's name."""

    unit: str
    phone: str
    email: str
    source: str


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an agreement: its name, the office that signed, and its own number of the agreement."""

    name: str
    signing_office: str
    number: str
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class Term:
    """How long the agreement runs; both days are inclusive."""

    signed_on: date
    first_day: date
    last_day: date
    source: str


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    """How long before (or after) an event the other party must be told. One of the units is set."""

    source: str
    months: int = 0
    calendar_days: int = 0


@dataclass(frozen=True, slots=True)
class Purpose:
    """A use of data that the agreement names; `code` is the kodeTujuan on the wire."""

    code: str
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed at least `times` in every `months` months."""

    code: str
    sentence: str
    owed_by: tuple[Side, ...]
    times: int
    months: int
    source: str


@dataclass(frozen=True, slots=True)
class ElementList:
    """The data elements that may pass in one direction: what is not in `elements` does not leave.

    `record` is the dataclass that carries them. Its fields outside of `elements` and `accompanying` can
    never be sent. `accompanying` are ours, not the agreement's: an adendum cannot withdraw them.
    """

    name: str
    record: type
    giver: Side
    elements: tuple[str, ...]
    accompanying: tuple[str, ...]
    source: str

    def __post_init__(self) -> None:
        known = {field.name for field in fields(self.record)}
        strangers = sorted({*self.elements, *self.accompanying} - known)
        if strangers:
            raise ValueError(f"{self.name}: {self.record.__name__} has no field {', '.join(strangers)}")


@dataclass(frozen=True, slots=True)
class Right:
    """That the partner may call an operation: its class, the purposes it serves, and the article.

    `giver` is the party whose data move. An operation without a right is refused.
    """

    operation: str
    operation_class: OperationClass
    purposes: tuple[str, ...]
    giver: Side
    source: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """One signed agreement. `code` names it and its folder's service; `partner_code` is the kodeMitra."""

    code: str
    partner_code: str
    title: str
    partner: Party
    bkn: Party
    term: Term
    extension_notice: NoticePeriod
    termination_notice: NoticePeriod
    force_majeure_notice: NoticePeriod
    purposes: tuple[Purpose, ...]
    element_version: str
    element_lists: tuple[ElementList, ...]
    rights: tuple[Right, ...]
    duties: tuple[Duty, ...]
    parent: str | None = None
    encrypt_body: bool = False
    """Whether requests and answers are encrypted, where the text asks for more than TLS. Faults never are."""

    def has_number(self, number: str) -> bool:
        """Whether `number` is either party's number of this agreement."""
        return number in (self.partner.number, self.bkn.number)

    def right_to(self, operation: str) -> Right | None:
        """The right to call `operation`, or None: then it is refused."""
        return next((right for right in self.rights if right.operation == operation), None)

    def lists_of(self, record: type) -> Iterator[ElementList]:
        """The element lists that govern `record`."""
        return (listed for listed in self.element_lists if listed.record is record)


ADMINISTRATION = Purpose(
    "PELAKSANAAN_PERJANJIAN",
    "Pelaksanaan perjanjian kerja sama itu sendiri: status, daftar elemen, narahubung",
    "asumsi: tujuan untuk operasi yang tidak membawa data orang",
)


def common_rights(source: str) -> tuple[Right, ...]:
    """The rights in LayananKerjaSama that every agreement carries, at any time; `source` is its article on contacts."""
    return tuple(
        Right(operation, OperationClass.ALWAYS, (ADMINISTRATION.code,), Side.BKN, source)
        for operation in ("cekStatusPerjanjian", "ambilDaftarElemen", "ambilNarahubung")
    )
