"""The same signature twice (hazards, cases 6 and 7), on SQLite and on PostgreSQL."""

from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import cycle

import pytest
from lxml import etree

from adapter import limits
from adapter.app import Application
from adapter.records.database import open_engine
from adapter.security.names import SOAP11
from tests.support import forge
from tests.support.forge import Message, fault_code
from tests.support.world import ADDRESS, World, make_world, post_to

HEADERS = {"Content-Type": forge.CONTENT_TYPES[SOAP11]}
REPLAYED = "wsse:InvalidSecurity"
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@pytest.fixture(params=["rsa", "ec"])
def bkn(request, engine, vault, now) -> World:
    return make_world(engine, vault, now, algorithm=request.param)


def honest(world: World) -> Message:
    return forge.request(world.signer("BPJS"), world.now)


@pytest.fixture
def another(bkn) -> Iterator[Application]:
    """A second server on the same database, as after a restart or on another host."""
    engine = open_engine(bkn.engine.url.render_as_string(hide_password=False))
    yield Application(replace(bkn.parts, engine=engine), ADDRESS)
    engine.dispose()


def codes(applications: list[Application], raw: bytes, times: int) -> Counter[str]:
    """The fault codes of `raw` sent so often, eight at once, to the applications in turn."""
    with ThreadPoolExecutor(8) as pool:
        ways = [application for application, _ in zip(cycle(applications), range(times), strict=False)]
        answers = pool.map(lambda way: post_to(way, forge.ENDPOINT, raw, HEADERS), ways)
        return Counter(map(fault_code, answers))


def outcomes(world: World) -> Counter[str]:
    return Counter(entry.outcome for entry in world.entries())


def test_one_after_the_other(bkn):
    raw = honest(bkn).raw
    answers = [fault_code(bkn.post(forge.ENDPOINT, raw, HEADERS)) for _ in range(4)]
    assert answers == ["", REPLAYED, REPLAYED, REPLAYED]
    assert outcomes(bkn) == {"BERHASIL": 1, "TANDA_TANGAN_TIDAK_SAH": 3}


def test_after_a_restart(bkn, another):
    raw = honest(bkn).raw
    assert fault_code(bkn.post(forge.ENDPOINT, raw, HEADERS)) == ""
    assert codes([another], raw, 1) == {REPLAYED: 1}


def test_fifty_at_once_at_two_servers(bkn, another):
    assert codes([bkn.application, another], honest(bkn).raw, 50) == {"": 1, REPLAYED: 49}
    assert outcomes(bkn) == {"BERHASIL": 1, "TANDA_TANGAN_TIDAK_SAH": 49}


def test_at_the_last_moment_of_its_life(bkn, now):
    message = honest(bkn)
    assert fault_code(bkn.post(forge.ENDPOINT, message.raw, HEADERS)) == ""
    bkn.now = now + limits.TIMESTAMP_LIFETIME
    assert fault_code(bkn.post(forge.ENDPOINT, message.raw, HEADERS)) == REPLAYED


def test_at_another_service(bkn):
    raw = honest(bkn).raw
    assert fault_code(bkn.post(forge.ENDPOINT, raw, HEADERS)) == ""
    answer = bkn.post(forge.ENDPOINT.replace("KerjaSama", "Bpjs"), raw, HEADERS)
    assert fault_code(answer) in (REPLAYED, "soap:Client")


def disguised(message: Message, disguise: str) -> bytes:
    """The same signature in other bytes."""
    if disguise == "wrapped-base64":
        text = message.signature_value.text
        message.signature_value.text = "\r\n".join(text[i : i + 76] for i in range(0, len(text), 76))
    elif disguise == "unsigned-header":
        etree.SubElement(message.header, forge.UNKNOWN)
    elif disguise == "other-prefix":
        return message.raw.replace(b"<soap:Header", b'<h:Header xmlns:h="%s"' % SOAP11.encode(), 1).replace(
            b"</soap:Header", b"</h:Header"
        )
    elif disguise == "utf-16":
        return message.raw.decode().encode("utf-16")
    return message.raw


@pytest.mark.parametrize("disguise", ["wrapped-base64", "unsigned-header", "other-prefix", "utf-16"])
def test_in_another_dress(bkn, disguise):
    message = honest(bkn)
    assert fault_code(bkn.post(forge.ENDPOINT, message.raw, HEADERS)) == ""
    dressed = disguised(message.copy(), disguise)
    assert dressed != message.raw
    headers = HEADERS if disguise != "utf-16" else {"Content-Type": "text/xml; charset=utf-16"}
    assert fault_code(bkn.post(forge.ENDPOINT, dressed, headers)) == REPLAYED


def test_the_twin_of_an_ecdsa_signature(engine, vault, now):
    """(r, n - s) verifies as well as (r, s): hazards, fact 7."""
    world = make_world(engine, vault, now, algorithm="ec")
    message = honest(world)
    twin = message.copy()
    value = b64decode(twin.signature_value.text)
    s = P256_ORDER - int.from_bytes(value[32:])
    twin.signature_value.text = b64encode(value[:32] + s.to_bytes(32)).decode()
    assert fault_code(world.post(forge.ENDPOINT, twin.raw, HEADERS)) == ""
    assert fault_code(world.post(forge.ENDPOINT, message.raw, HEADERS)) == REPLAYED
