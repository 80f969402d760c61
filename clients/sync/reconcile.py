"""Compares a list that both parties hold, over the wire, and keeps what was found (domain: C14).

Both ends first make their digests, in pieces; whoever is killed meanwhile goes on from there. What differs is looked at
twice: a record that moves while it is compared is no difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy.orm import Session

from adapter.agreements.comparing import Compared
from adapter.agreements.terms import Agreement
from adapter.errors import OperatorError
from adapter.limits import RANGES_A_CALL
from adapter.records import digests
from adapter.records.database import reading, writing
from adapter.records.digest_models import Reconciliation
from clients.errors import ClientError
from clients.sync.ends import OtherEnd, OwnEnd, Told, common_secret
from clients.sync.narrowing import Pair, look_again, narrow
from clients.sync.site import Site

ONLY_HERE, ONLY_THERE, DIFFERENT = "only here", "only there", "different"


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that is not the same at both ends.

    `row_key` names it in our own store, where we have it; by `their_token` it can be pulled from the other party.
    """

    kind: str
    position: int
    row_key: bytes | None
    their_token: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a comparison found. `moving` records changed meanwhile, and are left to the next one.

    Bytes are those of the messages, signed, as they went over the wire.
    """

    agreement: str
    list_name: str
    element_version: str
    here: int
    there: int
    differences: tuple[Difference, ...]
    moving: int
    messages: int
    bytes_sent: int
    bytes_received: int
    begun_at: datetime
    ended_at: datetime

    def count(self, kind: str) -> int:
        """How many differences there are of a kind."""
        return sum(one.kind == kind for one in self.differences)

    def to_pull(self) -> list[int]:
        """The other party's tokens under which what differs can be pulled, each alone, in their order."""
        return sorted(one.their_token for one in self.differences if one.their_token is not None)

    def to_push(self) -> list[bytes]:
        """The keys, in our own store, of what the other party has not, or has otherwise."""
        return [one.row_key for one in self.differences if one.row_key is not None]


def reconcile(site: Site, agreement: Agreement, list_name: str, told: Told = lambda _word, _count: None) -> Report:
    """Compare the list with the other party's, and keep the counts.

    Raises ClientError where the other party refuses, does not answer, answers nonsense or goes by another version of
    the elements; Refusal where the agreement is not in force; OperatorError for a list that is not compared.
    """
    begun = site.clock()
    own = OwnEnd(site, agreement, compared_list(site, agreement, list_name), told)
    other = OtherEnd(own)
    common_secret(own, other)
    _make_ready(own, other)
    found = narrow(own.ask, other.ask, RANGES_A_CALL)
    standing = _standing(own, other, found.differing)
    with writing(site.engine) as session:
        report = Report(
            agreement=agreement.code,
            list_name=list_name,
            element_version=own.version,
            here=found.here,
            there=found.there,
            differences=_differences(session, own, other, standing),
            moving=len(found.differing) - len(standing),
            messages=other.messages,
            bytes_sent=other.sent,
            bytes_received=other.received,
            begun_at=begun,
            ended_at=site.clock(),
        )
        session.add(_row(report))
    return report


def compared_list(site: Site, agreement: Agreement, list_name: str) -> Compared:
    """How the list is compared. Raises OperatorError, naming the lists that are."""
    lists = {one.listed.name: one for one in site.catalogue.compared_under(agreement)}
    if list_name not in lists:
        compared = ", ".join(lists) or "none"
        raise OperatorError(f"{agreement.code} compares no list {list_name!r}; it compares {compared}")
    return lists[list_name]


def _make_ready(own: OwnEnd, other: OtherEnd) -> None:
    own.make_ready()
    other.make_ready()
    if own.version != other.version:
        raise ClientError(
            f"{own.agreement.code}: we go by {own.version} of the elements, the other party by {other.version}; "
            "record the adendum at both ends, then compare again"
        )


def _standing(own: OwnEnd, other: OtherEnd, differing: Mapping[int, Pair]) -> dict[int, Pair]:
    """Of what differs, what still does, and is at both ends as it was."""
    if not differing:
        return {}
    _make_ready(own, other)
    other.tokens.clear()
    again = look_again(own.ask, other.ask, differing, RANGES_A_CALL)
    return {position: pair for position, pair in again.items() if pair == differing[position]}


def _differences(
    session: Session, own: OwnEnd, other: OtherEnd, standing: Mapping[int, Pair]
) -> tuple[Difference, ...]:
    if not standing:
        return ()
    ours = digests.at_positions(session, digests.kept(session, own.place), standing)
    return tuple(
        Difference(
            _kind(pair),
            position,
            ours[position].row_key if position in ours else None,
            other.tokens.get(position),
        )
        for position, pair in sorted(standing.items())
    )


def _kind(pair: Pair) -> str:
    if pair.there is None:
        return ONLY_HERE
    return ONLY_THERE if pair.here is None else DIFFERENT


def _row(report: Report) -> Reconciliation:
    kinds = {"only_here": ONLY_HERE, "only_there": ONLY_THERE, "different": DIFFERENT}
    same = {one.name: getattr(report, one.name) for one in fields(report) if one.name != "differences"}
    return Reconciliation(**same, **{name: report.count(kind) for name, kind in kinds.items()})


def numbers_of(site: Site, report: Report) -> dict[int, tuple[str, str]]:
    """By position, what names each differing record that we hold, as (kind of number, number).

    For the operator's eyes, never for a log. Raises VaultError.
    """
    agreement = site.catalogue.agreement(report.agreement)
    own = OwnEnd(site, agreement, compared_list(site, agreement, report.list_name), lambda _word, _count: None)
    keys = {one.row_key: one.position for one in report.differences if one.row_key is not None}
    with reading(site.engine) as session:
        found = own.compared.store_at(site.own).read(own.call(session), own.place, list(keys))
        return {keys[key]: own.compared.key(one.record) for key, one in found.items() if one is not None}
