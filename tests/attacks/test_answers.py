"""The same attacks on what comes back: the client raises AnswerRejected and gives no data (hazards, case 21)."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from functools import cache

import pytest
import requests
from lxml import etree

from adapter import limits
from adapter.security import TrustedCertificates, key_signer, sign, wrap
from adapter.security import names as n
from adapter.soap.fault_element import fault_element
from adapter.soap.faults import Context, fault_of
from clients.bpjs import BpjsClient
from clients.errors import AnswerRejected, NotReached, SecurityRefused
from tests.attacks.door import Door
from tests.support import certificates, forge
from tests.support.forge import IDS, PLACES, Message, move

Change = Callable[[bytes, bytes], bytes]
"""Gives the bytes that the client gets, from those of the answer and of the request."""


class Line:
    """BPJS's client, and somebody on its line to BKN."""

    def __init__(self, door: Door) -> None:
        self.door, self.world = door, door.world
        self.change: Change = lambda answer, _: answer
        self.http: dict[str, object] = {}
        connection = self.world.connection("BPJS", post=self.post, soap12=door.version == n.SOAP12)
        self.client = BpjsClient(connection)

    @property
    def server(self):
        return self.world.signer("server")

    def post(self, address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
        answer = self.world.post(address, raw, headers)
        answer._content = self.change(answer.content, raw)
        answer.status_code = self.http.get("status", answer.status_code)
        answer.headers["Content-Type"] = self.http.get("type", answer.headers["Content-Type"])
        return answer

    def ask(self):
        return self.client.cekStatusPerjanjian()

    def rejects(self, change: Change, because: str | None = None) -> None:
        self.change = change
        with pytest.raises(AnswerRejected, match=because):
            self.ask()


@cache
def line_of(door: Door) -> Line:
    return Line(door)  # reading the contracts takes longer than a hundred calls


@pytest.fixture
def line(door: Door) -> Line:
    found = line_of(door)
    found.change, found.http = (lambda answer, _: answer), {}
    return found


def by_bkn(line: Line, change: Callable[[Message], object], *parts: str) -> Change:
    """An answer that BKN itself has changed and signed again, over the `parts` that are named."""

    def changed(answer: bytes, _request: bytes) -> bytes:
        message = Message(answer)
        change(message)
        signed = [getattr(message, part) for part in parts] or None
        return message.sign_again(line.server, signed).raw

    return changed


def by_nobody(change: Callable[[Message], object]) -> Change:
    """An answer changed on its way."""

    def changed(answer: bytes, _request: bytes) -> bytes:
        message = Message(answer)
        change(message)
        return message.raw

    return changed


def test_an_honest_answer_is_read(line):
    assert line.ask().nomorBkn == "41/K/KS/X/2016"


def test_an_unsigned_answer(line):
    line.rejects(by_nobody(lambda answer: answer.header.remove(answer.security)), "InvalidSecurity")
    line.rejects(by_nobody(lambda answer: answer.root.remove(answer.header)), "InvalidSecurity")


@pytest.mark.parametrize("status", [200, 500])
def test_an_unsigned_fault(line, status):
    def fault(answer: Message) -> None:
        answer.root.remove(answer.header)
        answer.body[:] = [etree.Element(answer.soap("Fault"))]
        etree.SubElement(answer.body[0], "faultcode").text = "soap:Server"

    line.http["status"] = status
    line.rejects(by_nobody(fault), "InvalidSecurity")


def test_an_answer_to_another_request(line):
    kept = []
    line.change = lambda answer, _: kept.append(answer) or answer
    line.ask()
    line.rejects(lambda _answer, _request: kept[0], "does not confirm")


def test_an_answer_to_another_partner(line):
    other = forge.request(line.world.signer("SIGTK"), line.world.now, line.door.version)
    kept = line.door.knock(other).content
    line.rejects(lambda _answer, _request: kept, "does not confirm")


def test_the_clients_own_request(line):
    line.rejects(lambda _answer, request: request, "FailedAuthentication")


@pytest.mark.parametrize("name", ["BPJS", "SIGTK", "STRANGER"])
def test_an_answer_that_somebody_else_has_signed(line, name):
    def replaced(answer: bytes, request: bytes) -> bytes:
        body = deepcopy(Message(answer).body[0])
        confirms = Message(request).signature_value.text
        return sign(wrap(line.door.version, body), line.world.signer(name), line.world.now, confirms=confirms).raw

    line.rejects(replaced, "FailedAuthentication")


def test_an_answer_under_bkns_certificate_that_somebody_else_has_signed(line):
    stranger = line.world.signer("STRANGER")
    line.rejects(lambda answer, _: Message(answer).sign_again(stranger).raw, "FailedCheck")


def confirmations(*values: str | None) -> Callable[[Message], None]:
    def change(answer: Message) -> None:
        model = answer.confirmation
        answer.security.remove(model)
        for value in values:
            one = deepcopy(model)
            one.set(n.ID, f"id-{len(answer.security)}")
            one.attrib.pop("Value") if value is None else one.set("Value", value.replace("SAME", model.get("Value")))
            answer.security.append(one)

    return change


@pytest.mark.parametrize(
    "values",
    [(), (None,), ("",), ("AAAA",), ("SAMEA",), ("SAME", "SAME"), ("SAME", "AAAA"), ("AAAA", "SAME"), ("SAME", None)],
    ids=[
        "none",
        "valueless",
        "empty",
        "wrong",
        "longer",
        "twice",
        "right-and-wrong",
        "wrong-and-right",
        "right-and-valueless",
    ],
)
def test_a_confirmation_that_is_missing_wrong_or_doubled(line, values):
    def changed(answer: bytes, _request: bytes) -> bytes:
        message = Message(answer)
        confirmations(*values)(message)
        found = message.security.findall(n.CONFIRMATION)
        return message.sign_again(line.server, [message.body, message.timestamp, message.token, *found]).raw

    line.rejects(changed, "does not confirm")


@pytest.mark.parametrize("left_out", ["body", "timestamp", "token", "confirmation"])
def test_an_answer_whose_signature_leaves_out(line, left_out):
    parts = [part for part in ("body", "timestamp", "token", "confirmation") if part != left_out]
    line.rejects(by_bkn(line, lambda _: None, *parts), "is not signed")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("part", ["body", "timestamp", "token", "confirmation"])
def test_a_wrapped_answer(line, part, place):
    for ids in IDS:
        line.rejects(lambda answer, _, ids=ids: move(Message(answer), part, place, ids).raw)


def test_every_text_of_an_answer_changed(line):
    answers = []
    line.change = lambda answer, _: answers.append(answer) or answer
    line.ask()
    texts = [index for index, element in enumerate(Message(answers[0]).body.iter()) if element.text]
    assert len(texts) > 10
    for index in texts:

        def change(answer: Message, index: int = index) -> None:
            list(answer.body.iter())[index].text += "0"

        line.rejects(by_nobody(change), "FailedCheck")


@pytest.mark.parametrize("age", [limits.TIMESTAMP_LIFETIME, timedelta(days=365)])
def test_an_answer_of_another_time(line, age):
    def replaced(answer: bytes, request: bytes) -> bytes:
        body, confirms = deepcopy(Message(answer).body[0]), Message(request).signature_value.text
        then = line.world.now - age - timedelta(seconds=1)
        return sign(wrap(line.door.version, body), line.server, then, confirms=confirms).raw

    line.rejects(replaced, "MessageExpired")


@pytest.mark.parametrize("make", [certificates.expired, certificates.not_yet_valid, certificates.without_key_usage])
def test_an_answer_under_a_certificate_out_of_its_days_or_use(line, make):
    """Though the client was told to trust it."""
    identity = make(line.world.now)
    trusted = TrustedCertificates.of([identity.certificate])
    client = BpjsClient(
        line.world.connection("BPJS", post=line.post, soap12=line.door.version == n.SOAP12, trusted=trusted)
    )

    def replaced(answer: bytes, request: bytes) -> bytes:
        body, confirms = deepcopy(Message(answer).body[0]), Message(request).signature_value.text
        signer = key_signer(identity.key, identity.certificate)
        return sign(wrap(line.door.version, body), signer, line.world.now, confirms=confirms).raw

    line.change = replaced
    with pytest.raises(AnswerRejected, match="InvalidSecurityToken"):
        client.cekStatusPerjanjian()


def test_an_answer_that_names_another_request_inside(line):
    def change(answer: Message) -> None:
        next(answer.body.iter("{*}idPesanAsal")).text = "00000000-0000-4000-8000-000000000000"

    line.rejects(by_bkn(line, change), "another request")


@pytest.mark.parametrize("raw", [b"", b" ", b"<", b"<html/>", b"<!DOCTYPE x><x/>", b"\xff\xfe\x00"])
def test_bytes_that_are_no_answer(line, raw):
    line.rejects(lambda _answer, _request: raw)


def test_an_answer_in_the_other_soap_version(line):
    other = n.SOAP12 if line.door.version == n.SOAP11 else n.SOAP11

    def replaced(answer: bytes, request: bytes) -> bytes:
        body, confirms = deepcopy(Message(answer).body[0]), Message(request).signature_value.text
        return sign(wrap(other, body), line.server, line.world.now, confirms=confirms).raw

    line.rejects(replaced, "another SOAP version")


def test_a_fault_whose_detail_says_nothing(line):
    def replaced(_answer: bytes, request: bytes) -> bytes:
        fault = fault_element(fault_of(RuntimeError(), Context("x")), line.door.version)
        next(fault.iter("{*}galat"))[:] = []
        confirms = Message(request).signature_value.text
        return sign(wrap(line.door.version, fault), line.server, line.world.now, confirms=confirms).raw

    line.rejects(replaced, "cannot be read")


def test_an_answer_with_a_doctype(line):
    line.rejects(lambda answer, _: b'<!DOCTYPE x [<!ENTITY z "0">]>' + answer, "document type")


def test_an_answer_larger_than_any_page(line):
    line.rejects(lambda answer, _: answer + b" " * limits.MAX_ANSWER_BYTES, "MalformedMessage")


@pytest.mark.parametrize("status", [201, 202, 204, 302, 400, 404, 500])
def test_an_http_status_that_was_changed(line, status):
    """Nobody signs it: it must turn no answer into silence, nor into a fault of BKN."""
    line.http["status"] = status
    line.rejects(lambda _answer, _request: b"")
    line.rejects(lambda answer, _: answer, "without a detail")


@pytest.mark.parametrize("content_type", ["text/html", "multipart/related", "application/json", ""])
def test_a_content_type_that_is_no_soap(line, content_type):
    line.http["type"] = content_type
    with pytest.raises(NotReached):
        line.ask()


def test_a_signed_refusal_is_no_attack(line):
    stranger = BpjsClient(
        line.world.connection("BPJS", signer=line.world.signer("STRANGER"), soap12=line.door.version == n.SOAP12)
    )
    with pytest.raises(SecurityRefused):
        stranger.cekStatusPerjanjian()
