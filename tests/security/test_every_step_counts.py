"""Each step stands between us and an attack: with that one step switched off, the attack gets through.

So no step is dead code, and the attacks of this package do meet the step that they are meant for.
"""

from copy import deepcopy
from importlib import import_module

import pytest
from lxml import etree

from adapter import limits
from adapter.journal import journal
from adapter.security import KeySigner, SecurityError, key_signer, sign, verify, wrap
from adapter.security import names as n
from adapter.security.certificate import Certificate
from adapter.security.policy import SecurityPolicy
from tests.support import certificates, forge
from tests.support.forge import ENDPOINT, move
from tests.support.world import make_world

envelope, header, references, verifier = (
    import_module(f"adapter.security.{name}") for name in ("envelope", "header", "references", "verify")
)


def an_entity_in_a_signed_attribute(signer, now):
    message = forge.request(signer, now)
    message.body.set("jumlah", "10")
    message.sign_again(signer)
    return b'<!DOCTYPE x [<!ENTITY z "00000">]>' + message.raw.replace(b'jumlah="10', b'jumlah="10&z;')


def an_id_used_twice(signer, now):
    message = forge.request(signer, now)
    etree.SubElement(message.header, forge.UNKNOWN, Id=message.body.get(n.ID))
    return message.raw


def too_many_levels(signer, now):
    message = forge.request(signer, now)
    inner = message.header
    for _ in range(limits.MAX_XML_DEPTH):
        inner = etree.SubElement(inner, forge.UNKNOWN)
    return message.raw


def a_processing_instruction(signer, now):
    message = forge.request(signer, now)
    message.body[0].append(etree.ProcessingInstruction("x", "y"))
    return message.sign_again(signer).raw


def a_second_body(signer, now):
    message = forge.request(signer, now)
    message.root.append(second := deepcopy(message.body))
    del second.attrib[n.ID]
    return message.raw


def an_unknown_mandatory_header(signer, now):
    message = forge.request(signer, now)
    etree.SubElement(message.header, forge.UNKNOWN).set(message.soap("mustUnderstand"), "1")
    return message.raw


def another_canonicalisation(signer, now):
    message = forge.request(signer, now)
    message.signed_info[0].set("Algorithm", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")
    return message.sign_info(signer).raw


def something_hidden_beside_the_token(signer, now):
    message = forge.request(signer, now)
    etree.SubElement(message.security, forge.UNKNOWN)
    return message.raw


def a_strangers_signature(_signer, now):
    stranger = certificates.good(now, "ec", "STRANGER")
    return forge.request(key_signer(stranger.key, stranger.certificate), now).raw


def an_expired_certificate(_signer, now):
    expired = certificates.expired(now)
    return forge.request(key_signer(expired.key, expired.certificate), now).raw


def the_partners_certificate_on_a_strangers_signature(signer, now):
    stranger = certificates.good(now, "rsa", "STRANGER")
    return forge.request(KeySigner(signer.certificate, signer.algorithm, stranger.key), now).raw


def a_changed_body(signer, now):
    return forge.request(signer, now).raw.replace(b"petugas-uji", b"penyerang")


def an_unsigned_body(signer, now):
    message = forge.request(signer, now)
    return message.sign_again(signer, [message.timestamp, message.token]).raw


def a_signed_part_where_nobody_reads(signer, now):
    message = forge.request(signer, now)
    hidden = etree.SubElement(etree.SubElement(message.header, forge.UNKNOWN), forge.UNKNOWN)
    return message.sign_again(signer, [message.body, message.timestamp, message.token, hidden]).raw


def a_message_of_last_year(signer, now):
    return forge.request(signer, now.replace(year=now.year - 1)).raw


def an_answer_to_another_request(signer, now):
    return sign(wrap(n.SOAP11, forge.question(now)), signer, now, confirms="T1RIRVI=").raw


def first_of_each(root, version):
    return root.find(f"{{{version}}}Header"), root.find(f"{{{version}}}Body")


def ids_as_they_come(elements):
    return {element.get(n.ID): element for element in elements if element.get(n.ID)}


def parse_anything(text):
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False))


def nothing(*_arguments, **_options):
    return None


everybody = nothing
"""Trusts every certificate, the expired one too."""

STEPS = [
    (envelope, "_parse", parse_anything, an_entity_in_a_signed_attribute),
    (envelope, "_survey", nothing, too_many_levels),
    (envelope, "_survey", nothing, a_processing_instruction),
    (envelope, "_ids", ids_as_they_come, an_id_used_twice),
    (envelope, "_parts", first_of_each, a_second_body),
    (verifier, "require_understood", nothing, an_unknown_mandatory_header),
    (header, "_exclusive_c14n", lambda _: (), another_canonicalisation),
    (header, "refuse_others", nothing, something_hidden_beside_the_token),
    (Certificate, "require_usable", nothing, an_expired_certificate),
    (SecurityPolicy, "verify_signature", nothing, the_partners_certificate_on_a_strangers_signature),
    (references, "_verify_digest", nothing, a_changed_body),
    (references, "_required", lambda *_: [], an_unsigned_body),
    (references, "_signable", lambda found, _: set(found.ids.values()), a_signed_part_where_nobody_reads),
    (verifier, "require_fresh", lambda _, now, __: (now, now), a_message_of_last_year),
    (verifier, "_require_confirmation", nothing, an_answer_to_another_request),
]


@pytest.mark.parametrize(
    ("where", "step", "without", "attack"), STEPS, ids=[f"{step[1]}-{step[3].__name__}" for step in STEPS]
)
def test_without_it(monkeypatch, rsa, now, where, step, without, attack):
    raw = attack(rsa, now)
    confirms = "UkVRVUVTVA==" if attack is an_answer_to_another_request else None
    with pytest.raises(SecurityError):
        verify(raw, everybody, now, confirms=confirms)
    monkeypatch.setattr(where, step, without)
    verify(raw, everybody, now, confirms=confirms)


def test_without_trust(trust, rsa, now):
    raw = a_strangers_signature(rsa, now)
    with pytest.raises(SecurityError):
        verify(raw, trust, now)
    verify(raw, everybody, now)


def test_without_either_half_a_wrapped_body_is_still_refused(monkeypatch, rsa, trust, now):
    """What is signed must be read, and what is read must be signed: wrapping has to get past both."""
    raw = move(forge.request(rsa, now), "body", "in-a-wrapper", "no-id").raw
    for step, without in (("_signable", lambda found, _: set(found.ids.values())), ("_required", lambda *_: [])):
        with pytest.raises(SecurityError):
            verify(raw, trust, now)
        monkeypatch.setattr(references, step, without)
    verify(raw, trust, now)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_without_the_replay_key(monkeypatch, engine, vault, now):
    world = make_world(engine, vault, now)
    raw = forge.request(world.signer("BPJS"), now).raw
    headers = {"Content-Type": forge.CONTENT_TYPES[n.SOAP11]}
    assert [world.post(ENDPOINT, raw, headers).status_code for _ in range(2)] == [200, 500]
    monkeypatch.setattr(journal, "claim_signature", nothing)
    assert world.post(ENDPOINT, raw, headers).status_code == 200
