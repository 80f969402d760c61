"""Two things that a message says of where it goes: SOAPAction, Body, wsa:Action, wsa:To, wsa:ReplyTo (hazards, 20)."""

import pytest
from lxml import etree

from adapter.agreements.kerja_sama.status.messages import CekStatusPerjanjian, CekStatusPerjanjianJawaban
from adapter.security import names as n
from adapter.security import sign, wrap
from adapter.security.addressing import ANONYMOUS, add_addressing
from clients.bpjs import BpjsClient
from clients.errors import AnswerRejected, RequestRefused
from tests.support import forge
from tests.support.forge import ACTION, ENDPOINT, Message

OTHER = ACTION.replace("cekStatusPerjanjian", "ambilDaftarElemen")


def wsa(name: str) -> str:
    return f"{{{n.WSA}}}{name}"


def addressed(door, change=lambda _header: None, action: str = ACTION, to: str = ENDPOINT) -> Message:
    """A request whose addressing headers `change` has been at before it was signed."""
    envelope = wrap(door.version, forge.question(door.world.now))
    add_addressing(envelope, action=action, to=to)
    change(envelope[0])
    return Message(sign(envelope, door.signer, door.world.now).raw)


def endpoint(name: str, address: str | None):
    """Add an endpoint header."""

    def change(header):
        added = etree.SubElement(header, wsa(name))
        if address is not None:
            etree.SubElement(added, wsa("Address")).text = address

    return change


def test_an_honest_message_and_its_answer(door):
    message = addressed(door, endpoint("ReplyTo", ANONYMOUS))
    answer = Message(door.accepts(message, ACTION).content)
    said = {etree.QName(header).localname: header.text for header in answer.addressing}
    assert said["RelatesTo"] == message.header.findtext(wsa("MessageID"))
    assert said["Action"] == ACTION.replace(":cek", ":LayananKerjaSama:cek") + "Response"
    assert len(answer.references) == 4 + len(said)


def test_a_fault_relates_too(door):
    message = addressed(door, action=OTHER)
    answer = Message(door.knock(message).content)
    said = {etree.QName(header).localname: header.text for header in answer.addressing}
    assert said["RelatesTo"] == message.header.findtext(wsa("MessageID"))
    assert said["Action"] == ACTION.replace(":cek", ":LayananKerjaSama:cek") + ":Fault:galat"


@pytest.mark.parametrize("action", ["", ACTION])
def test_no_addressing_at_all_is_honest(door, action):
    answer = Message(door.accepts(door.request(), action).content)
    assert answer.addressing == []


@pytest.mark.parametrize("to", [ANONYMOUS, ENDPOINT.replace("http://bkn", "HTTP://BKN"), f"{ENDPOINT} "])
def test_other_spellings_of_our_address_are_honest(door, to):
    door.accepts(addressed(door, to=to))


def test_mandatory_addressing_headers_are_understood(door):
    def require(header):
        for child in header:
            child.set(f"{{{door.version}}}mustUnderstand", "1")

    door.accepts(addressed(door, require))


@pytest.mark.parametrize("action", [OTHER, "urn:test:unknown", ACTION.upper()])
def test_http_names_another_operation_than_the_body(door, action):
    door.refuses(door.request(), "wsa:ActionMismatch", action=action)
    door.refuses(addressed(door), "wsa:ActionMismatch", action=action)


@pytest.mark.parametrize("action", [OTHER, "urn:test:unknown", f"{ACTION}Jawaban"])
def test_wsa_action_names_another_operation_than_the_body(door, action):
    door.refuses(addressed(door, action=action), "wsa:ActionMismatch", action=ACTION)
    door.refuses(addressed(door, action=action), "wsa:ActionMismatch", action=action)


@pytest.mark.parametrize(
    "to",
    [
        ENDPOINT.replace("KerjaSama", "Bpjs"),
        ENDPOINT.replace("bkn.test", "lain.test"),
        ENDPOINT.replace("http:", "https:"),
        f"{ENDPOINT}?x",
        f"{ENDPOINT}/",
        "http://bkn.test:99999/layanan",
        "urn:test:unknown",
        f"{n.WSA}/none",
    ],
)
def test_wsa_to_another_service(door, to):
    door.refuses(addressed(door, to=to), "wsa:InvalidAddressingHeader")


@pytest.mark.parametrize("name", ["ReplyTo", "FaultTo"])
@pytest.mark.parametrize("address", ["http://penyerang.test/", f"{n.WSA}/none", "", None])
def test_an_answer_wanted_elsewhere(door, name, address):
    door.refuses(addressed(door, endpoint(name, address)), "wsa:InvalidAddressingHeader")


@pytest.mark.parametrize("name", ["To", "Action", "MessageID", "ReplyTo"])
def test_a_header_that_stands_twice(door, name):
    def again(header):
        for _ in range(2 - len(header.findall(wsa(name)))):
            etree.SubElement(header, wsa(name)).text = ANONYMOUS

    door.refuses(addressed(door, again), "wsa:InvalidAddressingHeader")


@pytest.mark.parametrize("text", ["", " ", "x" * 2001])
def test_a_header_without_a_uri(door, text):
    def empty(header):
        header.find(wsa("MessageID")).text = text

    door.refuses(addressed(door, empty), "wsa:InvalidAddressingHeader")


def test_an_unknown_addressing_header(door):
    door.refuses(addressed(door, lambda header: etree.SubElement(header, wsa("Lain"))), "wsa:InvalidAddressingHeader")


def test_addressing_without_an_action(door):
    message = addressed(door, lambda header: header.remove(header.find(wsa("Action"))))
    door.refuses(message, "wsa:MessageAddressingHeaderRequired")


def test_addressing_headers_of_another_time_are_never_followed(door):
    """The drafts of 2004 are not spoken: nobody acts on them, so nobody need sign them."""
    message = door.request()
    old = etree.SubElement(message.header, "{http://schemas.xmlsoap.org/ws/2004/08/addressing}ReplyTo")
    old.text = "http://penyerang.test/"
    door.accepts(message)


@pytest.fixture(params=[False, True], ids=["without-addressing", "with-addressing"])
def client(request, door):
    """A client, and what happens to the addressing headers of its answers."""
    changes = []

    def post(address, raw, headers):
        answer = door.world.post(address, raw, headers)
        message = Message(answer.content)
        for change in changes:
            change(message)
        parts = [message.body, message.timestamp, message.token, message.confirmation, *message.addressing]
        answer._content = message.sign_again(door.world.signer("server"), parts).raw
        return answer

    soap12 = door.version == n.SOAP12
    connection = door.world.connection("BPJS", post=post, soap12=soap12, addressing=request.param)
    return BpjsClient(connection), changes


def test_the_client_speaks_it(client):
    assert client[0].cekStatusPerjanjian().nomorBkn == "41/K/KS/X/2016"


@pytest.mark.parametrize("related", [[], ["urn:uuid:lain"], ["urn:uuid:lain"] * 2])
def test_the_client_refuses_an_answer_that_relates_to_another_request(client, related):
    asker, changes = client
    if not asker._connection.addressing and not related:
        related = ["urn:uuid:lain"]

    def relate(answer):
        for header in answer.header.findall(wsa("RelatesTo")):
            answer.header.remove(header)
        if not answer.addressing:
            etree.SubElement(answer.header, wsa("Action")).text = "urn:test:unknown"
        for text in related:
            etree.SubElement(answer.header, wsa("RelatesTo")).text = text

    changes.append(relate)
    with pytest.raises(AnswerRejected, match="RelatesTo"):
        asker.cekStatusPerjanjian()


def answered(**texts: str):
    """Change these addressing headers of an answer, before BKN signs it again."""

    def change(answer):
        for name, text in texts.items():
            found = answer.header.find(wsa(name))
            found = etree.SubElement(answer.header, wsa(name)) if found is None else found
            found.text = text

    return change


@pytest.mark.parametrize("client", [True], ids=["with-addressing"], indirect=True)
@pytest.mark.parametrize("to", [ENDPOINT, "http://penyerang.test/", f"{n.WSA}/none"])
def test_the_client_refuses_an_answer_to_somewhere_else(client, to):
    asker, changes = client
    changes.append(answered(To=to))
    with pytest.raises(AnswerRejected, match="InvalidAddressingHeader: wsa:To"):
        asker.cekStatusPerjanjian()


@pytest.mark.parametrize("client", [True], ids=["with-addressing"], indirect=True)
@pytest.mark.parametrize("action", [ACTION, OTHER, f"{OTHER}Response", f"{n.WSA}/fault", "urn:test:unknown"])
def test_the_client_refuses_an_answer_whose_action_is_another(client, action):
    asker, changes = client
    changes.append(answered(Action=action))
    with pytest.raises(AnswerRejected, match="ActionMismatch"):
        asker.cekStatusPerjanjian()


@pytest.mark.parametrize("client", [True], ids=["with-addressing"], indirect=True)
@pytest.mark.parametrize("name", ["ReplyTo", "FaultTo"])
def test_the_client_sends_nothing_where_an_answer_wants_it(client, name):
    asker, changes = client
    changes.append(lambda answer: endpoint(name, "http://penyerang.test/")(answer.header))
    with pytest.raises(AnswerRejected, match=f"InvalidAddressingHeader: wsa:{name}"):
        asker.cekStatusPerjanjian()


@pytest.mark.parametrize("client", [True], ids=["with-addressing"], indirect=True)
def test_a_faults_action_is_a_faults(client):
    asker, changes = client
    with pytest.raises(RequestRefused, match="TUJUAN_TIDAK_SAH"):
        asker.common(CekStatusPerjanjian(kepala=asker.kepala(purpose="X")), CekStatusPerjanjianJawaban)
    changes.append(answered(Action=f"{ACTION}Response"))
    with pytest.raises(AnswerRejected, match="ActionMismatch"):
        asker.common(CekStatusPerjanjian(kepala=asker.kepala(purpose="X")), CekStatusPerjanjianJawaban)


@pytest.mark.parametrize("client", [True], ids=["with-addressing"], indirect=True)
@pytest.mark.parametrize(
    "action",
    [
        f"{ACTION}Fault",  # Spring-WS
        "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher/fault",  # WCF
        f"{n.WSA}/soap/fault",
        f"{n.WSA}/fault",
    ],
)
def test_a_fault_is_read_whatever_its_host_calls_faults(client, action):
    asker, changes = client
    changes.append(answered(Action=action))
    with pytest.raises(RequestRefused, match="TUJUAN_TIDAK_SAH"):
        asker.common(CekStatusPerjanjian(kepala=asker.kepala(purpose="X")), CekStatusPerjanjianJawaban)


@pytest.mark.parametrize("client", [True], ids=["with-addressing"], indirect=True)
def test_an_answer_need_not_say_to_whom_it_goes(client):
    asker, changes = client
    changes.append(lambda answer: answer.header.remove(answer.header.find(wsa("To"))))
    assert asker.cekStatusPerjanjian().nomorBkn == "41/K/KS/X/2016"
