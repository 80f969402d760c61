"""Apache CXF against a running server: a client that wsdl2java generates from `?wsdl=kebijakan`.

It configures itself by that policy; it is given keys, and the signature algorithm, and nothing else.
"""

import re
import socket

import pytest

from adapter.security.keys import load_certificate, load_private_key
from clients.demo import stage
from tests.interop import java_tools

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(not java_tools.REQUIRED, reason="JEMBATAN_TEST_REQUIRE_JAVA is not 1"),
]
UNREAD = "WSSecurityException An error was discovered processing the <wsse:Security> header"
SIGNATURE = "WSSecurityException The signature or decryption was invalid"
CONFIRMATION = (
    "WSSecurityException Received a SignatureConfirmation element, but there are no matching stored signature"
)
CASES = {
    "status": r"ok BERLAKU",
    "employees": r"ok 50 of 1\d\d",
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
def outcomes(tmp_path_factory):
    """What each case of interop.Cases came to."""
    folder = tmp_path_factory.mktemp("cxf")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    scene = stage.Stage(folder, port)
    list(stage.prepare(scene, 200))
    stage.extend(scene)
    with stage.served(scene):
        java = java_tools.build(folder / "build", f"{scene.address}/layanan")
        lines = java_tools.run(java, "Cases", str(_settings(scene)))
    return dict(line.split("\t") for line in lines)


def _settings(scene):
    own, trusted = scene.folder / "own.p12", scene.folder / "trusted.p12"
    key, certificate = scene.keys / "BPJS.key.pem", scene.keys / "BPJS.cert.pem"
    java_tools.write_key_store(own, "bpjs", load_private_key(key), load_certificate(certificate))
    java_tools.write_trust_store(trusted, bkn=load_certificate(scene.keys / "server.cert.pem"))
    settings = {
        "services": f"{scene.address}/layanan",
        "own.store": own,
        "own.alias": "bpjs",
        "trusted.store": trusted,
        "trusted.alias": "bkn",
        "password": java_tools.PASSWORD,
    }
    path = scene.folder / "client.properties"
    path.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    return path


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_it_ends_as_it_must(outcomes, version, case):
    assert re.match(CASES[case], outcomes[f"{version} {case}"]), outcomes[f"{version} {case}"]


def test_no_case_is_left_out(outcomes):
    assert len(outcomes) == 2 * len(CASES)
