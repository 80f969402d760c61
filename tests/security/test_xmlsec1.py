"""xmlsec1, which shares no line with us, accepts what we sign, and we accept what it signs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.security import key_signer, verify
from adapter.security import names as n
from adapter.security.keys import write_private_key
from tests.security.test_foreign_messages import STYLES, foreign
from tests.support import certificates, forge
from tests.support.forge import Message
from tests.support.world import make_world

IDS = (
    f"{n.SOAP11}:Body",
    f"{n.SOAP12}:Body",
    f"{n.WSA}:To",
    *(f"{n.WSA}:{name}" for name in ("Action", "MessageID", "RelatesTo")),
    *(tag[1:].replace("}", ":") for tag in (n.TIMESTAMP, n.TOKEN, n.CONFIRMATION)),
)


@pytest.fixture(params=["rsa", "ec"])
def xmlsec1(request, tmp_path: Path, now):
    """Runs xmlsec1 on a message with the good certificate's keys."""
    if shutil.which("xmlsec1") is None:
        (pytest.fail if os.environ.get("JEMBATAN_TEST_REQUIRE_XMLSEC1") == "1" else pytest.skip)("no xmlsec1")
    identity = certificates.good(now, request.param)
    write_private_key(tmp_path / "key.pem", identity.key)

    def run(command: str, raw: bytes, certificate: x509.Certificate = identity.certificate) -> bytes:
        (tmp_path / "message.xml").write_bytes(raw)
        (tmp_path / "cert.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        keys = {"--verify": ["--pubkey-cert-pem", "cert.pem"], "--sign": ["--privkey-pem", "key.pem"]}[command]
        words = ["xmlsec1", command, *keys, *(word for id_ in IDS for word in ("--id-attr:Id", id_)), "message.xml"]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    run.signer = key_signer(identity.key, identity.certificate)
    run.algorithm = request.param
    return run


@pytest.mark.parametrize("soap12", [False, True])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_it_accepts_what_our_client_asks_and_our_server_answers(xmlsec1, engine, vault, now, soap12):
    world = make_world(engine, vault, now, algorithm=xmlsec1.algorithm)
    heard = []

    def listen(address, raw, headers):
        answer = world.post(address, raw, headers)
        heard.extend((raw, answer.content))
        return answer

    world.bpjs(post=listen, soap12=soap12).cekStatusPerjanjian()
    for name, raw in zip(("BPJS", "server"), heard, strict=True):
        xmlsec1("--verify", raw, world.identities[name].certificate)


def test_it_accepts_a_signed_addressing_header(xmlsec1, now):
    xmlsec1("--verify", forge.request(xmlsec1.signer, now, addressing=True).raw)


@pytest.mark.parametrize("style", STYLES)
def test_it_accepts_the_foreign_messages_that_we_test_with(xmlsec1, now, style):
    xmlsec1("--verify", foreign(style, xmlsec1.signer, now).raw)


@pytest.mark.parametrize("style", STYLES)
def test_what_it_signs_we_accept(xmlsec1, trust, now, style):
    message = foreign(style, xmlsec1.signer, now)
    for element in (message.signature_value, *message.root.iter(n.DIGEST_VALUE)):
        element.text = None
    signed = xmlsec1("--sign", message.raw)
    assert Message(signed).signature_value.text
    verify(signed, trust, now)


def test_it_refuses_what_was_changed(xmlsec1, now):
    raw = forge.request(xmlsec1.signer, now).raw
    with pytest.raises(AssertionError):
        xmlsec1("--verify", raw.replace(b"petugas-uji", b"petugas-xxx"))
