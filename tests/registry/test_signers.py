"""Who it is that signs: registered, named by an authority, suspended, removed, revoked."""

from datetime import timedelta

import pytest

from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.errors import OperatorError
from adapter.records.database import writing
from adapter.registry import enrolled
from adapter.registry.authorities import authorities as registered
from adapter.registry.authorities import trust_authority
from adapter.registry.catalogue import load_agreements
from adapter.registry.history import events
from adapter.registry.signers import Signers
from adapter.registry.suspensions import resume, suspend
from adapter.security import Certificate, FailedAuthentication
from adapter.security.keys import thumbprint
from adapter.security.path import Authority
from adapter.security.revocation import Revocation
from adapter.security.subject import parse_subject
from tests.support import authorities, certificates
from tests.support.authorities import SUBJECT, revocation_list, write_list

WHO = {"reason": "kunci hilang", "by": "petugas"}


@pytest.fixture
def session(engine):
    with writing(engine) as opened:
        yield opened


@pytest.fixture
def signers(now):
    return Signers(load_agreements(), Certificate(certificates.good(now, name="server").certificate))


@pytest.fixture
def root(now):
    return authorities.authority(now)


def trust(session, now, root, *between, agreement=BPJS, subject=SUBJECT, exact=True, **more):
    authority = Authority(root.certificate, tuple(one.certificate for one in between))
    return trust_authority(session, agreement, authority, parse_subject(subject, exact=exact), now, **more)


def signs(signers, session, identity, now):
    try:
        return signers.signs_for(session, Certificate(identity.certificate), now)
    except FailedAuthentication:
        return []


def halt(session, target, now):
    suspend(session, load_agreements(), target, now=now, **WHO)


def lift(session, target, now):
    resume(session, load_agreements(), target, now=now, **WHO)


def test_a_stranger(signers, session, now, root):
    assert signs(signers, session, authorities.signer(root, now), now) == []


def test_whom_an_authority_names(signers, session, now, root):
    trust(session, now, root)
    assert signs(signers, session, authorities.signer(root, now), now) == ["BPJS"]
    assert signs(signers, session, authorities.signer(root, now, "CN=lain,O=BPJS Kesehatan,C=ID"), now) == []


def test_whom_an_authority_names_by_attributes_and_over_intermediates(signers, session, now, root):
    between = authorities.authority(now, "CN=antara", root)
    trust(session, now, root, between, subject="O=BPJS Kesehatan,C=ID", exact=False)
    (row,) = registered(session)
    assert (row.subject, row.exact) == ("O=BPJS Kesehatan,C=ID", False)
    assert signs(signers, session, authorities.signer(between, now), now) == ["BPJS"]
    assert signs(signers, session, authorities.signer(between, now, "CN=Setneg,C=ID"), now) == []


def test_who_fits_two_partners_is_neither(signers, session, now, root):
    trust(session, now, root, subject="C=ID,O=BPJS Kesehatan", exact=False)
    trust(session, now, root, agreement=SIGTK, subject="CN=Layanan BPJS", exact=False)
    assert signs(signers, session, authorities.signer(root, now), now) == []
    assert signs(signers, session, authorities.signer(root, now, "O=BPJS Kesehatan,C=ID"), now) == ["BPJS"]


def test_bkn_is_nobodys_partner(session, now, root):
    own = authorities.signer(root, now)
    with pytest.raises(OperatorError, match="BKN's own certificate would sign for the partner"):
        trust(session, now, root, own=own.certificate)
    trust(session, now, root)
    assert signs(Signers(load_agreements(), Certificate(own.certificate)), session, own, now) == []


def test_an_authority_is_removed(signers, session, now, root):
    signer = authorities.signer(root, now)
    key = trust(session, now, root)
    with pytest.raises(OperatorError, match="trusted already"):
        trust(session, now, root)
    enrolled.remove_certificate(session, BPJS, key.hex()[:16], now)
    assert signs(signers, session, signer, now) == []
    trust(session, now, root)
    assert signs(signers, session, signer, now) == ["BPJS"]


def test_no_authority_brings_back_what_was_removed(signers, session, now, root):
    signer = authorities.signer(root, now)
    key = enrolled.add_certificate(session, BPJS, signer.certificate, now)
    trust(session, now, root)
    assert signs(signers, session, signer, now) == ["BPJS"]
    enrolled.remove_certificate(session, BPJS, key.hex(), now)
    assert signs(signers, session, signer, now) == []


def test_a_certificate_is_suspended_and_resumed(signers, session, now):
    signer = certificates.good(now, "ec")
    key = enrolled.add_certificate(session, BPJS, signer.certificate, now)
    halt(session, key.hex()[:8], now)
    assert signs(signers, session, signer, now) == enrolled.signing_for(session, key) == []
    with pytest.raises(OperatorError, match="registered already"):
        enrolled.add_certificate(session, BPJS, signer.certificate, now)
    lift(session, key.hex()[:8], now)
    assert signs(signers, session, signer, now) == ["BPJS"]


def test_an_agreement_is_suspended_and_another_is_not(signers, session, now, root):
    direct, named = certificates.good(now, "ec"), authorities.signer(root, now)
    other = certificates.good(now, "ec", "SIGTK")
    enrolled.add_certificate(session, BPJS, direct.certificate, now)
    enrolled.add_certificate(session, SIGTK, other.certificate, now)
    trust(session, now, root)
    halt(session, "BPJS", now)
    assert [signs(signers, session, one, now) for one in (direct, named, other)] == [[], [], ["SIGTK"]]
    lift(session, "BPJS", now)
    assert [signs(signers, session, one, now) for one in (direct, named)] == [["BPJS"], ["BPJS"]]


@pytest.mark.parametrize("target", ["signer", "between", "root"])
def test_any_step_of_a_path_is_suspended(signers, session, now, root, target):
    between = authorities.authority(now, "CN=antara", root)
    signer, other = authorities.signer(between, now), authorities.signer(between, now)
    trust(session, now, root, between)
    step = {"signer": signer, "between": between, "root": root}[target]
    halt(session, thumbprint(step.certificate).hex(), now)
    assert signs(signers, session, signer, now) == []
    assert signs(signers, session, other, now) == (["BPJS"] if target == "signer" else [])


def test_two_suspensions_are_lifted_one_by_one(signers, session, now):
    signer = certificates.good(now, "ec")
    key = enrolled.add_certificate(session, BPJS, signer.certificate, now).hex()
    halt(session, key, now)
    halt(session, "BPJS", now)
    lift(session, key, now)
    assert signs(signers, session, signer, now) == []
    lift(session, "BPJS", now)
    assert signs(signers, session, signer, now) == ["BPJS"]


@pytest.mark.parametrize(
    ("target", "words", "told"),
    [
        ("BPJZ", {}, "neither an agreement"),
        ("deadbeef", {}, "0 certificates begin with 'deadbeef'"),
        ("BPJS", {"reason": ""}, "the reason has 1 to 250 characters"),
        ("BPJS", {"by": "a\nb"}, "the name of who does it has 1 to 100 characters"),
    ],
)
def test_a_suspension_that_cannot_be(session, now, target, words, told):
    with pytest.raises(OperatorError, match=told):
        suspend(session, load_agreements(), target, now=now, **{**WHO, **words})


def test_nothing_is_suspended_or_resumed_twice(session, now):
    halt(session, "BPJS", now)
    with pytest.raises(OperatorError, match="is suspended already"):
        halt(session, "BPJS", now)
    lift(session, "BPJS", now)
    with pytest.raises(OperatorError, match="is not suspended"):
        lift(session, "BPJS", now)


def test_the_registered_and_the_named_are_revoked(session, now, root, tmp_path):
    """The list of an authority trusted for a partner is due for the certificates registered one by one, too."""
    between = authorities.authority(now, "CN=antara", root)
    direct, stolen, named, lost = (authorities.signer(between, now) for _ in range(4))
    for one in (direct, stolen):
        enrolled.add_certificate(session, BPJS, one.certificate, now)
    trust(session, now, root, between)
    write_list(tmp_path / "a.crl", revocation_list(root, now), revocation_list(between, now, stolen, lost))
    own = Certificate(certificates.good(now, name="server").certificate)
    signers = Signers(load_agreements(), own, Revocation(tmp_path))
    found = [signs(signers, session, one, now) for one in (direct, stolen, named, lost)]
    assert found == [["BPJS"], [], ["BPJS"], []]
    write_list(tmp_path / "a.crl", revocation_list(root, now, between), revocation_list(between, now))
    signers = Signers(load_agreements(), own, Revocation(tmp_path))
    assert signs(signers, session, named, now) == []


def test_what_is_kept_for_an_auditor(session, now, root):
    key = enrolled.add_certificate(session, BPJS, certificates.good(now, "ec").certificate, now).hex()
    hours = [now + timedelta(hours=number) for number in range(5)]
    authority = trust(session, hours[1], root).hex()
    halt(session, key, hours[2])
    lift(session, key, hours[3])
    enrolled.remove_certificate(session, BPJS, key, hours[4])
    found = [(one.at, one.what, one.agreement, one.thumbprint, one.by, one.note) for one in events(session)]
    assert found == [
        (hours[0], "added", "BPJS", key, "", ""),
        (hours[1], "authority trusted", "BPJS", authority, "", f"subject {SUBJECT}"),
        (hours[2], "suspended", "", key, "petugas", "kunci hilang"),
        (hours[3], "resumed", "", key, "petugas", "kunci hilang"),
        (hours[4], "removed", "BPJS", key, "", ""),
    ]
