"""What two parties signed, as plain frozen values: no storage, no SOAP, no clock.

Days are calendar days in WIB. The dates of a term are stored, never computed when a request comes in:
"n tahun sejak ditandatangani" was read once, as the anniversary less one day (assumption of ours).
"""

from dataclasses import dataclass, fields
from datetime import date
from enum import Enum

from adapter.limits import PEOPLE_A_DAY


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


BKN = "BKN"
"""The kodeMitra of BKN, where it is BKN that calls."""


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
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class ForceMajeureRule:
    """What an agreement says of keadaan kahar.

    `notice` counts from its beginning. `required` are the elements of the notice that the text asks for. `considered`:
    the other party weighs it first, and nothing is postponed before it agrees; else the notice is enough.
    `silence`: unanswered for so long, the postponement counts as agreed.
    `may_end_after`: lasting so long without a break, the party affected may propose to end the agreement, and
    `may_end_within` says for how long after that.
    """

    notice: NoticePeriod
    required: tuple[str, ...] = ()
    considered: bool = True
    silence: NoticePeriod | None = None
    may_end_after: NoticePeriod | None = None
    may_end_within: NoticePeriod | None = None
    events: tuple[str, ...] = ()
    """The closed list of events, or () where the text leaves it open."""


@dataclass(frozen=True, slots=True)
class TerminationRule:
    """How one party ends the agreement early: how long before, and what its silence means to the other.

    `silence`: a request that is not answered for so long ends the agreement on the day that it names.
    `reason_required`: the text asks for a reason. `breach`: under which article BKN may end it alone, where the
    partner does not do its duties; None where no article says so.
    """

    notice: NoticePeriod
    silence: NoticePeriod | None = None
    reason_required: bool = False
    breach: str | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """A use of data that the agreement names; `code` is the kodeTujuan on the wire."""

    code: str
    sentence: str
    source: str


class Anchor(Enum):
    """From where the periods of a duty are counted."""

    CALENDAR = "KALENDER"
    """Quarters, semesters and years of the calendar."""
    SIGNATURE = "TANDA_TANGAN"
    """Years of the agreement, from its first day."""
    ONCE = "SEKALI"
    """Once, so many months after the first day."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed at least `times` in every `months` months, counted from `anchor`.

    `fulfilled_by` are the operations whose success carries it out. `arises_from`: nothing is owed for a period in which
    none of these operations succeeded. `grace` runs from the end of a period. `consequence` is what the agreement says
    follows where it is not done; "" where it says nothing.
    """

    code: str
    sentence: str
    owed_by: tuple[Side, ...]
    times: int
    months: int
    source: str
    anchor: Anchor = Anchor.CALENDAR
    fulfilled_by: tuple[str, ...] = ()
    consequence: str = ""
    arises_from: tuple[str, ...] = ()
    grace: NoticePeriod | None = None


@dataclass(frozen=True, slots=True)
class ElementList:
    """The data elements that may pass in one direction: what is not in `elements` does not leave.

    `record` is the dataclass that carries them. Its fields outside of `elements` and `accompanying` can
    never be sent. `accompanying` are ours, not the agreement's: an adendum cannot withdraw them. `off` are those that
    only an adendum can let in.
    """

    name: str
    record: type
    giver: Side
    elements: tuple[str, ...]
    accompanying: tuple[str, ...]
    source: str
    off: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = {field.name for field in fields(self.record)}
        named = (*self.elements, *self.accompanying, *self.off)
        strangers = sorted({*named} - known)
        if strangers:
            raise ValueError(f"{self.name}: {self.record.__name__} has no field {', '.join(strangers)}")
        if twice := sorted({name for name in named if named.count(name) > 1}):
            raise ValueError(f"{self.name}: {', '.join(twice)} stands there twice")


@dataclass(frozen=True, slots=True)
class AmendmentRule:
    """How the element lists are changed by adendum; the sources are articles, "" where the text does not ask for it.

    `first_day`: its first day is set jointly, and must be named. `team`: the technical team must approve.
    `overlap_days`: so long after an adendum that only adds, requests with the version before it are served.
    """

    first_day: str = ""
    team: str = ""
    # Our assumption: no agreement says how long. A partner's release takes a quarter.
    overlap_days: int = 90


@dataclass(frozen=True, slots=True)
class Right:
    """That an operation may be called: its class, the purposes it serves, and the article.

    `giver` is the party whose data move. Who may call is the other party than the host of its service. An operation
    without a right is refused.
    """

    operation: str
    operation_class: OperationClass
    purposes: tuple[str, ...]
    giver: Side
    source: str


@dataclass(frozen=True, slots=True)
class FileExchange:
    """Which requests may also come as signed files in a folder, where the text names another way than the web service.

    They bring data, and ask for none: nobody waits at a folder for an answer that is right now.
    """

    operations: frozenset[str]
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
    extension_notice: NoticePeriod | None
    """None where the text asks for no period."""
    termination: TerminationRule
    force_majeure: ForceMajeureRule
    purposes: tuple[Purpose, ...]
    element_version: str
    element_lists: tuple[ElementList, ...]
    rights: tuple[Right, ...]
    duties: tuple[Duty, ...]
    parent: str | None = None
    contact_change_notice: NoticePeriod | None = None
    """How long before it takes effect a change of contact must be told."""
    uncertain: str | None = None
    """What in the text has to be confirmed by the parties, in Indonesian; None where nothing has."""
    amendment: AmendmentRule = AmendmentRule()
    people_a_day: int = PEOPLE_A_DAY
    """How many people the partner may ask about in a day (WIB); ours, no text has one (TL Pasal 11 ayat (2))."""
    by_file: FileExchange | None = None
    """None where the text knows the web service alone."""
    encrypt_body: bool = False
    """Whether requests and answers are encrypted, where the text asks for more than TLS. Faults never are."""

    def has_number(self, number: str) -> bool:
        """Whether `number` is either party's number of this agreement."""
        return number in (self.partner.number, self.bkn.number)

    def right_to(self, operation: str) -> Right | None:
        """The right to call `operation`, or None: then it is refused."""
        return next((right for right in self.rights if right.operation == operation), None)


ADMINISTRATION = Purpose(
    "PELAKSANAAN_PERJANJIAN",
    "Pelaksanaan perjanjian kerja sama itu sendiri: status, pemberitahuan, perubahan, laporan, berita acara",
    "asumsi: tujuan untuk operasi yang tidak membawa data orang",
)
