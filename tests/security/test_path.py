"""From a certificate to a trusted authority: what a path must be, and what is none."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from adapter.errors import OperatorError
from adapter.security.certificate import Certificate
from adapter.security.errors import FailedAuthentication, InvalidSecurityToken
from adapter.security.path import Authority
from tests.support import authorities

UNKNOWN = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
TLS_SERVER = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
OTHERS_ONLY = x509.NameConstraints([x509.DirectoryName(x509.Name.from_rfc4514_string("O=lain"))], None)


@pytest.fixture
def root(now):
    return authorities.authority(now)


def trusting(root, *between):
    return Authority(root.certificate, tuple(one.certificate for one in between))


def path(trusted, identity, now):
    return trusted.path(Certificate(identity.certificate), now)


def test_straight_to_the_authority(root, now):
    signer = authorities.signer(root, now)
    assert path(trusting(root), signer, now) == (signer.certificate, root.certificate)


def test_over_what_the_operator_gave(root, now):
    first = authorities.authority(now, "CN=antara 1", root, path_length=1)
    second = authorities.authority(now, "CN=antara 2", first, path_length=0)
    signer = authorities.signer(second, now)
    assert len(path(trusting(root, second, first), signer, now)) == 4
    with pytest.raises(FailedAuthentication):
        path(trusting(root, second), signer, now)


def test_to_an_authority_that_is_no_root(root, now):
    between = authorities.authority(now, "CN=antara", root)
    assert path(trusting(between), authorities.signer(between, now), now)
    with pytest.raises(FailedAuthentication):
        path(trusting(between), authorities.signer(root, now), now)


@pytest.mark.parametrize("usage", [ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION])
def test_an_extended_usage_that_suits_a_signer(root, now, usage):
    both = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, usage])
    assert path(trusting(root), authorities.signer(root, now, extensions=[(both, False)]), now)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ca": False},
        {"usages": ("crl_sign", "digital_signature")},
        {"usages": ()},
        {"days": -1},
        {"extensions": [(UNKNOWN, True)]},
        {"extensions": [(OTHERS_ONLY, True)]},
        {"extensions": [(OTHERS_ONLY, False)]},
    ],
    ids=["no-ca", "no-keycertsign", "no-usage", "expired", "unknown-critical", "name-constraints", "lax-constraints"],
)
@pytest.mark.parametrize("place", ["authority", "intermediate"])
def test_an_authority_that_may_not_issue(root, now, place, wrong):
    bad = authorities.authority(now, "CN=buruk", root if place == "intermediate" else None, **wrong)
    trusted = trusting(root, bad) if place == "intermediate" else trusting(bad)
    with pytest.raises(FailedAuthentication):
        path(trusted, authorities.signer(bad, now), now)


@pytest.mark.parametrize(
    "wrong",
    [{"usages": ()}, {"extensions": [(UNKNOWN, True)]}, {"extensions": [(TLS_SERVER, False)]}],
    ids=["no-usage", "unknown-critical", "tls-server"],
)
def test_a_certificate_that_is_no_signers(root, now, wrong):
    with pytest.raises(FailedAuthentication):
        path(trusting(root), authorities.signer(root, now, **wrong), now)


def test_a_path_longer_than_the_authority_allows(now):
    root = authorities.authority(now, path_length=0)
    between = authorities.authority(now, "CN=antara", root)
    with pytest.raises(FailedAuthentication):
        path(trusting(root, between), authorities.signer(between, now), now)


def test_a_signer_is_no_authority(root, now):
    signer = authorities.signer(root, now)
    with pytest.raises(FailedAuthentication):
        path(trusting(root, signer), authorities.signer(signer, now), now)


def test_an_authority_is_no_signer(root, now):
    between = authorities.authority(now, authorities.SUBJECT, root, usages=("key_cert_sign", "digital_signature"))
    for identity in (root, between):
        with pytest.raises(FailedAuthentication):
            path(trusting(root), identity, now)


def test_the_same_name_with_another_key(root, now):
    with pytest.raises(FailedAuthentication):
        path(trusting(root), authorities.signer(authorities.authority(now), now), now)


def test_a_signer_out_of_its_days_is_not_called_a_stranger(root, now):
    signer = authorities.signer(root, now, days=10)
    later = now + timedelta(days=11)
    assert path(trusting(root), signer, later)
    with pytest.raises(InvalidSecurityToken):
        Certificate(signer.certificate).require_usable(later)


@pytest.mark.parametrize("wrong", [{"days": -1}, {"ca": False}, {"usages": ("crl_sign",)}])
def test_an_unsound_authority_is_not_registered(root, now, wrong):
    bad = authorities.authority(now, "CN=buruk", root, **wrong)
    for trusted in (trusting(bad), trusting(root, bad)):
        with pytest.raises(OperatorError, match=r"^CN=buruk: "):
            trusted.require_sound(now)


def test_an_intermediate_of_somebody_else_is_not_registered(root, now):
    other = authorities.authority(now, "CN=antara", authorities.authority(now))
    with pytest.raises(OperatorError, match="neither by the authority"):
        trusting(root, other).require_sound(now)


def test_constraints_of_names_are_not_registered(now):
    with pytest.raises(OperatorError, match="not supported"):
        trusting(authorities.authority(now, extensions=[(OTHERS_ONLY, True)])).require_sound(now)
