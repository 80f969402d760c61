"""Apache CXF against a running server: a client that wsdl2java generates from `?wsdl=kebijakan`.

It configures itself by that policy; it is given keys, and the signature algorithm, and nothing else.
"""

import re
import socket
from base64 import b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from lxml import etree

from adapter.clock import system_clock
from adapter.security import verify
from adapter.security.keys import load_certificate, load_private_key
from adapter.soap.security_policy import with_security_policy
from clients.demo import stage
from tests.interop import java_tools

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(not java_tools.REQUIRED, reason="JEMBATAN_TEST_REQUIRE_JAVA is not 1"),
]
XENC = "{http://www.w3.org/2001/04/xmlenc#}"
UNREAD = "WSSecurityException An error was discovered processing the <wsse:Security> header"
SIGNATURE = "WSSecurityException The signature or decryption was invalid"
CONFIRMATION = (
    "WSSecurityException Received a SignatureConfirmation element, but there are no matching stored signature"
)
CASES = {
    "status": r"ok BERLAKU",
    "employees": r"ok 50 of 1\d\d",
    "streaming": r"ok BERLAKU",
    "addressing": r"ok BERLAKU",
    "algorithm not set": f"{UNREAD} / on the wire: wsse:UnsupportedAlgorithm",
    "request changed": r"fault \{.*-secext-1\.0\.xsd\}FailedCheck TANDA_TANGAN_TIDAK_SAH",
    "request unsigned": CONFIRMATION,
    "answer changed": SIGNATURE,
    "answer unsigned": r"PolicyException These policy alternatives can not be satisfied: .*Soap Body is not SIGNED",
    "answer by a stranger": r"WSSecurityException Error during certificate path validation: No trusted certs found",
    "answer to another": CONFIRMATION,
    "fault changed": SIGNATURE,
}
"""What a case must end in: an answer, a fault of the server, or a refusal by CXF."""


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """A server, with keys and people of its own."""
    folder = tmp_path_factory.mktemp("cxf")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    scene = stage.Stage(folder, port)
    list(stage.prepare(scene, 200))
    stage.extend(scene)
    with stage.served(scene):
        yield scene


@pytest.fixture(scope="module")
def java(scene):
    """The client, generated from that server's contracts."""
    return java_tools.build(scene.folder / "build", f"{scene.address}/layanan")


@pytest.fixture(scope="module")
def outcomes(scene, java):
    """What each case of interop.Cases came to."""
    lines = java_tools.run(java, "Cases", settings(scene, f"{scene.address}/layanan/%s?wsdl=kebijakan"))
    return dict(line.split("\t") for line in lines)


def settings(scene, contract):
    own, trusted = scene.folder / "own.p12", scene.folder / "trusted.p12"
    key, certificate = scene.keys / "BPJS.key.pem", scene.keys / "BPJS.cert.pem"
    java_tools.write_key_store(own, "bpjs", load_private_key(key), load_certificate(certificate))
    java_tools.write_trust_store(trusted, bkn=load_certificate(scene.keys / "server.cert.pem"))
    told = {
        "contract": contract,
        "own.store": own,
        "own.alias": "bpjs",
        "trusted.store": trusted,
        "trusted.alias": "bkn",
        "password": java_tools.PASSWORD,
    }
    path = scene.folder / "client.properties"
    path.write_text("".join(f"{name}={value}\n" for name, value in told.items()))
    return str(path)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_it_ends_as_it_must(outcomes, version, case):
    assert re.match(CASES[case], outcomes[f"{version} {case}"]), outcomes[f"{version} {case}"]


def test_no_case_is_left_out(outcomes):
    assert len(outcomes) == 2 * len(CASES)


def test_by_the_encrypting_policy_it_sends_what_was_agreed(scene, java, tmp_path):
    """AES-256-GCM under RSA-OAEP with SHA-256, over the content of a Body that was signed before."""
    plain = (Path("wsdl") / "LayananKerjaSama.wsdl").read_bytes()
    (tmp_path / "LayananKerjaSama.wsdl").write_bytes(with_security_policy(plain, encrypt_body=True))
    java_tools.run(java, "Encrypted", settings(scene, f"file:{tmp_path}/%s.wsdl"), str(tmp_path / "sent.xml"))
    root = etree.parse(tmp_path / "sent.xml").getroot()
    key, data = root.find(f".//{XENC}EncryptedKey"), root.find(f".//{XENC}EncryptedData")
    method = [key.find(f"{XENC}EncryptionMethod"), *key.find(f"{XENC}EncryptionMethod")]
    assert [e.get("Algorithm").rpartition("#")[2] for e in method] == ["rsa-oaep", "sha256", "mgf1sha256"]
    assert data.find(f"{XENC}EncryptionMethod").get("Algorithm").endswith("#aes256-gcm")

    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    secret = load_private_key(scene.keys / "server.key.pem").decrypt(cipher(key), oaep)
    content = AESGCM(secret).decrypt(cipher(data)[:12], cipher(data)[12:], None)
    data.getparent().replace(data, etree.fromstring(content))
    key.getparent().remove(key)
    message = verify(etree.tostring(root), lambda _certificate: None, system_clock())
    assert message.body.tag.endswith("}cekStatusPerjanjian")


def cipher(element):
    return b64decode(element.findtext(f"{XENC}CipherData/{XENC}CipherValue"))
