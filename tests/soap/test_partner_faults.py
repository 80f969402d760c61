"""Over the wire: a registered partner learns what to compare; whoever has no partner's key learns nothing."""

from base64 import b64decode
from datetime import timedelta

import pytest
from lxml import etree

from adapter.agreements.structures import Galat
from adapter.security import KeySigner, key_signer, verify
from adapter.security import names as n
from clients.values import from_detail
from tests.support import forge, slips
from tests.support.world import World, make_world

EVIDENCE = ("bagian", "digestPengirim", "digestKami")


@pytest.fixture
def partner(engine, vault, now) -> World:
    return make_world(engine, vault, now)


def galat(world: World, message: forge.Message, version: str) -> Galat:
    """The detail of the fault, under BKN's signature."""
    answer = world.post(forge.ENDPOINT, message.raw, {"Content-Type": forge.CONTENT_TYPES[version]})
    body = verify(answer.content, world.trusted.require, world.now).body
    return from_detail(Galat, body.find(".//{*}galat"))


@pytest.mark.parametrize("version", [n.SOAP11, n.SOAP12])
def test_both_digests_of_the_part_that_was_changed(partner, version):
    message = forge.request(partner.signer("BPJS"), partner.now, version)
    sent = message.reference(message.body).findtext(n.DIGEST_VALUE)
    etree.indent(message.body)
    told = galat(partner, message, version)
    assert (told.kodeGalat, told.bagian, told.digestPengirim) == ("TANDA_TANGAN_TIDAK_SAH", "Body", sent)
    assert told.digestKami == slips.digest(slips.canonical(message.body))
    assert told.jamServer == partner.now


def test_a_longer_digest_than_there_is_one(partner):
    signer = partner.signer("BPJS")
    message = forge.request(signer, partner.now)
    message.reference(message.body).find(n.DIGEST_VALUE).text = slips.b64(b"x" * 6000)
    told = galat(partner, message.sign_info(signer), n.SOAP11)
    assert b64decode(told.digestPengirim) == b"x" * 64


def test_the_clock_of_the_server_where_the_timestamp_is_not_of_now(partner):
    message = forge.request(partner.signer("BPJS"), partner.now + timedelta(seconds=312))
    told = galat(partner, message, n.SOAP11)
    assert (told.kodeGalat, told.jamServer) == ("PESAN_KEDALUWARSA", partner.now)
    assert (told.bagian, told.digestPengirim, told.digestKami) == (None, None, None)


def strangers(world):
    """A changed message of a stranger, and an old one."""
    identity = world.identities["STRANGER"]
    signer = key_signer(identity.key, identity.certificate)
    changed = forge.request(signer, world.now)
    etree.indent(changed.body)
    return [changed, forge.request(signer, world.now - timedelta(days=1))]


def test_a_stranger_is_told_none_of_it(partner):
    told = [galat(partner, message, n.SOAP11) for message in strangers(partner)]
    assert {getattr(one, name) for one in told for name in (*EVIDENCE, "jamServer")} == {None}
    assert len({one.pesan for one in told}) == 1


def test_who_shows_a_partners_certificate_without_its_key_learns_no_digest(partner):
    """The certificate is public; our digest of a guessed Body must not be."""
    shown, other = partner.signer("BPJS"), partner.identities["STRANGER"]
    message = forge.request(KeySigner(shown.certificate, shown.algorithm, other.key), partner.now)
    etree.indent(message.body)
    told = galat(partner, message, n.SOAP11)
    assert [getattr(told, name) for name in EVIDENCE] == [None] * 3
