"""The same signature twice (hazards, cases 6 and 7), on SQLite and on PostgreSQL."""

from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from itertools import cycle

import pytest
from lxml import etree

from adapter import limits
from adapter.agreements.types import SHARED_NAMESPACE
from adapter.app import Application
from adapter.records.database import open_engine
from adapter.security import sign, wrap
from adapter.security.names import SOAP11
from tests.support import forge
from tests.support.forge import Message, fault_code
from tests.support.served import Server, serving, this_second
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


def in_parallel(servers: list[Server], raw: bytes, times: int) -> Counter[str]:
    """The fault codes of `raw` sent so often at once, to server processes in turn."""
    with ThreadPoolExecutor(times) as pool:
        ways = [server for server, _ in zip(cycle(servers), range(times), strict=False)]
        return Counter(map(fault_code, pool.map(lambda server: server.post(raw), ways)))


@pytest.fixture
def of_today(engine, vault) -> World:
    """For servers with a clock of their own."""
    now = this_second()
    return make_world(engine, vault, now, day=now)


@pytest.mark.slow
def test_fifty_at_once_at_four_processes_and_after_their_restart(of_today, tmp_path):
    raw = honest(of_today).raw
    with serving(of_today, tmp_path, servers=4) as servers:
        assert in_parallel(servers, raw, 50) == {"": 1, REPLAYED: 49}
    assert outcomes(of_today) == {"BERHASIL": 1, "TANDA_TANGAN_TIDAK_SAH": 49}
    with serving(of_today, tmp_path) as servers:
        assert in_parallel(servers, raw, 2) == {REPLAYED: 2}
        assert in_parallel(servers, honest(of_today).raw, 1) == {"": 1}


def wrapped(text: str) -> str:
    return "\r\n".join(text[i : i + 76] for i in range(0, len(text), 76))


def other_prefix(message: Message) -> bytes:
    prefix, version = message.root.prefix.encode(), message.version.encode()
    raw = message.raw.replace(b"<%s:Header" % prefix, b'<h:Header xmlns:h="%s"' % version, 1)
    return raw.replace(b"</%s:Header" % prefix, b"</h:Header")


def spaced(message: Message) -> bytes:
    """White space wherever no signed part is."""
    for element in (message.root, message.header, message.security, message.signature):
        element.text = "\n  "
        for child in element:
            child.tail = "\n \t"
    return message.raw


def changed(change: Callable[[Message], object]) -> Callable[[Message], bytes]:
    def disguise(message: Message) -> bytes:
        change(message)
        return message.raw

    return disguise


DISGUISES: dict[str, Callable[[Message], bytes]] = {
    "wrapped-signature-value": changed(
        lambda m: setattr(m.signature_value, "text", wrapped(m.signature_value.text or ""))
    ),
    "carriage-returns-in-the-signature-value": lambda m: m.raw.replace(
        b"SignatureValue>", b"SignatureValue>&#13;\n", 1
    ),
    "an-unsigned-header": changed(lambda m: etree.SubElement(m.header, forge.UNKNOWN)),
    "another-prefix": other_prefix,
    "white-space": spaced,
    "comments": changed(lambda m: [m.root.insert(1, etree.Comment("x")), m.body[0].insert(0, etree.Comment("y"))]),
    "a-declaration": lambda m: b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + m.raw,
    "a-byte-order-mark": lambda m: b"\xef\xbb\xbf" + m.raw,
    "utf-16": lambda m: m.raw.decode().encode("utf-16"),
    "references-to-characters": lambda m: m.raw.replace(b"petugas-uji", b"petugas&#45;uji"),
    "cdata": lambda m: m.raw.replace(b"petugas-uji", b"<![CDATA[petugas-uji]]>"),
}
"""The same signature in other bytes, as anybody on the way can write them."""


@pytest.mark.parametrize("disguise", DISGUISES)
def test_in_another_dress(door, disguise):
    message = door.request()
    door.accepts(message)
    dressed = DISGUISES[disguise](message.copy())
    assert dressed != message.raw
    door.refuses(dressed, REPLAYED)


@pytest.mark.parametrize("disguise", DISGUISES)
def test_the_dress_alone_is_no_reason_to_refuse(door, disguise):
    door.accepts(DISGUISES[disguise](door.request()))


REWRAPPED = {
    "digest-values": lambda m: [setattr(r[-1], "text", wrapped(r[-1].text + " ")) for r in m.references],
    "token": lambda m: setattr(m.token, "text", wrapped(m.token.text)),
}


@pytest.mark.parametrize("part", REWRAPPED)
def test_signed_base64_that_was_wrapped_anew(door, part):
    """White space in these is signed too: whoever changes it has broken the signature."""
    message = door.request()
    door.accepts(message)
    REWRAPPED[part](message)
    door.refuses(message, "wsse:FailedCheck")


def twin(message: Message) -> Message:
    """The same message with (r, n - s) for (r, s)."""
    made = message.copy()
    value = b64decode(made.signature_value.text or "")
    s = P256_ORDER - int.from_bytes(value[32:])
    made.signature_value.text = b64encode(value[:32] + s.to_bytes(32)).decode()
    return made


@pytest.mark.parametrize("first", ["the-original", "the-twin"])
@pytest.mark.parametrize("door", ["soap11-ec", "soap12-ec"], indirect=True)
def test_the_twin_of_an_ecdsa_signature(door, first):
    """(r, n - s) verifies as well as (r, s): hazards, fact 7."""
    message = door.request()
    pair = [message, twin(message)] if first == "the-original" else [twin(message), message]
    door.accepts(pair[0])
    door.refuses(pair[1], REPLAYED)


def signed_anew(door, message: Message, **texts: str) -> Message:
    """The same Body, but for these texts, under a new Timestamp and signature."""
    body = deepcopy(message.body[0])
    for name, text in texts.items():
        next(body.iter(f"{{*}}{name}")).text = text
    return Message(sign(wrap(door.version, body), door.signer, door.world.now + timedelta(seconds=1)).raw)


def test_the_same_message_id_under_a_new_signature(door):
    message = door.request()
    first = door.knock(message)
    again = door.knock(signed_anew(door, message))
    number, repeated = (f".//{{{SHARED_NAMESPACE}}}{name}" for name in ("nomorHasil", "ulangan"))
    roots = [etree.fromstring(answer.content) for answer in (first, again)]
    assert roots[0].findtext(number) == roots[1].findtext(number) is not None
    assert [root.findtext(repeated) for root in roots] == ["false", "true"]
    assert door.last_entry().outcome == "ULANGAN"


def test_the_same_message_id_for_another_request(door):
    message = door.request()
    door.accepts(message)
    answer = door.knock(signed_anew(door, message, idPengguna="orang-lain"))
    assert fault_code(answer) == "soap:Client"
    assert b"DUPLIKAT_BERBEDA_ISI" in answer.content
    assert door.last_entry().outcome == "DUPLIKAT_BERBEDA_ISI"
