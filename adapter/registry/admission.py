"""May this signer do this today, for this purpose, with these elements? Whatever no term allows is refused."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from adapter.agreements.operation import Operation, Service
from adapter.agreements.structures import Kepala
from adapter.agreements.terms import ADMINISTRATION, BKN, Agreement, OperationClass, Right, Side
from adapter.clock import wib_date
from adapter.errors import NotAuthorised, PurposeNotAllowed
from adapter.registry import store
from adapter.registry.catalogue import Catalogue
from adapter.registry.elements import require_elements, require_sent, require_version
from adapter.registry.gates import Passing, pass_gates
from adapter.registry.standing import Standing


@dataclass(frozen=True, slots=True)
class Admission:
    """A request that may be carried out. `elements` are the names that may leave, for each record type."""

    agreement: Agreement
    right: Right
    standing: Standing
    elements: dict[type, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, by whom: `signs_for` are the codes of the agreements of the signer's certificate."""

    service: Service
    operation: Operation
    heading: Kepala
    request: object
    signs_for: Collection[str]

    @property
    def caller(self) -> Side:
        """The party that calls: the other one than the host."""
        return Side.PARTNER if self.service.host is Side.BKN else Side.BKN


def admit(session: Session, catalogue: Catalogue, asked: Asked, now: datetime) -> Admission:
    """Decide on a request. Raises the Refusal that applies first, in the order of the steps below."""
    agreement = _agreement(catalogue, asked)
    right = agreement.right_to(asked.operation.name)
    if right is None:
        raise NotAuthorised(f"operasi {asked.operation.name} tidak diberikan oleh perjanjian ini")
    if asked.service.agreement is None and right.operation_class is OperationClass.EXCHANGE:
        _require_own(asked, right)
    standing = store.standing(session, agreement, wib_date(now))
    standing.require(right)
    if asked.heading.kodeTujuan not in right.purposes:
        raise PurposeNotAllowed(asked.heading.kodeTujuan, right.purposes)
    require_version(standing, asked.heading.versiElemen, right, asked.operation, _named(asked))
    pass_gates(session, Passing(agreement, standing, right, asked.heading, now, asked.service.host))
    require_sent(standing, asked.request, asked.caller)
    return Admission(agreement, right, standing, _elements(standing, asked))


def _agreement(catalogue: Catalogue, asked: Asked) -> Agreement:
    """The agreement that the heading names, if the signer may speak under it and the service belongs to it."""
    agreement = catalogue.numbered(asked.heading.nomorPerjanjian)
    # One text for an unknown number and for another partner's: neither is told which numbers exist.
    if agreement is None or agreement.code not in asked.signs_for:
        raise NotAuthorised("sertifikat ini tidak terdaftar untuk nomorPerjanjian itu")
    if asked.heading.kodeMitra != (agreement.partner_code if asked.caller is Side.PARTNER else BKN):
        raise NotAuthorised("kodeMitra bukan mitra pada nomorPerjanjian itu")
    if asked.service.agreement is not None and asked.service.agreement.code != agreement.code:
        raise NotAuthorised(f"{asked.service.name} bukan layanan perjanjian itu")
    return agreement


def _require_own(asked: Asked, right: Right) -> None:
    # A shared service is on both sides, the data of an exchange on one; what serves the agreement itself is on both.
    if right.giver is not asked.service.host and ADMINISTRATION.code not in right.purposes:
        raise NotAuthorised(f"operasi {asked.operation.name} bukan pada pihak ini")


def _elements(standing: Standing, asked: Asked) -> dict[type, frozenset[str]]:
    """The effective elements, narrowed to those that the request names."""
    elements = dict(standing.effective)
    listed = asked.operation.gives
    names = _named(asked)
    if listed is not None and names:
        require_elements(standing, listed, names)
        elements[listed.record] &= names | set(listed.accompanying)
    return elements


def _named(asked: Asked) -> frozenset[str]:
    """The elements that the request names, to have no others; none for all."""
    return frozenset(getattr(asked.request, "elemenDiminta", ())) if asked.operation.gives else frozenset()
