"""Signature values, and which key may verify which algorithm."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA

from adapter.errors import OperatorError
from adapter.security import key_signer
from adapter.security import names as n
from adapter.security.algorithms import SIGNATURES
from adapter.security.errors import FailedCheck, UnsupportedAlgorithm
from adapter.security.policy import POLICY
from tests.support import certificates

DATA = b"SignedInfo"
WRONG = (FailedCheck, UnsupportedAlgorithm)


@pytest.fixture(params=certificates.ALGORITHMS, ids=certificates.name_of)
def signer(request, now):
    return certificates.signer(now, *request.param)


def check(signer, value, data=DATA):
    POLICY.verify_signature(signer.algorithm, signer._key.public_key(), value, data)


def test_a_signature_holds_for_its_data_only(signer):
    check(signer, signer.sign(DATA))
    with pytest.raises(FailedCheck):
        check(signer, signer.sign(DATA), DATA + b" ")


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 96, 255, 256, 257, 100_000])
def test_a_value_of_any_length_that_is_no_signature(signer, length):
    for filling in (b"\x00", b"\xff", b"\x01"):
        with pytest.raises(FailedCheck):
            check(signer, filling * length)


def test_a_signature_by_one_algorithm_holds_by_no_other(signer):
    for uri in SIGNATURES:
        if uri != signer.algorithm:
            with pytest.raises(WRONG):
                POLICY.verify_signature(uri, signer._key.public_key(), signer.sign(DATA), DATA)


def test_the_algorithms_of_the_table_are_all_tried():
    assert {uri for _, uri in certificates.ALGORITHMS} == set(SIGNATURES)


@pytest.mark.parametrize(("kind", "uri"), [("ec", n.ECDSA_SHA256), ("ec384", n.ECDSA_SHA384)])
def test_ecdsa_in_der_is_refused(now, kind, uri):
    key = certificates.good(now, kind).key
    hash_ = hashes.SHA256() if kind == "ec" else hashes.SHA384()
    with pytest.raises(FailedCheck, match="not DER"):
        POLICY.verify_signature(uri, key.public_key(), key.sign(DATA, ECDSA(hash_)), DATA)


PSS_OTHERWISE = {
    "no-salt": padding.PSS(padding.MGF1(hashes.SHA256()), 0),
    "short-salt": padding.PSS(padding.MGF1(hashes.SHA256()), 20),
    "longest-salt": padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH),
    "mgf1-sha1": padding.PSS(padding.MGF1(hashes.SHA1()), 32),  # noqa: S303 - it must be refused
    "mgf1-sha512": padding.PSS(padding.MGF1(hashes.SHA512()), 32),
    "pkcs1": padding.PKCS1v15(),
}


@pytest.mark.parametrize("otherwise", PSS_OTHERWISE)
def test_pss_with_other_parameters_is_refused(now, otherwise):
    key = certificates.good(now, "rsa").key
    value = key.sign(DATA, PSS_OTHERWISE[otherwise], hashes.SHA256())
    with pytest.raises(FailedCheck):
        POLICY.verify_signature(n.PSS_SHA256, key.public_key(), value, DATA)


def raw_rsa(key, block: bytes) -> bytes:
    """The private operation alone, on a block that no padding made."""
    numbers = key.private_numbers()
    modulus = numbers.public_numbers.n
    return pow(int.from_bytes(block), numbers.d, modulus).to_bytes(key.key_size // 8)


DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
DIGEST_INFO_WITHOUT_NULL = bytes.fromhex("302f300b0609608648016503040201 0420".replace(" ", ""))
DIGEST_INFO_LONG_FORM = bytes.fromhex("30813130 0d060960864801650304020105000420".replace(" ", ""))


@pytest.mark.parametrize("prefix", [DIGEST_INFO_WITHOUT_NULL, DIGEST_INFO_LONG_FORM], ids=["no-null", "long-length"])
def test_pkcs1_in_lax_ber_is_refused(now, prefix):
    """A verifier that parses the block instead of comparing it can be talked into forgeries (Bleichenbacher, 2006)."""
    key = certificates.good(now, "rsa").key
    digest = hashes.Hash(hashes.SHA256())
    digest.update(DATA)
    hashed = digest.finalize()

    def value(info: bytes) -> bytes:
        size = key.key_size // 8
        return raw_rsa(key, b"\x00\x01" + b"\xff" * (size - 3 - len(info) - 32) + b"\x00" + info + hashed)

    POLICY.verify_signature(n.RSA_SHA256, key.public_key(), value(DIGEST_INFO), DATA)
    with pytest.raises(FailedCheck):
        POLICY.verify_signature(n.RSA_SHA256, key.public_key(), value(prefix), DATA)


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec384", "ed25519"])
def test_the_certificate_decides_what_its_key_may_do(now, kind):
    key = certificates.good(now, kind).key.public_key()
    for of, uri in certificates.ALGORITHMS:
        if of[:2] != kind[:2]:
            with pytest.raises(UnsupportedAlgorithm):
                POLICY.verify_signature(uri, key, b"", DATA)


def test_a_short_key_and_another_curve_are_refused(now):
    for make, named in ((certificates.rsa_1024, n.RSA_SHA256), (certificates.ec_p521, n.ECDSA_SHA256)):
        with pytest.raises(UnsupportedAlgorithm):
            POLICY.verify_signature(named, make(now).key.public_key(), b"\x00" * 64, DATA)


@pytest.mark.parametrize("uri", [n.ECDSA_SHA256, n.ED25519, "urn:unknown"])
def test_no_signer_is_made_of_a_key_that_cannot_sign_so(now, uri):
    identity = certificates.good(now, "rsa")
    with pytest.raises(OperatorError, match="choose another"):
        key_signer(identity.key, identity.certificate, uri)


def test_digests_from_sha_256_on():
    lengths = {n.SHA256: 32, n.SHA384: 48, n.SHA512: 64}
    assert {uri: len(POLICY.digest(uri, DATA)) for uri in POLICY.digests} == lengths
    for uri in ("http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#sha224", ""):
        with pytest.raises(UnsupportedAlgorithm):
            POLICY.digest(uri, DATA)


def test_what_a_message_calls_an_algorithm_is_not_repeated():
    """The text goes into our log, and anybody can write it under a partner's certificate."""
    for ask in (lambda uri: POLICY.verify_signature(uri, None, b"", DATA), lambda uri: POLICY.digest(uri, DATA)):
        with pytest.raises(UnsupportedAlgorithm) as told:
            ask("NIK 3201001206790468")
        assert "3201" not in str(told.value)
        with pytest.raises(UnsupportedAlgorithm, match="#rsa-sha1"):
            ask("http://www.w3.org/2000/09/xmldsig#rsa-sha1")
