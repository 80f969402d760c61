"""A flood of refused messages fills no disk and takes no write lock; it is counted all the same."""

import pytest
from sqlalchemy import event
from structlog.testing import capture_logs

from adapter.journal.strangers import Strangers
from adapter.security.names import SOAP11
from tests.support import forge
from tests.support.forge import fault_code
from tests.support.world import make_world

HEADERS = {"Content-Type": forge.CONTENT_TYPES[SOAP11]}


class Seconds:
    now = 600.0

    def __call__(self) -> float:
        return self.now


def test_so_many_a_minute_for_each_name():
    seconds = Seconds()
    strangers = Strangers(2, seconds=seconds)
    assert [strangers.write_down(None) for _ in range(4)] == [True, True, False, False]
    assert strangers.write_down(b"BPJS") is True
    seconds.now += 60
    with capture_logs() as lines:
        assert strangers.write_down(None) is True
    assert [(line["event"], line["count"]) for line in lines] == [("refused messages were not written down", 2)]


def test_the_limit_is_told_once_when_it_is_reached():
    strangers = Strangers(2, seconds=Seconds())
    with capture_logs() as lines:
        for _ in range(9):
            strangers.write_down(None)
    assert [(line["event"], line["limit"]) for line in lines] == [("too many refused messages to write down each", 2)]


@pytest.fixture
def world(engine, vault, now):
    return make_world(engine, vault, now, strangers=3)


def flood(world, *messages: bytes) -> tuple[set[str], list[dict[str, object]]]:
    """The fault codes and the log lines of all of them."""
    with capture_logs() as lines:
        codes = {fault_code(world.post(forge.ENDPOINT, raw, HEADERS)) for raw in messages}
    return codes, lines


def test_a_flood_of_strangers(world, now):
    codes, lines = flood(world, *(forge.request(world.signer("STRANGER"), now).raw for _ in range(20)))
    assert codes == {"wsse:FailedAuthentication"}
    assert len(world.entries()) == 3
    assert [line["event"] for line in lines] == ["call"] * 3 + ["too many refused messages to write down each"]


def test_beyond_the_limit_nothing_is_written(world):
    flood(world, *[b"<x/>"] * 3)
    began = []
    event.listen(world.engine, "begin", lambda connection: began.append(connection.get_execution_options()))
    codes, _ = flood(world, *[b"<x/>"] * 5)
    assert codes == {"soap:VersionMismatch"}
    assert not any(options.get("writing") for options in began)


def test_a_flood_of_one_replayed_message(world, now):
    raw = forge.request(world.signer("BPJS"), now).raw
    codes, _ = flood(world, *[raw] * 10)
    assert codes == {"", "wsse:InvalidSecurity"}
    assert len(world.entries()) == 1 + 3


def test_neither_hides_another_name_nor_stops_an_honest_call(world, now):
    flood(world, *[b"<x/>"] * 5)
    changed = forge.request(world.signer("BPJS"), now)
    changed.body[0][0][0].text = "x"
    assert flood(world, changed.raw)[0] == {"wsse:FailedCheck"}
    assert flood(world, forge.request(world.signer("BPJS"), now).raw)[0] == {""}
    assert len(world.entries()) == 3 + 2


def test_what_http_turns_away_fills_no_log(world):
    with capture_logs() as lines:
        statuses = {world.post(forge.ENDPOINT, b"", {"Content-Type": "text/plain"}).status_code for _ in range(9)}
    assert statuses == {415}
    assert [line["event"] for line in lines] == ["turned away"] * 3 + ["too many refused messages to write down each"]
