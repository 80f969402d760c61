"""How an operation is declared, and what it is given when it is called.

An operation is a function of a `Call` and its request, and returns its answer, headed by `call.heading`.
What it may send is restricted once more after it returns (registry.elements).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from adapter.agreements.structures import KepalaJawaban
from adapter.agreements.terms import Agreement, ElementList, Side

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from adapter.agreements.comparing import Compared
    from adapter.agreements.holding import Kept
    from adapter.exchange.kinds import ListKind
    from adapter.records.vault import Vault
    from adapter.registry.signers import Signers
    from adapter.registry.standing import Standing


@dataclass(frozen=True, slots=True)
class Call:
    """What an operation knows of the call that it serves.

    `session` is inside the call's one transaction. `elements` are the names that may leave, for each record
    type: those in force, narrowed to those asked for. `now` has a zone. `touch` notes a person whose data
    were read or written, by blind index; the journal writes one access line for each. `caller` is the party that
    calls: the partner at BKN's own host, BKN at a partner's. `signers` judges certificates inside of a message.
    `compared` are the lists that the two parties compare. `said_at` is when the request was signed, where known.
    """

    session: "Session"
    vault: "Vault"
    agreement: Agreement
    standing: "Standing"
    elements: dict[type, frozenset[str]]
    purpose: str
    now: datetime
    heading: KepalaJawaban
    caller: Side = Side.PARTNER
    signers: "Signers | None" = None
    compared: "tuple[Compared, ...]" = ()
    said_at: datetime | None = None
    touched: dict[bytes, None] = field(default_factory=dict)

    def touch(self, subject: bytes) -> None:
        """Note that the person with this blind index was touched; twice counts once."""
        self.touched[subject] = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a service: its name on the wire, its two messages, and the function that carries it out.

    `gives` is the element list whose records stand in the answer; a request may narrow it by `elemenDiminta`.
    `confirms`: it tells whether what was sent agrees, and nothing may tell who is restricted (domain: 1.6).
    """

    name: str
    request: type
    answer: type
    carry_out: Callable[[Call, Any], Any]
    doc: str
    gives: ElementList | None = None
    confirms: bool = False

    @property
    def answer_name(self) -> str:
        """The name of the answer's element (document/literal wrapped: the operation's, with Response)."""
        return f"{self.name}Response"


@dataclass(frozen=True, slots=True)
class Offer:
    """A list that the host offers for pulling.

    `key` names a record, `subject` its person, as (kind of number, number); None where it is about nobody.
    `removable`: whether a record can be taken out again (HAPUS).
    """

    listed: ElementList
    key: Callable[[Any], tuple[str, str]]
    subject: Callable[[Any], tuple[str, str]] | None
    removable: bool


@dataclass(frozen=True, slots=True)
class Service:
    """One port type: the service that BKN hosts for an agreement, or, with no agreement, for all of them.

    A partner hosts services too (`host`), which BKN calls; what has no agreement is there on both sides.
    """

    name: str
    namespace: str
    operations: tuple[Operation, ...]
    doc: str
    agreement: Agreement | None = None
    host: Side = Side.BKN
    lists: "tuple[ListKind, ...]" = ()
    """The kinds of whole lists that are worked through in the background (adapter.exchange)."""
    offers: tuple[Offer, ...] = ()
    """What its operations let the caller pull, filled by `jembatan offer`."""
    holds: "tuple[Kept, ...]" = ()
    """The lists of which its host keeps what it receives, and what it has of its own (`jembatan hold`)."""
    compared: "tuple[Compared, ...]" = ()
    """The lists of its agreement that both parties hold, and compare (LayananKerjaSama, ambilSidik)."""

    def operation(self, name: str) -> Operation | None:
        """The operation of that name, or None."""
        return next((operation for operation in self.operations if operation.name == name), None)
