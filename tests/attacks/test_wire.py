"""What HTTP itself can do to the real server (hazards, case 18): `jembatan serve`, over raw sockets."""

import gzip
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from adapter import limits
from adapter.records.vault import Vault
from adapter.security.names import SOAP11, SOAP12
from tests.support import forge
from tests.support.bombs import worst
from tests.support.databases import sqlite_copy
from tests.support.forge import CONTENT_TYPES, fault_code
from tests.support.served import PATH, Server, serving, this_second
from tests.support.world import World, make_world

BODY_SECONDS = 3
HEADER_SECONDS = 3
XML = b"text/xml; charset=utf-8"


@pytest.fixture(scope="module")
def bkn(sqlite_file, tmp_path_factory) -> Iterator[tuple[World, Server]]:
    """One server for all of it: it must outlive every attack, say nothing on stderr and only JSON on stdout."""
    directory, now = tmp_path_factory.mktemp("wire"), this_second()
    limited = [f"MAX_BODY_SECONDS = {BODY_SECONDS}", f"MAX_HEADER_SECONDS = {HEADER_SECONDS}"]
    with sqlite_copy(sqlite_file, directory) as engine:
        world = make_world(engine, Vault(b"d" * 32, b"i" * 32), now, day=now)
        with serving(world, directory, limits=limited) as (server,):
            yield world, server
            accepts(world, server)
        warning = server.errors.read_text()
        assert warning == "", "nothing may stand on stderr"
        said = server.log.read_text().splitlines()
        for line in (one for one in said if not one.startswith("ready: ")):
            assert line.startswith("{"), line
            event = json.loads(line)
            # What is due, or ends soon, depends on the day on which this runs.
            assert event["event"] in ("call", "turned away", "duty due soon", "duty overdue"), line


@pytest.fixture
def server(bkn) -> Server:
    return bkn[1]


def honest(world: World, version: str = SOAP11) -> bytes:
    world.now = this_second()
    return forge.request(world.signer("BPJS"), world.now, version).raw


def accepts(world: World, server: Server, version: str = SOAP11) -> None:
    answer = server.post(honest(world, version), CONTENT_TYPES[version])
    assert (answer.status_code, fault_code(answer)) == (200, "")


def head(*lines: bytes, method: bytes = b"POST", path: str = PATH, content_type: bytes = XML) -> bytes:
    given = [b"%s %s HTTP/1.1" % (method, path.encode()), b"Host: bkn", b"Content-Type: " + content_type, *lines]
    return b"\r\n".join(given) + b"\r\n\r\n"


def chunked(raw: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(raw), raw)


@pytest.mark.parametrize("version", [SOAP11, SOAP12])
def test_an_honest_call(bkn, version):
    accepts(*bkn, version)


LENGTHS = {
    "none": (b"", 411),
    "negative": (b"Content-Length: -3", 400),
    "signed": (b"Content-Length: +3", 400),
    "no-number": (b"Content-Length: three", 400),
    "hexadecimal": (b"Content-Length: 0x3", 400),
    "beyond-64-bits": (b"Content-Length: 99999999999999999999999", 400),
    "huge": (b"Content-Length: 9999999999", 413),
    "one-too-large": (b"Content-Length: %d" % (limits.MAX_REQUEST_BYTES + 1), 413),
    "twice-and-different": (b"Content-Length: 3\r\nContent-Length: 4", 400),
    "a-list": (b"Content-Length: 3, 3", 400),
    "a-space-before-the-colon": (b"Content-Length : 3", 400),
    "chunked-without": (b"Transfer-Encoding: chunked", 408),
    "chunked-with": (b"Transfer-Encoding: chunked\r\nContent-Length: 3", 408),
    "chunked-behind": (b"Content-Length: 3\r\nTransfer-Encoding: chunked", 408),
    "not-quite-chunked": (b"Transfer-Encoding: xchunked\r\nContent-Length: 3", 400),
    "chunked-then-gzip": (b"Transfer-Encoding: chunked, gzip", 400),
    "gzip-then-chunked": (b"Transfer-Encoding: gzip, chunked", 411),
}


@pytest.mark.parametrize("case", LENGTHS)
def test_a_length_that_is_missing_or_wrong(server, case):
    line, status = LENGTHS[case]
    with server.open(head(line) if line else head(), b"abc") as connection:
        assert connection.answer() == status


@pytest.mark.parametrize("case", ["chunked-with", "chunked-behind"])
def test_nothing_is_smuggled_behind_two_lengths(bkn, case):
    """Who counts by Content-Length sees one request, who counts by chunks sees two: the second must not be answered."""
    world, server = bkn
    raw = honest(world)
    inner = head(b"Content-Length: %d" % len(raw)) + raw
    with server.open(head(LENGTHS[case][0]), b"0\r\n\r\n", inner) as connection:
        assert connection.answer() == 500
        assert b"FORMAT_TIDAK_SAH" in connection.received
        assert connection.is_closed()


def test_an_honest_call_in_chunks(bkn):
    """CXF sends so whatever is longer than 4 KB."""
    world, server = bkn
    with server.open(head(b"Transfer-Encoding: chunked"), chunked(honest(world))) as connection:
        assert connection.answer() == 200
        assert connection.is_closed()


def test_chunks_without_end(server):
    piece = b"%x\r\n%s\r\n" % (1 << 20, b"<" * (1 << 20))
    with server.open(head(b"Transfer-Encoding: chunked"), *[piece] * 5) as connection:
        assert connection.answer() == 413


def test_a_length_that_is_too_short_cuts_the_message(bkn):
    world, server = bkn
    raw = honest(world)
    with server.open(head(b"Content-Length: %d" % (len(raw) - 1)), raw) as connection:
        assert connection.answer() == 500
        assert b"FORMAT_TIDAK_SAH" in connection.received
        assert connection.answer() in (400, None), "the last byte is no request"


def test_a_length_that_is_too_long_waits_for_the_deadline(bkn):
    world, server = bkn
    raw = honest(world)
    with server.open(head(b"Content-Length: %d" % (len(raw) + 1)), raw) as connection:
        assert connection.answer() == 408
        assert connection.is_closed()


def test_a_byte_now_and_then_does_not_move_the_deadline(server):
    began = time.monotonic()
    with server.open(head(b"Content-Length: 1000")) as connection:
        while time.monotonic() - began < BODY_SECONDS + 1 and connection.send(b"<"):
            time.sleep(0.2)
        assert connection.answer() in (408, None)


@pytest.mark.parametrize("start", [b"", b"POST ", head()[:-2]], ids=["nothing", "half-a-line", "no-end"])
def test_headers_that_do_not_end(server, start):
    with server.open(start) as connection:
        assert connection.answer() is None


def test_fifty_slow_senders_are_not_noticed(bkn):
    """There are four threads. Each sender owes the rest of its body; the honest call is answered all the same."""
    world, server = bkn
    raw = honest(world)
    with ExitStack() as stack:
        slow = [
            stack.enter_context(server.open(head(b"Content-Length: %d" % len(raw)), raw[:-1])) for _ in range(40)
        ] + [stack.enter_context(server.open(head()[: 20 + n])) for n in range(10)]
        accepts(world, server)
        # More wait than there are threads: the call was not answered because others had been turned away.
        assert sum(not connection.has_more() for connection in slow) > 4
        for connection in slow:
            connection.send(b" ")
        accepts(world, server)


def test_a_sender_that_hangs_up_in_the_middle(bkn):
    world, server = bkn
    raw = honest(world)
    for sent in (b"", raw[:10], raw[:-1], raw):
        server.open(head(b"Content-Length: %d" % len(raw)), sent).socket.close()
    accepts(world, server)


CODINGS = {"gzip": gzip.compress(b"<x/>"), "gzip-bomb": gzip.compress(b" " * 100_000_000), "deflate": b"x"}


@pytest.mark.parametrize("case", CODINGS)
def test_a_compressed_body(server, case):
    raw = CODINGS[case]
    coding = case.split("-")[0].encode()
    with server.open(head(b"Content-Encoding: " + coding, b"Content-Length: %d" % len(raw)), raw) as connection:
        assert connection.answer() == 415


def test_a_gzip_bomb_that_does_not_say_so(server):
    assert fault_code(server.post(CODINGS["gzip-bomb"])) == "soap:Client"


@pytest.mark.parametrize("parts", [1, 10_000])
def test_mime_parts(server, parts):
    raw = b"--b\r\nContent-Type: text/xml\r\n\r\n<x/>\r\n" * parts + b"--b--"
    kind = b'multipart/related; boundary=b; type="application/xop+xml"'
    with server.open(head(b"Content-Length: %d" % len(raw), content_type=kind), raw) as connection:
        assert connection.answer() == 415


@pytest.mark.parametrize(
    "method", [b"GET", b"PUT", b"HEAD", b"OPTIONS", b"DELETE", b"TRACE", b"PATCH", b"CONNECT", b"X"]
)
def test_another_method(server, method):
    with server.open(head(b"Content-Length: 0", method=method)) as connection:
        assert connection.answer(method) == 405


@pytest.mark.parametrize(
    "kind", [b"", b"text/plain", b"text/xml\r\nContent-Type: text/plain", b"\xff\xfe", b"a" * 9000]
)
def test_another_content_type(server, kind):
    with server.open(head(b"Content-Length: 3", content_type=kind), b"abc") as connection:
        assert connection.answer() in (400, 415)


HEADS = {
    "a-long-header": (head(b"X: " + b"x" * 500_000, b"Content-Length: 0"), (400, 431)),
    "many-headers": (head(*[b"X-%d: x" % n for n in range(5000)], b"Content-Length: 0"), (400, 431)),
    "a-long-address": (head(b"Content-Length: 0", path="/" + "x" * 100_000), (400, 414, 431)),
    "a-long-query": (head(b"Content-Length: 0", path=f"{PATH}?{'x' * 20_000}"), (500,)),
    "no-utf-8-in-the-address": (head(b"Content-Length: 0", path="/%ff%00/../%2e%2e/sehat"), (404,)),
    "an-absolute-address": (head(b"Content-Length: 0", path="http://evil.test/"), (404,)),
    "an-asterisk": (head(b"Content-Length: 0", path="*"), (400, 404)),
    "a-nul": (head(b"X: a\x00b", b"Content-Length: 0"), (400,)),
    "a-folded-header": (head(b"X: a\r\n b", b"Content-Length: 0"), (400,)),
    "http-0.9": (b"POST /\r\n\r\n", (400,)),
    "http-2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (400, None)),
    "tls": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500, (400,)),
}


@pytest.mark.parametrize("case", HEADS)
def test_a_head_that_nobody_sends(server, case):
    raw, statuses = HEADS[case]
    with server.open(raw) as connection:
        assert connection.answer() in statuses


@pytest.mark.parametrize("protocol", [b"h2c", b"websocket"])
def test_no_other_protocol_is_spoken(server, protocol):
    lines = (b"Connection: Upgrade", b"Upgrade: " + protocol, b"Sec-WebSocket-Version: 13", b"Sec-WebSocket-Key: eA==")
    with server.open(head(*lines, method=b"GET")) as connection:
        assert connection.answer() == 405


def test_requests_in_one_piece_are_answered_in_turn(bkn):
    world, server = bkn
    calls = [honest(world) for _ in range(3)]
    piece = b"".join(head(b"Content-Length: %d" % len(raw)) + raw for raw in calls)
    with server.open(piece) as connection:
        assert [connection.answer() for _ in calls] == [200, 200, 200]


def test_expect_100_continue(bkn):
    """Whoever asks first is told to go on only where the headers will do."""
    world, server = bkn
    raw = honest(world)
    with server.open(head(b"Content-Length: %d" % len(raw), b"Expect: 100-continue")) as connection:
        assert connection.socket.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.send(raw)
        assert connection.answer() == 200
    with server.open(head(b"Content-Length: 9999999999", b"Expect: 100-continue")) as connection:
        assert connection.answer() == 413


def test_fifty_calls_and_the_worst_message_at_once(bkn):
    world, server = bkn
    calls = [honest(world) for _ in range(50)]
    with ThreadPoolExecutor(51) as pool:
        attack = pool.submit(server.post, worst(world))
        answers = list(pool.map(server.post, calls))
        assert fault_code(attack.result()) == "soap:Client"
    assert [fault_code(answer) for answer in answers] == [""] * 50
