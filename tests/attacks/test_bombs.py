"""Entity and size bombs (hazards, case 17): little work, little memory, and the code of the table.

`scripts/bench --worst` prints the same figures.
"""

import pytest

from adapter import limits
from adapter.security.names import SOAP11
from tests.support import forge
from tests.support.bombs import DOCTYPES, PAYLOADS
from tests.support.cost import costs

FIXED_BASE = 32 * 1024 * 1024
"""What a call in a fresh copy of the process takes beside its message: 9 MB, and the tree of the smallest elements."""


@pytest.mark.slow
def test_every_bomb_in_signed_and_unsigned_parts():
    measured = costs()
    assert {cost.name.split("/")[0] for cost in measured} >= {*DOCTYPES, *PAYLOADS}
    assert [cost for cost in measured if cost.code not in cost.allowed] == []
    assert [cost for cost in measured if cost.seconds > 1] == []
    assert [cost for cost in measured if cost.peak > 5 * cost.size + FIXED_BASE] == []


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
