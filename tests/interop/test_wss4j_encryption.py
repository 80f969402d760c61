"""WSS4J, whose cryptography is Java's own, reads what we encrypt, and we read what it does."""

import pytest
from lxml import etree

from adapter.clock import system_clock
from adapter.security import Certificate, TrustedCertificates, key_decrypter, key_signer, sign, verify, wrap
from adapter.security import names as n
from tests.interop import java_tools
from tests.support import certificates, forge
from tests.support.forge import Message

pytestmark = pytest.mark.skipif(not java_tools.REQUIRED, reason="JEMBATAN_TEST_REQUIRE_JAVA is not 1")

NAMED = {"issuer-serial": "2", "ski": "4", "thumbprint": "8"}
"""WSS4J's numbers: WSConstants.ISSUER_SERIAL, SKI_KEY_IDENTIFIER, THUMBPRINT_IDENTIFIER."""
DONE = {"2": "signature", "4": "decryption", "32": "timestamp", "4096": "token"}


@pytest.fixture(scope="module")
def java(tmp_path_factory):
    return java_tools.build(tmp_path_factory.mktemp("wss4j"))


@pytest.fixture(scope="module")
def today():
    return system_clock()  # Java's certificate path is of today


@pytest.fixture
def wss4j(java, today, tmp_path):
    """Runs it as one end, the other being ours; gives the message that it made and what it says that it did."""
    ends = {name: certificates.good(today, "rsa", name, enciphers=True) for name in ("server", "BPJS")}
    for name, identity in ends.items():
        java_tools.write_key_store(tmp_path / f"{name}.own", "own", identity.key, identity.certificate)
        java_tools.write_trust_store(tmp_path / f"{name}.other", other=identity.certificate)

    def run(what: str, raw: bytes, own: str, other: str, *how: str) -> tuple[bytes, list[str]]:
        (tmp_path / "in.xml").write_bytes(raw)
        files = [str(tmp_path / name) for name in ("in.xml", "out.xml", f"{own}.own", f"{other}.other")]
        said = java_tools.run(java, "Encryption", what, *files, java_tools.PASSWORD, *how)
        return (tmp_path / "out.xml").read_bytes(), said

    run.ends = ends
    return run


@pytest.mark.parametrize("version", [n.SOAP11, n.SOAP12])
def test_it_reads_what_we_encrypt(wss4j, today, version):
    ours, its = wss4j.ends["BPJS"], wss4j.ends["server"]
    signer = key_signer(ours.key, ours.certificate)
    signed = sign(wrap(version, forge.question(today)), signer, today, encrypt_for=Certificate(its.certificate))
    read, said = wss4j("read", signed.raw, "server", "BPJS")
    assert sorted(DONE[number] for number in said) == ["decryption", "signature", "timestamp", "token"]
    assert Message(read).body.findtext(".//{*}idPengguna") == "petugas-uji"


@pytest.mark.parametrize("version", [n.SOAP11, n.SOAP12])
@pytest.mark.parametrize("named", NAMED)
def test_we_read_what_it_encrypts(wss4j, today, version, named):
    its, ours = wss4j.ends["BPJS"], wss4j.ends["server"]
    envelope = etree.tostring(wrap(version, forge.question(today)))
    raw, _ = wss4j("write", envelope, "BPJS", "server", NAMED[named])
    trusted = TrustedCertificates.of([its.certificate])
    decrypter = key_decrypter(ours.key, ours.certificate)
    read = verify(raw, trusted.require, system_clock(), decrypter=decrypter)
    assert read.body.findtext(".//{*}idPengguna") == "petugas-uji"
    assert read.decrypted is not None
