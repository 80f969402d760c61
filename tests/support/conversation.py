"""All that is said between BKN and its partners: every operation's request and answer, and faults of every kind."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass

import requests
from cryptography.x509 import load_der_x509_certificate
from cryptography.x509.oid import NameOID
from lxml import etree

from adapter.security import names as n
from adapter.security import wrap
from tests.support import forge
from tests.support.talks import talks
from tests.support.world import World


@dataclass(frozen=True)
class Said:
    """A signed message, who shows a certificate in it, the local name of the child of its Body, whether it asks."""

    raw: bytes
    by: str
    what: str
    asks: bool


def everything_said(world: World, *, soap12: bool) -> Iterator[Said]:
    """Let partners do all they can do, well and badly, in a world with 60 invented people."""
    heard: list[Said] = []

    def listen(address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
        answer = world.post(address, raw, headers)
        heard.extend((_said(raw, asks=True), _said(answer.content)))
        return answer

    for speak in talks():
        speak(world, post=listen, soap12=soap12)
        yield from heard
        heard.clear()
    version = n.SOAP12 if soap12 else n.SOAP11
    for raw in (b"", b"<html/>", etree.tostring(wrap(version, forge.question(world.now)))):
        answer = world.post(forge.ENDPOINT, raw, {"Content-Type": forge.CONTENT_TYPES[version]})
        yield _said(answer.content)


def _said(raw: bytes, *, asks: bool = False) -> Said:
    message = forge.Message(raw)
    shown = load_der_x509_certificate(b64decode(message.token.text or ""))
    by = shown.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    return Said(raw, str(by), etree.QName(message.body[0]).localname, asks)
