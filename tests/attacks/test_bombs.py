"""Entity and size bombs (hazards, case 17): little work, little memory, and the code of the table.

How little work, `scripts/bench --worst` says, in milliseconds: no test asserts them.
"""

from contextlib import suppress

import pytest

from adapter import limits
from adapter.security.names import SOAP11, SOAP12
from tests.attacks.door import Door
from tests.attacks.ways import Way
from tests.support import forge
from tests.support.bombs import ANY_REFUSAL, DOCTYPES, PAYLOADS, in_body, in_header
from tests.support.cost import costs
from tests.support.ends import ends

FIXED_BASE = 32 * 1024 * 1024
"""What a call in a fresh copy of the process takes beside its message: 9 MB, and the tree of the smallest elements."""


@pytest.mark.slow
def test_every_bomb_in_signed_and_unsigned_parts():
    measured = costs()
    assert {cost.name.split("/")[0] for cost in measured} >= {*DOCTYPES, *PAYLOADS}
    assert [cost for cost in measured if cost.code not in cost.allowed] == []
    assert [cost for cost in measured if cost.peak > 5 * cost.size + FIXED_BASE] == []


@pytest.fixture(params=[SOAP11, SOAP12], ids=["soap11", "soap12"])
def client(request, worlds):
    """What an answer may hold is more than a request may: it comes to an end all the same."""
    with ends():
        yield Way(Door(worlds("rsa"), request.param), "client")


@pytest.mark.parametrize("shape", DOCTYPES)
def test_a_document_type_in_an_answer(client, shape):
    client.refuses(lambda answer: DOCTYPES[shape](answer.raw), "soap:Client")


@pytest.mark.parametrize("shape", PAYLOADS)
def test_a_bomb_in_an_answer(client, shape):
    client.refuses(lambda answer: in_body(answer, PAYLOADS[shape]()), *ANY_REFUSAL)


@pytest.mark.parametrize("shape", PAYLOADS)
def test_a_bomb_in_an_unsigned_header_of_an_answer(client, shape):
    """Within the limits it is none of our business; beyond them it is refused."""
    with suppress(pytest.fail.Exception):
        client.refuses(lambda answer: in_header(answer, PAYLOADS[shape]()), *ANY_REFUSAL)


def test_as_many_instructions_in_an_answer_as_its_limits_allow(client):
    """To find one among so many takes no longer than to find one."""
    many = "<?x?>" * (limits.MAX_ANSWER_ELEMENTS - 1000)
    client.refuses(lambda answer: in_header(answer, many), "soap:Client")


def test_the_measure_sees_memory_that_is_not_pythons():
    """One of these costs forty times its bytes in libxml2, were it parsed; a message of spaces costs its bytes."""
    found = {cost.name: cost for cost in costs("one-long-text", "as-many-elements-as-may-be")}
    text, elements = found["one-long-text/body"], found["as-many-elements-as-may-be/body"]
    assert text.peak > text.size
    assert elements.ratio > 20 > text.ratio


def test_a_body_beyond_the_limit_is_not_even_read(door):
    headers = {"Content-Type": forge.CONTENT_TYPES[SOAP11]}
    before = door.last_entry()
    answer = door.world.post(forge.ENDPOINT, b"<x>" + b"x" * 10_000_000, headers)
    assert answer.status_code == 413
    assert str(limits.MAX_REQUEST_BYTES) in answer.text
    assert (after := door.last_entry()) is before or after.id == before.id
