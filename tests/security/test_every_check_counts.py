"""The checks inside the steps, decryption, and what server and clients add: none of them is dead code.

As in test_every_step_counts.py: with that one check switched off, an attack gets through that is refused with it.
"""

from copy import deepcopy
from importlib import import_module

import pytest
from lxml import etree

from adapter.security import SecurityError, key_decrypter, verify
from adapter.security import names as n
from adapter.security.certificate import Certificate
from adapter.soap.incoming import Incoming
from clients import transport
from clients.errors import AnswerRejected
from clients.transport import SignedTransport
from tests.support import certificates, forge, sealing
from tests.support.forge import ENDPOINT, Message
from tests.support.sealing import Seal
from tests.support.world import make_world

decrypt, envelope, header, verifier = (
    import_module(f"adapter.security.{name}") for name in ("decrypt", "envelope", "header", "verify")
)


def nothing(*_arguments, **_options):
    return None


def another_declared_encoding(signer, now):
    return b'<?xml version="1.0" encoding="iso-8859-1"?>' + forge.request(signer, now).raw


def two_security_headers(signer, now):
    message = forge.request(signer, now)
    message.header.append(etree.Element(n.SECURITY))
    return message.raw


def two_timestamps(signer, now):
    message = forge.request(signer, now)
    second = deepcopy(message.timestamp)
    del second.attrib[n.ID]
    message.security.append(second)
    return message.raw


def a_second_digest_value(signer, now):
    message = forge.request(signer, now)
    reference = message.references[0]
    reference.append(deepcopy(reference[-1]))
    return message.sign_info(signer).raw


def a_parameter_of_the_algorithm(signer, now):
    message = forge.request(signer, now)
    etree.SubElement(message.signed_info[1], f"{{{n.DS}}}HMACOutputLength").text = "0"
    return message.sign_info(signer).raw


def another_certificate_in_the_token(signer, now):
    other = certificates.good(now, "ec").certificate
    return forge.name_signer(forge.request(signer, now), "thumbprint", other).raw


def first_with(parts, tag):
    return next(part for part in parts if part.tag == tag)


def in_any_encoding(raw):
    return raw


CHECKS = [
    (envelope, "_as_utf8", in_any_encoding, another_declared_encoding),
    (envelope, "is_for_us", lambda header, _: len(header) > 0, two_security_headers),
    (header, "one", first_with, two_timestamps),
    (header, "sequence", lambda parent, *tags: [*parent][: len(tags)], a_second_digest_value),
    (header, "_algorithm", lambda element: element.get("Algorithm"), a_parameter_of_the_algorithm),
    (Certificate, "is_named", lambda *_: True, another_certificate_in_the_token),
]


@pytest.mark.parametrize(
    ("where", "check", "without", "attack"), CHECKS, ids=[f"{one[1]}-{one[3].__name__}" for one in CHECKS]
)
def test_without_it(monkeypatch, rsa, now, where, check, without, attack):
    raw = attack(rsa, now)
    with pytest.raises(SecurityError):
        verify(raw, nothing, now)
    monkeypatch.setattr(where, check, without)
    verify(raw, nothing, now)


@pytest.mark.parametrize("changed", ["SignedInfo", "SignatureValue"])
def test_no_digest_is_computed_before_the_signature_holds(monkeypatch, rsa, now, changed):
    """The order of (5) and (6): digests are what a stranger can make expensive (hazards, fact 2)."""

    def never(*_):
        raise AssertionError("a digest")

    message = forge.request(rsa, now)
    if changed == "SignedInfo":
        message.references[0].find(n.DIGEST_VALUE).text = "AAAA"
    else:
        message.signature_value.text = forge.request(rsa, now).signature_value.text
    monkeypatch.setattr("adapter.security.references._verify_digest", never)
    with pytest.raises(SecurityError, match="signature value"):
        verify(message.raw, nothing, now)


@pytest.fixture
def recipient(now):
    return certificates.good(now, "rsa", "PENERIMA", enciphers=True)


def other_content(message, seal):
    return seal(message, etree.tostring(message.body[0]).replace(b"petugas-uji", b"penyerang"))


def oaep_that_says_sha1(message, seal):
    return seal(message, parameters=sealing.BROKEN_DIGEST + sealing.MGF)


def for_somebody_else(message, seal):
    return seal(message, named=certificates.good(seal.certificate.not_valid_before_utc, "ec").certificate)


@pytest.mark.parametrize(
    ("where", "check", "attack"),
    [
        (verifier, "verify_references", other_content),
        (decrypt, "_require_oaep", oaep_that_says_sha1),
        (decrypt, "_require", for_somebody_else),
    ],
)
def test_without_a_check_of_what_is_encrypted(monkeypatch, rsa, now, recipient, where, check, attack):
    """Step (5b), and (6) behind it."""
    raw = attack(forge.request(rsa, now), Seal(recipient.certificate)).raw
    decrypter = key_decrypter(recipient.key, recipient.certificate)
    with pytest.raises(SecurityError):
        verify(raw, nothing, now, decrypter=decrypter)
    monkeypatch.setattr(where, check, nothing)
    assert verify(raw, nothing, now, decrypter=decrypter).decrypted is not None


def in_clear(world):
    return forge.request(world.signer("BPJS"), world.now).raw


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_without_the_form_that_was_agreed(monkeypatch, engine, vault, now):
    world = make_world(engine, vault, now, encrypted=("BPJS",))
    headers = {"Content-Type": forge.CONTENT_TYPES[n.SOAP11]}
    assert world.post(ENDPOINT, in_clear(world), headers).status_code == 500
    monkeypatch.setattr(Incoming, "_require_agreed_form", nothing)
    assert world.post(ENDPOINT, in_clear(world), headers).status_code == 200


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_without_the_way_of_a_request(monkeypatch, engine, vault, now):
    world = make_world(engine, vault, now)
    headers = {"Content-Type": forge.CONTENT_TYPES[n.SOAP11], "SOAPAction": '"urn:test:unknown"'}
    assert world.post(ENDPOINT, in_clear(world), headers).status_code == 500
    monkeypatch.setattr(Incoming, "_require_one_way", nothing)
    assert world.post(ENDPOINT, in_clear(world), headers).status_code == 200


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("where", "check", "encrypted"),
    [(transport, "_require_one_way", ()), (SignedTransport, "_require_encrypted", ("BPJS",))],
)
def test_without_what_a_client_asks_of_an_answer(monkeypatch, engine, vault, now, where, check, encrypted):
    """BKN's own signature, over an answer that goes another way than agreed: elsewhere, or in clear."""
    world = make_world(engine, vault, now, encrypted=encrypted)

    def post(address, raw, headers):
        answer = world.post(address, raw, headers)
        if encrypted:
            clear = verify(answer.content, nothing, now, decrypter=world.decrypter("BPJS")).decrypted
            answer._content = clear
            return answer
        message = Message(answer.content)
        message.to.text = ENDPOINT
        answer._content = message.sign_again(world.signer("server")).raw
        return answer

    client = world.bpjs(post=post, addressing=not encrypted)
    with pytest.raises(AnswerRejected):
        client.cekStatusPerjanjian()
    monkeypatch.setattr(where, check, nothing)
    assert client.cekStatusPerjanjian().nomorBkn == "41/K/KS/X/2016"
