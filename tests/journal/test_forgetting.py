"""Old replay keys go, a few at a time; no clock that jumps makes an old message new."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from adapter import limits
from adapter.errors import KeyForgotten, Replayed
from adapter.journal import journal
from adapter.journal.forgetting import Forgetter, forget_signatures
from adapter.journal.models import ReplayKey
from adapter.records.database import open_engine, reading, writing
from adapter.security.names import SOAP11
from tests.support import forge
from tests.support.forge import fault_code
from tests.support.world import make_world

HEADERS = {"Content-Type": forge.CONTENT_TYPES[SOAP11]}
DAY, YEAR = timedelta(days=1), timedelta(days=365)
JUST_OLD = limits.REPLAY_KEY_KEPT + timedelta(seconds=1)


@dataclass
class Message:
    """What is asked of a verified message."""

    signer: bytes
    replay_key: bytes
    created: datetime


def message(created: datetime, number: int = 0, signer: bytes = b"a" * 32) -> Message:
    return Message(signer, number.to_bytes(32), created)


def claim(engine, *messages: Message) -> None:
    with writing(engine) as session:
        for one in messages:
            journal.claim_signature(session, one)


def known(engine, signer: bytes | None = None) -> int:
    with reading(engine) as session:
        wanted = select(func.count()).select_from(ReplayKey)
        return session.scalar(wanted if signer is None else wanted.where(ReplayKey.signer == signer))


def forget(engine, created: datetime, rows: int = 1000, signer: bytes = b"a" * 32) -> int:
    with writing(engine) as session:
        return forget_signatures(session, signer, created, rows)


def test_a_key_outlives_a_day_and_every_timestamp():
    latest_arrival = limits.MAX_TIMESTAMP_LIFETIME
    assert limits.REPLAY_KEY_KEPT - latest_arrival >= timedelta(hours=24)
    assert limits.REPLAY_KEY_KEPT > limits.MAX_TIMESTAMP_LIFETIME + limits.CLOCK_SKEW


def test_only_what_is_old_goes_and_the_oldest_first(engine, now):
    claim(engine, *(message(now + timedelta(minutes=n), n) for n in range(10)))
    last = now + timedelta(minutes=9)
    assert forget(engine, last + limits.REPLAY_KEY_KEPT - timedelta(minutes=9)) == 0
    assert forget(engine, last + limits.REPLAY_KEY_KEPT, rows=4) == 4
    with pytest.raises(Replayed):
        claim(engine, message(now + timedelta(minutes=4), 4))
    assert forget(engine, last + limits.REPLAY_KEY_KEPT) == 5
    assert known(engine) == 1


def test_one_signers_messages_let_no_keys_of_another_go(engine, now):
    claim(engine, message(now, signer=b"a" * 32), message(now + YEAR, signer=b"b" * 32))
    forget(engine, now + YEAR, signer=b"b" * 32)
    with pytest.raises(Replayed):
        claim(engine, message(now, signer=b"a" * 32))


def test_what_is_older_than_all_that_is_known_is_not_new(engine, now):
    claim(engine, message(now, 1), message(now + JUST_OLD, 2))
    forget(engine, now + JUST_OLD)
    with pytest.raises(KeyForgotten):
        claim(engine, message(now, 1))
    claim(engine, message(now + timedelta(seconds=1), 3))


def test_more_go_than_come(engine, now):
    """Whatever stood there is worked off, by no more than the calls themselves."""
    claim(engine, *(message(now, n) for n in range(300)))
    forgetter = Forgetter(engine, every=10, rows=20)
    for n in range(310):
        later = message(now + JUST_OLD, 1000 + n)
        claim(engine, later)
        forgetter.after(later)
    assert known(engine) == 310


def test_two_servers_forget_at_once(engine, now):
    claim(engine, *(message(now, n) for n in range(40)))
    second = open_engine(engine.url.render_as_string(hide_password=False))
    with writing(engine) as session:
        assert forget_signatures(session, b"a" * 32, now + JUST_OLD, 10) == 10
        if engine.dialect.name == "postgresql":  # SQLite lets one write at a time
            assert forget(second, now + JUST_OLD, 100) == 30
    second.dispose()


def test_it_never_fails_a_call(now):
    away = open_engine("sqlite:////nonexistent/x.db")
    with capture_logs() as lines:
        Forgetter(away).after(message(now))
    assert [line["event"] for line in lines] == ["old replay keys not deleted"]


@pytest.fixture
def world(engine, vault, now):
    return make_world(engine, vault, now)


def post(world, raw: bytes) -> str:
    return fault_code(world.post(forge.ENDPOINT, raw, HEADERS))


def restart(world) -> None:
    """A new process: the first message of each signer takes old keys away."""
    world.__dict__.pop("application", None)


def test_calls_take_the_old_keys_away(world):
    for _ in range(3):
        assert post(world, forge.request(world.signer("BPJS"), world.now).raw) == ""
        world.now += limits.REPLAY_KEY_KEPT / 2 + timedelta(minutes=1)
        restart(world)
    assert known(world.engine) == 2


def test_our_clock_jumps_a_year_ahead_and_back(world, now):
    """While it is ahead, not even a partner whose clock is as wrong makes us forget another's message."""
    raw = forge.request(world.signer("BPJS"), now).raw
    assert post(world, raw) == ""
    world.now = now + YEAR / 2
    assert post(world, raw) == "wsu:MessageExpired"
    sigtk = forge.request(world.signer("SIGTK"), world.now)
    assert post(world, sigtk.raw) == "wsse:FailedAuthentication"  # signed well, but it names BPJS's agreement
    assert known(world.engine) == 2
    world.now = now
    assert post(world, raw) == "wsse:InvalidSecurity"
    assert post(world, forge.request(world.signer("BPJS"), now).raw) == ""


def test_our_clock_is_set_back_to_when_an_old_message_was_new(world, now):
    raw = forge.request(world.signer("BPJS"), now).raw
    assert post(world, raw) == ""
    world.now = now + 3 * DAY
    restart(world)
    assert post(world, forge.request(world.signer("BPJS"), world.now).raw) == ""
    assert known(world.engine) == 1
    world.now = now
    assert post(world, raw) == "wsse:InvalidSecurity"
