"""xmlsec1 and the openssl command read what we encrypt, and we read what they do.

The key goes through `openssl pkeyutl`, the content through xmlsec1, which before 1.3 knows OAEP with SHA-1 only.
"""

import os
import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from adapter.security import Certificate, key_decrypter, open_envelope, sign, verify, wrap
from adapter.security import names as n
from adapter.security.canonical import canonical
from adapter.security.keys import write_private_key
from tests.support import certificates, forge
from tests.support.forge import Message
from tests.support.sealing import Seal, data_of, key_of, value_of

OAEP = [
    word
    for option in ("padding_mode:oaep", "oaep_md:sha256", "mgf1_md:sha256")
    for word in ("-pkeyopt", f"rsa_{option}")
]


@pytest.fixture
def own(now):
    return certificates.good(now, "rsa", "server", enciphers=True)


@pytest.fixture
def elsewhere(tmp_path: Path, own):
    """Runs a program beside our key and certificate; gives what it printed."""
    for program in ("xmlsec1", "openssl"):
        if shutil.which(program) is None:
            (pytest.fail if os.environ.get("JEMBATAN_TEST_REQUIRE_XMLSEC1") == "1" else pytest.skip)(f"no {program}")
    write_private_key(tmp_path / "key.pem", own.key)
    (tmp_path / "cert.pem").write_bytes(own.certificate.public_bytes(Encoding.PEM))

    def run(*words: str, **files: bytes) -> bytes:
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    return run


@pytest.mark.parametrize("version", [n.SOAP11, n.SOAP12])
def test_what_we_encrypt_they_read(elsewhere, rsa, own, now, version):
    signed = sign(wrap(version, forge.question(now)), rsa, now, encrypt_for=Certificate(own.certificate))
    wrapped = b64decode(value_of(key_of(Message(signed.raw))).text)
    key = elsewhere("openssl", "pkeyutl", "-decrypt", "-inkey", "key.pem", "-in", "wrapped", *OAEP, wrapped=wrapped)
    read = elsewhere("xmlsec1", "--decrypt", "--aeskey", "key", "message", key=key, message=signed.raw)
    assert canonical(Message(read).body) == canonical(Message(signed.clear).body)


def test_what_they_encrypt_we_read(elsewhere, rsa, trust, own, now):
    clear = forge.request(rsa, now)
    message = Seal(own.certificate)(clear)
    template, key = data_of(message), os.urandom(32)
    template.remove(template.find(n.KEY_INFO))
    value_of(template).text = None
    content = etree.tostring(clear.body[0])
    sealed = elsewhere(
        "xmlsec1", "--encrypt", "--aeskey", "key", "--binary-data", "content", "template",
        key=key, content=content, template=etree.tostring(template),
    )  # fmt: skip
    words = ("openssl", "pkeyutl", "-encrypt", "-certin", "-inkey", "cert.pem", "-in", "key")
    value_of(key_of(message)).text = b64encode(elsewhere(*words, *OAEP)).decode()
    message.body[:] = [etree.fromstring(sealed)]
    read = verify(message.raw, trust, now, decrypter=key_decrypter(own.key, own.certificate))
    assert canonical(read.body) == canonical(open_envelope(clear.raw, 10**6, 10**4).body[0])
