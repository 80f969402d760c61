"""The status machine: what wins over what, as a table; and what holds whatever is recorded."""

from dataclasses import replace
from datetime import date as D  # noqa: N812 - a table of days reads better so
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.agreements.taspen.terms import AGREEMENT as TASPEN
from adapter.agreements.terms import OperationClass, Right, Side
from adapter.clock import WIB
from adapter.errors import AgreementNotInForce
from adapter.registry.standing import standing_on
from adapter.registry.status import ALIVE, ENDED_EARLY, VOID, Ending, RecordedExtension, RecordedSuspension, status_on

FIRST, LAST = D(2024, 8, 2), D(2027, 8, 1)


def at(day: D) -> datetime:
    return datetime.combine(day, time(9), WIB)


def ended(last: D, said: D, status: str = ENDED_EARLY) -> Ending:
    return Ending(status, last, at(said), said, "sebab")


def extended(first: D, last: D, recorded: D) -> RecordedExtension:
    return RecordedExtension("P", first, last, None, at(recorded))


STOP = ended(D(2026, 12, 31), D(2026, 9, 1))
LAW = ended(D(2026, 12, 31), D(2026, 12, 1), VOID)
REST = RecordedSuspension(D(2026, 6, 1), D(2026, 7, 1), "tunggakan")
OPEN = replace(REST, resumed_on=None)
LATE = ended(D(2027, 12, 1), D(2027, 12, 2), VOID)
NEVER = ended(D(2024, 8, 1), D(2024, 8, 2), VOID)
OLDER = extended(D(2027, 8, 2), D(2029, 8, 1), D(2026, 5, 1))
NEWER = extended(D(2027, 3, 1), D(2029, 8, 1), D(2027, 2, 1))
TABLE = [
    ("before the first day", D(2024, 8, 1), {}, "DRAF"),
    ("on the first day", FIRST, {}, "BERLAKU"),
    ("an extension can be asked for in time until now", D(2027, 4, 30), {}, "BERLAKU"),
    ("three months before the end", D(2027, 5, 1), {}, "AKAN_BERAKHIR"),
    ("on the last day", LAST, {}, "AKAN_BERAKHIR"),
    ("after the last day", D(2027, 8, 2), {}, "BERAKHIR"),
    ("an extension goes on", D(2027, 8, 2), {"extensions": [OLDER]}, "BERLAKU"),
    ("before anybody asked for an end", D(2026, 8, 31), {"endings": [STOP]}, "BERLAKU"),
    ("an early end far away", D(2026, 9, 1), {"endings": [STOP]}, "BERLAKU"),
    ("an early end is near", D(2026, 12, 31), {"endings": [STOP]}, "AKAN_BERAKHIR"),
    ("after an early end", D(2027, 1, 1), {"endings": [STOP]}, "DIHENTIKAN"),
    ("it takes an older extension along", D(2027, 9, 1), {"endings": [STOP], "extensions": [OLDER]}, "DIHENTIKAN"),
    ("a newer extension has not begun", D(2027, 2, 28), {"endings": [STOP], "extensions": [NEWER]}, "DIHENTIKAN"),
    ("a newer extension replaces it", D(2027, 3, 1), {"endings": [STOP], "extensions": [NEWER]}, "BERLAKU"),
    ("what replaced it ends too", D(2029, 8, 2), {"endings": [STOP], "extensions": [NEWER]}, "BERAKHIR"),
    ("void by law", D(2027, 1, 1), {"endings": [LAW]}, "BATAL_DEMI_HUKUM"),
    ("void wins on the same day", D(2027, 1, 1), {"endings": [STOP, LAW]}, "BATAL_DEMI_HUKUM"),
    ("void, and replaced", D(2027, 3, 1), {"endings": [LAW], "extensions": [NEWER]}, "BERLAKU"),
    ("void after it ended by itself", D(2028, 1, 1), {"endings": [LATE]}, "BERAKHIR"),
    ("void before it began", FIRST, {"endings": [NEVER]}, "BATAL_DEMI_HUKUM"),
    ("before a suspension", D(2026, 5, 31), {"suspensions": [REST]}, "BERLAKU"),
    ("suspended", D(2026, 6, 1), {"suspensions": [REST]}, "DITANGGUHKAN"),
    ("resumed", D(2026, 7, 1), {"suspensions": [REST]}, "BERLAKU"),
    ("suspended near the end", LAST, {"suspensions": [OPEN]}, "DITANGGUHKAN"),
    ("an end is stronger than a suspension", D(2027, 8, 2), {"suspensions": [OPEN]}, "BERAKHIR"),
    ("an early end is stronger", D(2027, 1, 1), {"suspensions": [OPEN], "endings": [STOP]}, "DIHENTIKAN"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "day", "recorded", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_what_wins(case, day, recorded, expected):
    assert status_on(TASPEN, day, **recorded).name == expected


@pytest.mark.parametrize(
    ("recorded", "day", "state", "closing"),
    [
        ({"suspensions": [REST]}, D(2026, 6, 1), "DITANGGUHKAN", True),
        ({"endings": [STOP]}, D(2027, 1, 1), "DIHENTIKAN", True),
        ({"endings": [LAW]}, D(2027, 1, 1), "BATAL_DEMI_HUKUM", True),
        ({}, D(2024, 8, 1), "BELUM_BERLAKU", False),
    ],
)
def test_each_class_goes_on_as_far_as_it_may(recorded, day, state, closing):
    standing = standing_on(TASPEN, day, **recorded)
    exchange, closing_duty, always = (Right("x", each, (), Side.BKN, "") for each in OperationClass)
    with pytest.raises(AgreementNotInForce) as refusal:
        standing.require(exchange)
    assert refusal.value.state == state
    standing.require(always)
    if closing:
        standing.require(closing_duty)
    else:
        with pytest.raises(AgreementNotInForce):
            standing.require(closing_duty)


DAYS = st.dates(D(2024, 1, 1), D(2031, 1, 1))
SPANS = st.tuples(DAYS, st.integers(0, 1500)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))


@st.composite
def facts(draw):
    """One more thing recorded: when, from which day it changes anything, and the fact."""
    recorded = draw(DAYS)
    kind = draw(st.sampled_from(["extension", "end", "void", "suspension"]))
    if kind == "extension":
        first, last = draw(SPANS)
        return recorded, first, extended(first, last, recorded)
    if kind == "end":
        return recorded, recorded, ended(max(recorded, draw(DAYS)), recorded)
    if kind == "void":
        first = draw(DAYS)
        return recorded, first, ended(first - timedelta(days=1), recorded, VOID)
    first, resumed = draw(SPANS)
    return recorded, first, RecordedSuspension(first, draw(st.sampled_from([None, resumed])), "sebab")


def told(day, found):
    kinds = {"extensions": RecordedExtension, "endings": Ending, "suspensions": RecordedSuspension}
    given = {name: [fact for *_, fact in found if isinstance(fact, kind)] for name, kind in kinds.items()}
    return status_on(TASPEN, day, **given)


@given(st.lists(facts(), max_size=6), DAYS)
def test_it_is_total_and_in_force_only_within_a_period(found, day):
    status = told(day, found)
    assert status == told(day, list(reversed(found)))
    periods = [(FIRST, LAST), *((f.first_day, f.last_day) for *_, f in found if isinstance(f, RecordedExtension))]
    if status.name in ALIVE:
        assert any(first <= day <= last for first, last in periods)
        assert day <= status.last_day
    else:
        assert status.name in ("DRAF", "BERAKHIR", ENDED_EARLY, VOID)
        assert status.name == "DRAF" or status.last_day < day


@given(st.lists(facts(), max_size=5), facts(), DAYS)
def test_what_is_recorded_later_leaves_earlier_days_alone(found, one_more, day):
    recorded, counts_from, _ = one_more
    if all(earlier[0] <= recorded for earlier in found) and day < min(recorded, counts_from):
        before, after = told(day, found), told(day, [*found, one_more])
        assert before == after
