"""Identities to sign with, good ones and those that must be refused. Keys are made once per process: RSA is slow."""

from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from adapter.security import KeySigner, key_signer
from adapter.security import names as n
from adapter.security.algorithms import SIGNATURES, PrivateKey
from adapter.security.keys import Algorithm, Identity, issue, make_authority

NAME = "BPJS, kunci uji"
ALGORITHMS: tuple[tuple[Algorithm, str], ...] = (
    *(("rsa", uri) for uri in (n.RSA_SHA256, n.RSA_SHA384, n.RSA_SHA512, n.PSS_SHA256, n.PSS_SHA384, n.PSS_SHA512)),
    ("ec", n.ECDSA_SHA256),
    ("ec384", n.ECDSA_SHA384),
    ("ec384", n.ECDSA_SHA512),
    ("ed25519", n.ED25519),
)
"""Every way to sign, with a kind of key for it."""


def name_of(algorithm: tuple[Algorithm, str]) -> str:
    """For the name of a test."""
    return SIGNATURES[algorithm[1]].name


def signer(now: datetime, kind: Algorithm, uri: str | None = None, name: str = NAME) -> KeySigner:
    """The good signer with a key of that kind, by that algorithm."""
    identity = good(now, kind, name)
    return key_signer(identity.key, identity.certificate, uri)


@cache
def authority(now: datetime) -> Identity:
    """The test authority."""
    return make_authority("otoritas uji", now)


def good(now: datetime, algorithm: Algorithm = "rsa", name: str = NAME, *, enciphers: bool = False) -> Identity:
    """What a partner should have; with `enciphers`, where its messages are encrypted."""
    return _good(now, algorithm, name, enciphers)


@cache
def _good(now: datetime, algorithm: Algorithm, name: str, enciphers: bool) -> Identity:  # noqa: FBT001 - cached
    return issue(authority(now), name, now, algorithm=algorithm, enciphers=enciphers)


@cache
def expired(now: datetime) -> Identity:
    """Ended yesterday."""
    return issue(authority(now), NAME, now - timedelta(days=101), algorithm="ec", days=100)


@cache
def not_yet_valid(now: datetime) -> Identity:
    """Begins tomorrow."""
    return issue(authority(now), NAME, now + timedelta(days=1), algorithm="ec")


@cache
def without_digital_signature(now: datetime) -> Identity:
    """Its key usage is for encryption only."""
    return _self_made(now, rsa.generate_private_key(65537, 2048), signs=False)


@cache
def without_key_usage(now: datetime) -> Identity:
    """It does not say what its key is for."""
    return _self_made(now, ec.generate_private_key(ec.SECP256R1()), signs=None)


@cache
def rsa_1024(now: datetime) -> Identity:
    """A key that is too short."""
    return _self_made(now, rsa.generate_private_key(65537, 1024), signs=True)  # noqa: S505 - it must be refused


@cache
def ec_p521(now: datetime) -> Identity:
    """A curve that is not agreed."""
    return _self_made(now, ec.generate_private_key(ec.SECP521R1()), signs=True)


def _self_made(now: datetime, key: PrivateKey, *, signs: bool | None) -> Identity:
    issuer = authority(now)
    usages = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    allowed = {usage: (usage == "digital_signature") == signs and usage != "key_agreement" for usage in usages}
    never = dict.fromkeys(("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)]))
        .issuer_name(issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=100))
    )
    if signs is not None:
        builder = builder.add_extension(x509.KeyUsage(**allowed, **never), critical=True)
    return Identity(builder.sign(issuer.key, hashes.SHA256()), key)
