"""Which certificates are registered for a partner, and which are refused."""

from dataclasses import replace

import pytest

from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.errors import OperatorError
from adapter.records.database import writing
from adapter.registry import enrolled
from adapter.registry.catalogue import load_agreements
from adapter.registry.enrolment import enrol
from tests.support import certificates


@pytest.fixture
def session(engine):
    with writing(engine) as opened:
        yield opened


def register(session, now, certificate, agreement=BPJS, own=None):
    return enrol(session, load_agreements(), agreement, certificate, now, own)


@pytest.mark.parametrize("algorithm", ["rsa", "ec"])
def test_a_good_one_signs(session, now, algorithm):
    key = register(session, now, certificates.good(now, algorithm).certificate)
    assert enrolled.signing_for(session, key) == ["BPJS"]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (certificates.expired, "it expired on 2026-11-19; ask the partner"),
        (certificates.not_yet_valid, "it is not valid before 2026-11-21"),
        (certificates.without_digital_signature, "does not have digitalSignature"),
        (certificates.without_key_usage, "does not have digitalSignature"),
        (certificates.rsa_1024, "none of RSA of 2048 bits or more, EC on P-256 or P-384"),
        (certificates.ec_p521, "none of RSA of 2048 bits or more, EC on P-256 or P-384"),
        (certificates.authority, r"an authority's \(CA\)"),
    ],
)
def test_one_that_could_not_sign_is_refused(session, now, make, told):
    with pytest.raises(OperatorError, match=f"^BPJS: CN=.* is not registered: .*{told}") as caught:
        register(session, now, make(now).certificate)
    assert "\n" not in str(caught.value)


def test_bkns_own_is_refused(session, now):
    own = certificates.good(now, name="server").certificate
    with pytest.raises(OperatorError, match="it is BKN's own"):
        register(session, now, own, own=own)


def test_another_partners_is_refused_until_it_is_removed_there(session, now):
    certificate = certificates.good(now).certificate
    key = register(session, now, certificate)
    with pytest.raises(OperatorError, match="BPJS signs with it; each partner needs a key of its own"):
        register(session, now, certificate, SIGTK)
    enrolled.remove_certificate(session, BPJS, key.hex(), now)
    assert register(session, now, certificate, SIGTK) == key


def test_answers_that_are_encrypted_need_a_certificate_for_it(session, now):
    encrypting = replace(BPJS, encrypt_body=True)
    for algorithm in ("rsa", "ec"):
        with pytest.raises(OperatorError, match="must be RSA with keyEncipherment"):
            register(session, now, certificates.good(now, algorithm).certificate, encrypting)
    register(session, now, certificates.good(now, enciphers=True).certificate, encrypting)
