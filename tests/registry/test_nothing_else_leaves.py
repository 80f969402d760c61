"""Whatever was agreed, withdrawn or granted, and on whatever day: no element outside of the effective list leaves.

What is effective is computed here once more, element by element and apart from the registry's own way.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import Phase, event, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from sqlalchemy import delete
from sqlalchemy.orm import Session

from adapter.agreements.fields import members
from adapter.agreements.operation import Operation, Service
from adapter.agreements.terms import ElementList, Side
from adapter.errors import OperatorError
from adapter.journal.models import ReplayKey
from adapter.records.database import writing
from adapter.records.synthetic import populate
from adapter.records.vault import Vault
from adapter.registry import addenda, letters, store
from adapter.registry import addenda_models as rows
from adapter.registry.catalogue import Catalogue, load_agreements
from adapter.registry.effective import ElementChange
from adapter.registry.flaws import Flawed
from adapter.registry.models import Addendum, AddendumChange
from clients.base import PartnerClient
from clients.errors import RequestRefused
from tests.support.asking import BUILDERS, agreement_of, caller_of, carried, giving
from tests.support.databases import sqlite_copy
from tests.support.world import World, make_world

START = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
NUMBERS = count(1)
TABLES = (
    rows.GrantedElement, rows.DataRequestAnswer, rows.RequestedElement, rows.DataRequest, rows.AddendumApproval,
    rows.ProposedChange, rows.AddendumProposal, AddendumChange, Addendum, ReplayKey,
)  # fmt: skip
OFF = 3
"""So many elements of each list are off in the second world, as if the text had never named them."""


Key = tuple[str, str]
"""(list, element)."""


@dataclass(frozen=True)
class Document:
    """An adendum (its changes), or a letter (what is granted, until a day); `counts` from when it is in effect."""

    changes: tuple[tuple[str, Key], ...]
    counts: datetime
    until: date | None = None


@dataclass(frozen=True)
class Step:
    """After `days` somebody does something; the numbers choose among what there is."""

    what: Literal["record", "propose", "approve", "letter", "ask", "repeat"]
    days: int
    choice: int
    names: tuple[int, ...]
    lag: int


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(["record", "propose", "approve", "letter", "letter", "ask", "ask", "repeat"]),
        st.sampled_from([0, 0, 1, 7, 45, 100]),
        st.integers(0, 7),
        st.lists(st.integers(0, 30), max_size=4).map(tuple),
        st.integers(-10, 20),
    ),
    min_size=2,
    max_size=10,
)


def with_some_off(catalogue: Catalogue) -> Catalogue:
    """The catalogue in which some elements of every list that an answer carries are off."""
    inside = {listed.name for service, operation in giving(catalogue) for listed in carried(service, operation)}

    def changed(listed: ElementList) -> ElementList:
        if listed.name not in inside:
            return listed
        needed = {member.name for member in members(listed.record) if member.least}
        off = [name for name in listed.elements if name not in needed][:OFF]
        on = tuple(name for name in listed.elements if name not in off)
        return replace(listed, elements=on, off=(*listed.off, *off))

    def of(service: Service) -> Service:
        if service.agreement is None:
            return service
        lists = tuple(changed(listed) for listed in service.agreement.element_lists)
        by_name = {listed.name: listed for listed in lists}
        operations = tuple(replace(o, gives=by_name[o.gives.name]) if o.gives else o for o in service.operations)
        return replace(service, agreement=replace(service.agreement, element_lists=lists), operations=operations)

    return Catalogue(tuple(of(service) for service in catalogue.everything))


CATALOGUES = {"as agreed": load_agreements(), "some off": with_some_off(load_agreements())}
GIVING = [
    (service.name, operation.name) for service, operation in giving(load_agreements()) if operation.name in BUILDERS
]


class Shared:
    """Holds the world of a module; a failing example is printed without all that it contains."""

    def __init__(self, world: World) -> None:
        self.world = world


@pytest.fixture(scope="module", params=list(CATALOGUES))
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sqlite_file: Path
) -> Iterator[Shared]:
    """One world for all examples: each begins with no document at all."""
    with sqlite_copy(sqlite_file, tmp_path_factory.mktemp("leaves")) as engine:
        vault = Vault(b"d" * 32, b"i" * 32)
        populate(engine, vault, 60, now=START)
        world = make_world(engine, vault, START, algorithm="ec")
        world = replace(world, catalogue=CATALOGUES[request.param])
        for asking in BUILDERS.values():
            asking.prepare(world)
        yield Shared(world)


@dataclass
class Wire:
    """Keeps what came back last."""

    world: World
    raw: bytes = b""

    def post(self, address: str, raw: bytes, headers: dict[str, str]) -> Any:
        answer = self.world.post(address, raw, headers)
        self.raw = answer.content
        return answer


@cache
def line(world: World, service: str, operation: str) -> tuple[PartnerClient, Wire]:
    """Somebody who may call an operation, made once: reading a contract takes longer than ten calls."""
    wire = Wire(world)
    (found,) = (pair for pair in giving(world.catalogue) if (pair[0].name, pair[1].name) == (service, operation))
    return caller_of(world, *found, post=wire.post), wire


class Story:
    """What happens in one example, and what may leave by all that has happened."""

    def __init__(self, world: World, service: Service, operation: Operation) -> None:
        self.world, self.service, self.operation = world, service, operation
        self.lists = carried(service, operation)
        self.of_the_text = {(listed.name, name) for listed in self.lists for name in listed.elements}
        self.agreement = agreement_of(service)
        self.documents: list[Document] = []
        self.proposed: dict[str, tuple[tuple[tuple[str, Key], ...], date]] = {}
        self.sent: Any = None
        self.client, self.wire = line(world, service.name, operation.name)
        self.client.element_version = self.agreement.element_version

    def take(self, step: Step) -> None:
        # A minute later, too: what comes after something has another instant.
        self.world.now += timedelta(days=step.days, minutes=1)
        with suppress(Flawed, OperatorError):
            getattr(self, f"_{step.what}")(step)

    def _picked(self, step: Step) -> tuple[Key, ...]:
        known = [(listed.name, name) for listed in self.lists for name in (*listed.elements, *listed.off)]
        return tuple(dict.fromkeys(known[number % len(known)] for number in step.names))

    def _changes(self, step: Step) -> tuple[tuple[str, Key], ...]:
        return tuple(("TAMBAH" if (step.choice >> i) & 1 else "CABUT", key) for i, key in enumerate(self._picked(step)))

    def store(self) -> AbstractContextManager[Session]:
        """A transaction at the host: a partner's host has its own registry."""
        host = self.world if self.service.host is Side.BKN else self.world.host(self.agreement.code)
        return writing(host.engine)

    def _day(self, step: Step) -> date:
        return self.world.now.date() + timedelta(days=step.lag)

    def _counted(self, first_day: date) -> datetime:
        midnight = datetime.combine(first_day, datetime.min.time(), self.world.now.tzinfo)
        return max(midnight, self.world.now)

    def _record(self, step: Step) -> None:
        changes = [ElementChange(kind, *key) for kind, key in self._changes(step)]
        with self.store() as session:
            store.record_addendum(
                session, self.agreement, number=f"AD-{next(NUMBERS)}", first_day=self._day(step), changes=changes,
                note=None, now=self.world.now,
            )  # fmt: skip
        self.documents.append(Document(self._changes(step), self._counted(self._day(step))))

    def _propose(self, step: Step) -> None:
        number, day = f"AD-{next(NUMBERS)}", self._day(step)
        changes = tuple(ElementChange(kind, *key) for kind, key in self._changes(step))
        with self.store() as session:
            proposal = addenda.Proposal(number, day - timedelta(days=5), day, changes)
            addenda.propose(session, self.agreement, Side.PARTNER, proposal, by="uji", now=self.world.now)
        self.proposed[number] = (self._changes(step), day)

    def _approve(self, step: Step) -> None:
        if not self.proposed:
            return
        number = list(self.proposed)[step.choice % len(self.proposed)]
        with self.store() as session:
            addenda.approve(
                session, self.agreement, Side.BKN, number, team_member=None, by="uji", now=self.world.now
            )  # fmt: skip
        changes, day = self.proposed.pop(number)
        self.documents.append(Document(changes, self._counted(day)))

    def _letter(self, step: Step) -> None:
        keys, until = self._picked(step), self.world.now.date() + timedelta(days=abs(step.lag))
        side = Side.PARTNER if self.lists[0].giver is Side.BKN else Side.BKN
        letter = letters.Letter(f"S-{next(NUMBERS)}", self.world.now.date(), keys, "uji")
        granted = keys[: len(keys) - step.choice % 2]
        decision = letters.GRANTED if granted == keys else letters.IN_PART
        with self.store() as session:
            letters.send_letter(session, self.agreement, side, letter, by="uji", now=self.world.now)
            answer = letters.Decision(decision, granted, until)
            letters.answer_letter(session, self.agreement, letter.number, answer, by="uji", now=self.world.now)
        self.documents.append(Document(tuple(("SURAT", key) for key in granted), self.world.now, until))

    def _ask(self, step: Step) -> None:
        names = tuple(dict.fromkeys(name for _, name in self._picked(step))) if step.choice % 2 else ()
        # Of the versions that there have been, an older one now and then.
        self.client.element_version = f"{self.agreement.element_version}.{step.choice}"
        if step.choice < 4:
            with self.store() as session:
                held = store.standing(session, self.agreement, self.world.now.date())
            self.client.element_version = held.versions[-1 - step.choice % 2 * (len(held.versions) > 1)]
        self._send(BUILDERS[self.operation.name].build(self.client.kepala(), names))

    def _repeat(self, _step: Step) -> None:
        if self.sent is not None:
            self._send(self.sent)

    def _send(self, request: Any) -> None:
        self.sent = request
        try:
            answer = self.client.send(request, self.operation.answer)
        except RequestRefused as refusal:
            event(f"refused: {refusal.kodeGalat}")
            return
        event(f"answered, ulangan {answer.kepala.ulangan}")
        asked = set(getattr(request, "elemenDiminta", ()))
        for listed in self.lists:
            known = {*listed.elements, *listed.off}
            allowed = {name for name in known if self._passes((listed.name, name))}
            found, named = told(self.body(), self.operation.answer, listed.record)
            assert found <= (allowed & asked if asked else allowed) | set(listed.accompanying)
            assert named & known <= allowed

    def body(self) -> etree._Element:
        """The answer that came last."""
        (found,) = etree.fromstring(self.wire.raw).iterfind(f".//{{*}}{self.operation.answer_name}")
        return found

    def _passes(self, key: Key) -> bool:
        """The last adendum about it has the word; or else a letter that is younger than it, and has not run out.

        Of two that count from the same midnight, the one that was recorded last.
        """
        now = self.world.now
        begun = [document for document in self.documents if document.counts <= now]
        told_of = [(d.counts, kind) for d in begun if d.until is None for kind, about in d.changes if about == key]
        decided = max(reversed(told_of), key=lambda pair: pair[0])[1] if told_of else None
        if decided == "TAMBAH" or (decided is None and key in self.of_the_text):
            return True
        withdrawn = max(
            (counts for counts, kind in told_of if kind == "CABUT"), default=datetime.min.replace(tzinfo=now.tzinfo)
        )
        return any(
            ("SURAT", key) in d.changes and d.counts > withdrawn and d.until is not None and now.date() <= d.until
            for d in begun
        )


def told(element: etree._Element, message: type, record: type) -> tuple[set[str], set[str]]:
    """The names of what stands in the records, at any depth; and the element names that the message tells in words."""
    found: set[str] = set()
    named: set[str] = set()
    by_name = {member.name: member for member in members(message)}
    for child in element:
        name = etree.QName(child).localname
        if message is record:
            found.add(name)
            continue
        kind = by_name[name].type
        if isinstance(kind, type):
            below = told(child, kind, record)
            found |= below[0]
            named |= below[1]
        elif kind.name == "tNamaElemen":
            named.add(child.text or "")
    return found, named


def begin(world: World, names: tuple[str, str]) -> Story:
    """A story in a world of which nobody has recorded anything."""
    world.now = START
    found = next(pair for pair in giving(world.catalogue) if (pair[0].name, pair[1].name) == names)
    story = Story(world, *found)
    with story.store() as session:
        for table in TABLES:
            session.execute(delete(table))
    return story


# An example is up to ten signed calls, where others are a function each: a tenth of the examples.
@settings(max_examples=max(20, settings().max_examples // 10), phases=[Phase.explicit, Phase.generate, Phase.shrink])
@given(names=st.sampled_from(GIVING), steps=STEPS)
@example(names=GIVING[0], steps=[Step("record", 0, 0, (0,), 1), Step("record", 0, 1, (0,), 1)])
def test_nothing_outside_of_the_effective_list_leaves(
    shared: Shared, names: tuple[str, str], steps: list[Step]
) -> None:
    story = begin(shared.world, names)
    # What nothing has been withdrawn from, no letter can give back.
    story.take(Step("record", 0, 0, (0, 1, 2, 3), 0))
    for step in steps:
        story.take(step)
    # By the current version, today and after what was granted has run out.
    for days in (0, 1, 20):
        story.take(Step("ask", days, 0, (), 0))


@pytest.mark.parametrize("names", GIVING)
def test_what_is_asked_does_bring_records(shared: Shared, names: tuple[str, str]) -> None:
    story = begin(shared.world, names)
    story.client.send(BUILDERS[names[1]].build(story.client.kepala(), ()), story.operation.answer)
    assert all(told(story.body(), story.operation.answer, listed.record)[0] for listed in story.lists)


def test_every_operation_that_carries_a_list_can_be_asked() -> None:
    assert {operation.name for _, operation in giving(load_agreements())} == set(BUILDERS)
