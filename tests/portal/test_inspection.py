"""/periksa over the real application: page and operation, and neither without sandbox mode."""

import io
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from urllib.parse import urlencode

import pytest
from lxml import etree, html
from structlog.testing import capture_logs

from adapter import limits
from adapter.app import Application
from adapter.portal.inspection import NAMESPACE
from adapter.records.database import open_engine
from adapter.registry.suspensions import suspend
from adapter.security import names as n
from adapter.security import verify
from tests.support import forge
from tests.support.ends import ends
from tests.support.world import ADDRESS, World, make_world

XML = "text/xml; charset=utf-8"
FORM = "multipart/form-data; boundary=batas"


@pytest.fixture
def sandbox(engine, vault, now) -> World:
    world = make_world(engine, vault, now)
    world.__dict__["application"] = Application(world.parts, ADDRESS, sandbox=True)
    return world


def ask(world, raw=b"", content_type="", method="POST"):
    """Status, headers and body of one request."""
    answered = {}
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": "/periksa", "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(raw)), "wsgi.input": io.BytesIO(raw),
    }  # fmt: skip

    def start_response(status, headers):
        answered.update(status=status, headers=dict(headers))

    body = b"".join(world.application(environ, start_response))
    return answered["status"], answered["headers"], body


def form(name, content, file=""):
    """A form as a browser sends it, its other field left empty."""
    fields = {"pesan": b"", "berkas": b""} | {name: content}
    parts = [
        f'--batas\r\nContent-Disposition: form-data; name="{key}"'.encode()
        + (b'; filename="p.xml"\r\nContent-Type: text/xml' if key == "berkas" else b"")
        + b"\r\n\r\n" + value + b"\r\n"
        for key, value in fields.items()
    ]  # fmt: skip
    return b"".join(parts) + b"--batas--\r\n"


def text_of(page):
    return " ".join(html.fromstring(page).text_content().split())


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_not_found_outside_of_sandbox_mode(sandbox, method):
    sandbox.__dict__["application"] = Application(sandbox.parts, ADDRESS)
    assert ask(sandbox, b"<x/>", XML, method)[0] == "404 Not Found"


def test_the_page(sandbox):
    status, headers, page = ask(sandbox, method="GET")
    assert (status, headers["Content-Type"]) == ("200 OK", "text/html; charset=utf-8")
    assert "Tempelkan atau unggah satu pesan SOAP" in text_of(page)
    root = html.fromstring(page)
    assert {field.get("name") for field in root.iter("textarea", "input")} == {"pesan", "berkas"}


def test_the_page_loads_and_runs_nothing(sandbox):
    _, headers, page = ask(sandbox, method="GET")
    root = html.fromstring(page)
    assert not [*root.iter("script", "link", "img", "iframe")]
    assert not root.xpath("//@src | //@href | //@style")
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    digest = b64encode(sha256(root.findtext(".//style").encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "form-action 'self'; base-uri 'none'; frame-ancestors 'none'" in policy
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")


@pytest.mark.parametrize("field", ["pesan", "berkas"])
def test_a_message_pasted_or_uploaded(sandbox, field):
    message = forge.request(sandbox.signer("BPJS"), sandbox.now)
    assert "Diterima" in text_of(ask(sandbox, form(field, message.raw), FORM)[2])
    etree.indent(message.body)
    told = text_of(ask(sandbox, form(field, message.raw), FORM)[2])
    assert "Ditolak: layanan menjawab wsse:FailedCheck" in told
    assert "DISUSUN_ULANG (terbukti)" in told
    assert "Bita kanonik" in told


def test_a_message_in_a_plain_form(sandbox):
    raw = forge.request(sandbox.signer("BPJS"), sandbox.now).raw
    body = urlencode({"pesan": raw}).encode()
    assert "Diterima" in text_of(ask(sandbox, body, "application/x-www-form-urlencoded")[2])


def test_an_uploaded_utf16_file_arrives_as_it_is(sandbox):
    raw = forge.request(sandbox.signer("BPJS"), sandbox.now).raw.decode().encode("utf-16")
    assert "Diterima" in text_of(ask(sandbox, form("berkas", raw), FORM)[2])


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</pre><b>"])
def test_what_a_message_says_is_text(sandbox, evil):
    message = forge.request(sandbox.signer("BPJS"), sandbox.now)
    message.timestamp[0].text = evil
    message.body.set(n.ID, evil)
    next(iter(message.references)).set("URI", f"#{evil}")
    list(message.body.iter())[-1].text = evil
    _, _, page = ask(sandbox, form("berkas", message.raw), FORM)
    root = html.fromstring(page)
    assert not [*root.iter("script", "img", "b")]
    assert evil in root.text_content()


@pytest.mark.parametrize("version", [n.SOAP11, n.SOAP12])
def test_the_operation_answers_under_bkns_signature(sandbox, version):
    message = forge.request(sandbox.signer("BPJS"), sandbox.now, version)
    etree.indent(message.body)
    status, _, raw = ask(sandbox, message.raw, forge.CONTENT_TYPES[version])
    told = verify(raw, sandbox.trusted.require, sandbox.now, confirms=message.signature_value.text).body
    assert (status, told.tag) == ("200 OK", f"{{{NAMESPACE}}}periksaPesanJawaban")
    assert told.findtext("{*}diterima") == "false"
    assert told.findtext("{*}sebab/{*}kode") == "DISUSUN_ULANG"
    assert [one.findtext("{*}cocok") for one in told.findall("{*}rujukan")] == ["false", "true", "true"]
    assert len(told.findall("{*}langkah")) == 8


def test_an_accepted_message_over_the_operation(sandbox):
    raw = ask(sandbox, forge.request(sandbox.signer("BPJS"), sandbox.now).raw, XML)[2]
    told = verify(raw, sandbox.trusted.require, sandbox.now).body
    assert (told.findtext("{*}diterima"), told.find("{*}sebab"), told.find("{*}galat")) == ("true", None, None)


@pytest.mark.parametrize("raw", [b"<x/>", b"<!DOCTYPE x><x/>", b"", b"\x00\xff", b"{}"])
def test_anything_unsigned_gets_a_signed_answer(sandbox, raw):
    told = verify(ask(sandbox, raw, XML)[2], sandbox.trusted.require, sandbox.now, confirms="").body
    assert told.findtext("{*}diterima") == "false"


@pytest.mark.parametrize(
    ("content_type", "length", "status"),
    [
        ("application/json", 2, "415"),
        ("text/xml; charset=utf-7", 2, "415"),
        (XML, limits.MAX_REQUEST_BYTES + 1, "413"),
        (FORM, limits.MAX_REQUEST_BYTES + 1, "413"),
        (FORM, 2, "400"),
        ("application/x-www-form-urlencoded", 2, "400"),
        ("multipart/form-data", 2, "400"),
    ],
)
def test_turned_away(sandbox, content_type, length, status):
    assert ask(sandbox, b"x" * length, content_type)[0].startswith(status)


def test_nothing_of_a_message_is_stored_or_logged(sandbox):
    message = forge.request(sandbox.signer("BPJS"), sandbox.now)
    with capture_logs() as lines:
        ask(sandbox, message.raw, XML)
        ask(sandbox, form("pesan", message.raw), FORM)
    assert sandbox.entries() == []
    assert [set(line) for line in lines] == [{"event", "fault", "log_level"}] * 2
    assert not re.search("petugas-uji|BPJS", str(lines))


def test_it_judges_as_the_server_does(sandbox):
    """A suspended partner is told the same here as there."""
    with sandbox.store() as session:
        suspend(session, sandbox.catalogue, "BPJS", reason="uji", by="operator", now=sandbox.now)
    told = text_of(ask(sandbox, form("pesan", forge.request(sandbox.signer("BPJS"), sandbox.now).raw), FORM)[2])
    assert "Ditolak: layanan menjawab wsse:FailedAuthentication" in told
    assert "tidak terdaftar, atau ditangguhkan" in told


def test_without_a_database(sandbox):
    away = replace(sandbox.parts, engine=open_engine("sqlite:////nonexistent/x.db"))
    raw = forge.request(sandbox.signer("BPJS"), sandbox.now).raw
    sandbox.__dict__["application"] = Application(away, ADDRESS, sandbox=True)
    assert ask(sandbox, raw, XML)[0] == "503 Service Unavailable"


def test_a_diagnosed_message_can_still_be_sent(sandbox):
    """To ask is no use of the signature: the replay store has not seen it."""
    message = forge.request(sandbox.signer("BPJS"), sandbox.now)
    ask(sandbox, message.raw, XML)
    answer = sandbox.post(forge.ENDPOINT, message.raw, {"Content-Type": XML})
    assert answer.status_code == 200


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000))


@pytest.mark.parametrize(
    "raw",
    [b"--batas\r\n" + NESTED, b"--batas\r\n\r\n" * 200_000, b"--batas\r\n" + b"a" * 3_000_000],
    ids=["nested", "many-parts", "a-long-header"],
)
def test_a_form_that_is_made_to_cost(sandbox, raw):
    with ends():
        assert ask(sandbox, raw, FORM)[0].startswith("400")
