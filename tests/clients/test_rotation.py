"""A change of certificates as time passes, from the partner's client to BKN and back; and the end of one at once."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.app import Application
from adapter.records.database import open_engine
from adapter.registry import enrolled
from adapter.registry.enrolment import enrol
from adapter.registry.suspensions import resume, suspend
from adapter.security import key_signer
from adapter.security.keys import issue, thumbprint, write_certificate, write_private_key
from adapter.security.revocation import Revocation
from clients.base import Connection
from clients.bpjs import BpjsClient
from clients.errors import AnswerRejected, SecurityRefused
from tests.support import authorities, certificates
from tests.support.authorities import revocation_list, write_list
from tests.support.world import ADDRESS, post_to

WORDS = {"reason": "diselidiki", "by": "petugas"}


def signer_of(identity):
    return key_signer(identity.key, identity.certificate)


def is_answered(client) -> bool:
    try:
        return client.cekStatusPerjanjian() is not None
    except SecurityRefused:
        return False


def test_a_partner_changes_its_certificate(world):
    """Old signs; both sign; new signs; the old one is removed, and refused although it has days left."""
    old = world.bpjs()
    assert is_answered(old)
    world.now += timedelta(days=700)  # of 825
    following = issue(certificates.authority(world.now), "BPJS", world.now)
    new = world.bpjs(signer=signer_of(following))
    assert not is_answered(new)
    with world.store() as session:
        enrol(session, world.catalogue, world.catalogue.agreement("BPJS"), following.certificate, world.now)
    assert [is_answered(client) for client in (old, new)] == [True, True]
    world.now += timedelta(days=14)
    with world.store() as session:
        agreement = world.catalogue.agreement("BPJS")
        enrolled.remove_certificate(
            session, agreement, thumbprint(world.identities["BPJS"].certificate).hex(), world.now
        )
    assert [is_answered(client) for client in (old, new)] == [False, True]
    world.now += timedelta(days=100)
    assert is_answered(new)


@pytest.fixture
def trusting(world, tmp_path):
    """BPJS's client that reads BKN's certificates, old and next, from one file."""
    own = world.identities["BPJS"]
    write_private_key(tmp_path / "key", own.key)
    write_certificate(tmp_path / "certificate", own.certificate)

    def client(*identities):
        name = tmp_path / f"server-{len(list(tmp_path.iterdir()))}"
        name.write_bytes(b"".join(one.certificate.public_bytes(Encoding.PEM) for one in identities))
        files = {"key": tmp_path / "key", "certificate": tmp_path / "certificate", "server_certificate": name}
        connection = Connection.from_files(ADDRESS, **files, user="petugas-uji")
        return BpjsClient(replace(connection, post=world.post, clock=world.clock))

    return client


def believes(client) -> bool:
    try:
        return client.cekStatusPerjanjian() is not None
    except AnswerRejected:
        return False


def test_bkn_changes_its_certificate(world, trusting):
    """BKN sends the next one; partners trust both; BKN changes over; partners drop the old one."""
    old, following = world.identities["server"], certificates.good(world.now, name="server berikut")
    clients = [trusting(old), trusting(old, following), trusting(following)]
    assert [believes(client) for client in clients] == [True, True, False]
    world.identities["server"] = following
    for part in ("parts", "application"):
        del world.__dict__[part]
    assert [believes(client) for client in clients] == [False, True, True]


def test_a_client_does_not_believe_a_certificate_that_bkns_authority_has_revoked(world, tmp_path):
    root = authorities.authority(world.now)
    world.identities["server"] = server = authorities.signer(root, world.now, "CN=BKN")
    place = tmp_path / "bkn.crl"
    write_list(place, revocation_list(root, world.now))
    revocation = Revocation(place, [root.certificate], seconds=count(step=10).__next__)
    client = world.bpjs(revocation=revocation)
    assert believes(client)
    write_list(place, revocation_list(root, world.now, server))
    with pytest.raises(AnswerRejected, match="FailedAuthentication: the certificate is revoked"):
        client.cekStatusPerjanjian()
    assert believes(world.bpjs())


def test_a_suspension_reaches_every_process_at_the_next_call(world):
    """Two servers on one database, each with calls behind it that it could have remembered."""
    engine = open_engine(world.engine.url.render_as_string(hide_password=False))
    second = Application(replace(world.parts, engine=engine), ADDRESS)
    clients = [world.bpjs(), world.bpjs(post=lambda *request: post_to(second, *request))]
    try:
        assert [is_answered(client) for client in clients] == [True, True]
        with world.store() as session:
            suspend(session, world.catalogue, "BPJS", now=world.now, **WORDS)
        assert [is_answered(client) for client in clients] == [False, False]
        with world.store() as session:
            resume(session, world.catalogue, "BPJS", now=world.now, **WORDS)
        assert [is_answered(client) for client in clients] == [True, True]
    finally:
        engine.dispose()
