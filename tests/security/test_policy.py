"""Signature values, and which key may verify which algorithm."""

import pytest
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256, SHA512

from adapter.security.errors import FailedCheck, UnsupportedAlgorithm
from adapter.security.names import ECDSA_SHA256, RSA_SHA256
from adapter.security.policy import POLICY
from tests.support import certificates

DATA = b"SignedInfo"


def check(signer, value, data=DATA):
    POLICY.verify_signature(signer.algorithm, signer._key.public_key(), value, data)


def test_a_signature_holds_for_its_data_only(signer):
    check(signer, signer.sign(DATA))
    with pytest.raises(FailedCheck):
        check(signer, signer.sign(DATA), DATA + b" ")


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 255, 256, 257, 100_000])
def test_a_value_of_any_length_that_is_no_signature(signer, length):
    for filling in (b"\x00", b"\xff", b"\x01"):
        with pytest.raises(FailedCheck):
            check(signer, filling * length)


def test_ecdsa_in_der_is_refused(now):
    key = certificates.good(now, "ec").key
    with pytest.raises(FailedCheck, match="not DER"):
        POLICY.verify_signature(ECDSA_SHA256, key.public_key(), key.sign(DATA, ECDSA(SHA256())), DATA)


@pytest.mark.parametrize("pad", ["pss", "sha512"])
def test_rsa_with_another_padding_or_digest_is_refused(now, pad):
    key = certificates.good(now, "rsa").key
    pss = padding.PSS(padding.MGF1(SHA256()), 32)
    value = key.sign(DATA, pss, SHA256()) if pad == "pss" else key.sign(DATA, padding.PKCS1v15(), SHA512())
    with pytest.raises(FailedCheck):
        POLICY.verify_signature(RSA_SHA256, key.public_key(), value, DATA)


@pytest.mark.parametrize(("algorithm", "named"), [("rsa", ECDSA_SHA256), ("ec", RSA_SHA256)])
def test_the_certificate_decides_what_its_key_may_do(now, algorithm, named):
    key = certificates.good(now, algorithm).key.public_key()
    with pytest.raises(UnsupportedAlgorithm):
        POLICY.verify_signature(named, key, b"", DATA)


def test_a_short_key_and_another_curve_are_refused(now):
    for make, named in ((certificates.rsa_1024, RSA_SHA256), (certificates.ec_p384, ECDSA_SHA256)):
        with pytest.raises(UnsupportedAlgorithm):
            POLICY.verify_signature(named, make(now).key.public_key(), b"\x00" * 64, DATA)


def test_only_sha_256_makes_digests():
    assert len(POLICY.digest("http://www.w3.org/2001/04/xmlenc#sha256", DATA)) == 32
    for uri in ("http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmlenc#sha512", ""):
        with pytest.raises(UnsupportedAlgorithm):
            POLICY.digest(uri, DATA)
