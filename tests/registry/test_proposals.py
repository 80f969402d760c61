"""What proposals lead to, whatever is answered and whenever one looks."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from adapter.agreements.panrb.terms import AGREEMENT as PANRB
from adapter.clock import WIB
from adapter.registry.early_ends import endings
from adapter.registry.proposals import BREACH, EARLY_END, EXTENSION, WISH, is_open
from adapter.registry.status import ALIVE, RecordedExtension, status_on
from adapter.registry.term_models import Proposal

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
REVIVED = RecordedExtension("P-1", FIRST, LAST)
DAYS = st.dates(FIRST, date(2029, 12, 31))


def at(day: date) -> datetime:
    return datetime.combine(day, time(9), WIB)


@st.composite
def asked(draw):
    """A proposal that nobody has answered yet."""
    received = draw(st.dates(FIRST, LAST))
    silence = draw(st.sampled_from([None, received + timedelta(days=20)]))
    return {
        "agreement": "PANRB", "kind": draw(st.sampled_from([EARLY_END, EARLY_END, EXTENSION])), "side": "MITRA",
        "letter": "S-1", "ground": draw(st.sampled_from([WISH, WISH, BREACH])), "received_on": received,
        "last_day": received + timedelta(days=draw(st.integers(90, 400))), "answer_by": silence,
        "recorded_at": at(received), "answer": None,
    }  # fmt: skip


def answered(fields, word, day):
    return {**fields, "answer": word, "answered_on": day, "answered_at": at(day)}


def status(day, *proposals):
    rows = [Proposal(**fields) for fields in proposals]
    return status_on(PANRB, day, [REVIVED], endings(rows, [REVIVED]))


@given(st.lists(asked(), max_size=4), DAYS)
def test_an_end_comes_only_after_its_own_day(proposals, day):
    found = status(day, *proposals)
    ends = [fields["last_day"] for fields in proposals if fields["kind"] == EARLY_END]
    if day <= min([LAST, *ends]):
        assert found.name in ALIVE
    if day > LAST:
        assert found.name not in ALIVE


@given(asked(), st.sampled_from(["SETUJU", "TOLAK"]), st.integers(0, 500), DAYS)
def test_an_answer_leaves_the_days_before_it_alone(fields, word, wait, day):
    answered_on = fields["received_on"] + timedelta(days=wait)
    if is_open(Proposal(**fields), answered_on) and day < answered_on:
        assert status(day, fields) == status(day, answered(fields, word, answered_on))


@given(asked(), st.integers(0, 20), DAYS)
def test_a_refusal_in_time_keeps_it_in_force(fields, wait, day):
    if fields["ground"] != BREACH:
        refused = answered(fields, "TOLAK", fields["received_on"] + timedelta(days=wait))
        assert status(day, refused) == status(day)


@given(asked(), st.integers(0, 500))
def test_agreed_it_ends_on_its_day_or_when_it_is_agreed(fields, wait):
    answered_on = fields["received_on"] + timedelta(days=wait)
    agreed = answered({**fields, "kind": EARLY_END, "ground": WISH}, "SETUJU", answered_on)
    last = min(LAST, max(fields["last_day"], answered_on))
    assert status(last, agreed).name in ALIVE
    assert status(last + timedelta(days=1), agreed).name not in ALIVE
