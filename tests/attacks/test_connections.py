"""Nothing that a message names is fetched: neither by Python (the fixture _no_connection) nor by libxml2."""

import socket

import pytest
from lxml import etree

from adapter.security import names as n
from tests.support.forge import Message

REFUSED = ("soap:Client", "wsse:FailedCheck", "wsse:InvalidSecurity", "wsse:UnsupportedAlgorithm")
XINCLUDE = "{http://www.w3.org/2001/XInclude}include"
XOP = "{http://www.w3.org/2004/08/xop/include}Include"
SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
STYLESHEET = '<?xml-stylesheet href="%s"?>'


def test_the_fixture_sees_an_attempt(door):
    from tests.attacks import conftest  # noqa: PLC0415

    with pytest.raises(PermissionError):
        socket.create_connection(("127.0.0.1", 9))
    assert conftest._attempts == [("127.0.0.1", 9)]
    conftest._attempts.clear()


@pytest.fixture
def listener():
    """An address that would notice."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/x"
        with pytest.raises(BlockingIOError):
            listening.accept()


def retrieval(message: Message, address: str) -> None:
    message.signature[-1][:] = [etree.Element(f"{{{n.DS}}}RetrievalMethod", URI=address)]


def xop(message: Message, address: str) -> None:
    message.body[0][:] = [etree.Element(XOP, href=address)]


CHANGES = {
    "external-reference": lambda m, a: m.references[0].set("URI", a),
    "retrieval-method": retrieval,
    "key-reference": lambda m, a: next(m.signature[-1].iter(n.TOKEN_LINK)).set("URI", a),
    "xop-include-for-a-cid": lambda m, _: xop(m, "cid:1"),
    "xop-include": xop,
    "xinclude": lambda m, a: m.body[0].append(etree.Element(XINCLUDE, href=a)),
    "schema-location": lambda m, a: m.body[0].set(SCHEMA_LOCATION, f"urn:id:go:bkn:pks:kerjasama:v1 {a}"),
}


@pytest.mark.parametrize("signed", [True, False], ids=["signed-again", "changed"])
@pytest.mark.parametrize("change", CHANGES)
def test_what_a_message_names_is_not_fetched(door, listener, change, signed):
    message = door.request()
    parts = [message.body, message.timestamp, message.token]
    CHANGES[change](message, listener)
    if signed:
        if change == "external-reference":
            message.sign_info(door.signer)
        else:
            message.sign_again(door.signer, parts)
    if signed and change == "schema-location":
        door.accepts(message)  # XML Schema allows the attribute anywhere; our own schema is used all the same
    else:
        door.refuses(message, *REFUSED, "wsse:SecurityTokenUnavailable")


@pytest.mark.parametrize(
    "prolog",
    ['<!DOCTYPE x SYSTEM "%s">', '<!DOCTYPE x [<!ENTITY %% z SYSTEM "%s"> %%z;]>', STYLESHEET],
    ids=["doctype", "parameter-entity", "stylesheet"],
)
def test_what_stands_before_a_message_is_not_fetched(door, listener, prolog):
    door.refuses((prolog % listener).encode() + door.request().raw, "soap:Client")
