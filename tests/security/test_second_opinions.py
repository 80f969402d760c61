"""xmlsec1 and signxml accept every message that we sign, and we accept what they sign."""

import re
import subprocess
from itertools import product

import pytest
from signxml import SignatureMethod
from signxml.exceptions import InvalidInput, InvalidSignature

from adapter.records.synthetic import populate
from adapter.security import names as n
from adapter.security import verify
from tests.security.test_foreign_messages import STYLES, foreign
from tests.support import certificates, forge
from tests.support.certificates import ALGORITHMS, name_of
from tests.support.conversation import everything_said
from tests.support.forge import Message
from tests.support.opinions import LACKS, Opinion, opinion_of
from tests.support.world import make_world

TOOLS = ("xmlsec1", "signxml")
ABLE = [(tool, way) for way in ALGORITHMS for tool in TOOLS if way[1] not in LACKS[tool]]
USUAL = [("rsa", n.RSA_SHA256), ("ec", n.ECDSA_SHA256)]
each_able = pytest.mark.parametrize(("tool", "algorithm"), ABLE, ids=[f"{tool}-{name_of(way)}" for tool, way in ABLE])


@pytest.fixture
def opinion(tool, tmp_path, now) -> Opinion:
    return opinion_of(tool, tmp_path, now)


@pytest.mark.parametrize(
    ("algorithm", "soap12"),
    [*((way, False) for way in ALGORITHMS if way in {able for _, able in ABLE}), *((way, True) for way in USUAL)],
    ids=lambda value: {True: "soap12", False: "soap11"}.get(value) or name_of(value),
)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_they_accept_all_that_partners_and_bkn_say(engine, vault, now, tmp_path, algorithm, soap12):
    kind, uri = algorithm
    populate(engine, vault, 60, now=now)
    world = make_world(engine, vault, now, algorithm=kind, signature=uri)
    opinions = [opinion_of(tool, tmp_path, now) for tool in TOOLS if uri not in LACKS[tool]]
    said = list(everything_said(world, soap12=soap12))
    for message in said:
        assert Message(message.raw).signed_info[1].get("Algorithm") == uri
        for opinion in opinions:
            opinion.verify(message.raw, world.identities[message.by].certificate)
    asked = {message.what for message in said if message.asks}
    answered = [message.what for message in said if not message.asks]
    assert asked == {operation.name for service in world.catalogue.everything for operation in service.operations}
    assert set(answered) == {*(f"{name}Response" for name in asked), "Fault"}
    assert answered.count("Fault") >= 10


@each_able
def test_they_accept_a_signed_addressing_header(opinion, algorithm, now):
    signer = certificates.signer(now, *algorithm)
    opinion.verify(forge.request(signer, now, addressing=True).raw, certificates.good(now, algorithm[0]).certificate)


@pytest.mark.parametrize("style", STYLES)
@each_able
def test_they_accept_the_foreign_messages_that_we_test_with(opinion, algorithm, now, style):
    message = foreign(style, certificates.signer(now, *algorithm), now)
    opinion.verify(message.raw, certificates.good(now, algorithm[0]).certificate)


@pytest.mark.parametrize("tool", TOOLS)
def test_they_refuse_what_was_changed(opinion, now):
    certificate = certificates.good(now).certificate
    message = forge.request(certificates.signer(now, "rsa"), now)
    opinion.verify(message.raw, certificate)
    for old, new in ((b"petugas-uji", b"petugas-xxx"), (b"Expires>2026", b"Expires>2027")):
        assert old in message.raw
        with pytest.raises((AssertionError, InvalidSignature)):
            opinion.verify(message.raw.replace(old, new), certificate)
    with pytest.raises((AssertionError, InvalidSignature)):
        opinion.verify(message.raw, certificates.good(now, "rsa", "lain").certificate)


@pytest.mark.parametrize("version", [n.SOAP11, n.SOAP12], ids=["soap11", "soap12"])
@pytest.mark.parametrize("style", STYLES)
@each_able
def test_we_accept_what_they_sign(opinion, algorithm, trust, now, style, version):
    message = unsigned(foreign(style, certificates.signer(now, *algorithm), now, version))
    signed = Message(opinion.sign(message, certificates.good(now, algorithm[0])))
    assert signed.signature_value.text
    read = verify(signed.raw, trust, now)
    assert "".join(read.body.itertext()) == "ya"


@pytest.mark.parametrize("digest", [n.SHA256, n.SHA384, n.SHA512], ids=["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("tool", TOOLS)
def test_we_accept_their_digests(opinion, trust, now, digest):
    message = unsigned(foreign("wss4j", certificates.signer(now, "rsa"), now))
    for method in message.root.iter(n.DIGEST_METHOD):
        method.set("Algorithm", digest)
    verify(opinion.sign(message, certificates.good(now)), trust, now)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@each_able
def test_the_server_answers_what_they_sign(opinion, algorithm, engine, vault, now):
    world = make_world(engine, vault, now, algorithm=algorithm[0], signature=algorithm[1])

    def send(raw, version):
        return world.post(forge.ENDPOINT, raw, {"Content-Type": forge.CONTENT_TYPES[version]})

    for style, version in product(STYLES, (n.SOAP11, n.SOAP12)):
        message = unsigned(foreign(style, world.signer("BPJS"), now, version))
        message.body[:] = [forge.question(now)]
        raw = opinion.sign(message, world.identities["BPJS"])
        # Nor is it the lenience of either side: with one letter changed it is refused.
        assert forge.fault_code(send(raw.replace(b"petugas-uji", b"petugas-ujj"), version)) == "wsse:FailedCheck"
        answer = send(raw, version)
        assert (answer.status_code, forge.fault_code(answer)) == (200, "")
        opinion.verify(answer.content, world.identities["server"].certificate)


def unsigned(message: Message) -> Message:
    """Without what the tool is to compute."""
    bare = message.copy()
    for element in (bare.signature_value, *bare.root.iter(n.DIGEST_VALUE)):
        element.text = None
    return bare


@pytest.mark.parametrize("uri", LACKS["signxml"])
def test_what_signxml_is_said_to_lack_it_lacks(uri):
    with pytest.raises(InvalidInput):
        SignatureMethod(uri)


def test_what_xmlsec1_is_said_to_lack_it_lacks(tmp_path, now):
    opinion_of("xmlsec1", tmp_path, now)
    listed = subprocess.run(["xmlsec1", "--list-transforms"], capture_output=True, text=True, check=True)
    version = subprocess.run(["xmlsec1", "--version"], capture_output=True, text=True, check=True).stdout
    known = set(re.findall(r'"([^"]+)"', listed.stdout))
    if " 1.2." not in version:
        pytest.skip(f"{version.strip()} may know more than 1.2, which the table is for")
    assert not {name for name in known if "pss" in name or "eddsa" in name or "mgf1" in name} - {"rsa-oaep-mgf1p"}
