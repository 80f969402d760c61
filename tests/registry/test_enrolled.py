"""The certificates with which partners sign: added, found by every name, ended, never overwritten."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.errors import OperatorError
from adapter.records.database import writing
from adapter.registry import enrolled
from adapter.security import IssuerSerial, SubjectKeyIdentifier, Thumbprint, parse_certificate
from tests.support import certificates


@pytest.fixture
def session(engine):
    with writing(engine) as opened:
        yield opened


def test_a_certificate_signs_for_the_agreement_it_was_added_to(session, now):
    key = enrolled.add_certificate(session, BPJS, certificates.good(now).certificate, now)
    assert enrolled.signing_for(session, key) == ["BPJS"]
    assert enrolled.signing_for(session, b"x" * 32) == []


def test_a_removed_certificate_does_not_come_back(session, now):
    certificate = certificates.good(now).certificate
    key = enrolled.add_certificate(session, BPJS, certificate, now)
    assert enrolled.remove_certificate(session, BPJS, key.hex()[:12], now) == key
    assert enrolled.signing_for(session, key) == []
    with pytest.raises(OperatorError, match="was removed"):
        enrolled.add_certificate(session, BPJS, certificate, now)


def test_a_thumbprint_that_fits_nobody_or_several(session, now):
    for name in ("A", "B"):
        enrolled.add_certificate(session, BPJS, certificates.good(now, "ec", name).certificate, now)
    for prefix in ("", "zz", "0" * 7, "0" * 8, "0" * 65):
        with pytest.raises(OperatorError, match="partner list"):
            enrolled.remove_certificate(session, BPJS, prefix, now)


def test_a_thumbprint_as_openssl_writes_it(session, now):
    key = enrolled.add_certificate(session, BPJS, certificates.good(now).certificate, now)
    assert enrolled.remove_certificate(session, BPJS, key.hex(":").upper(), now) == key


def test_a_certificate_is_found_by_each_of_its_names_while_it_is_registered(session, now):
    certificate = certificates.good(now, "ec").certificate
    der = certificate.public_bytes(Encoding.DER)
    enrolled.add_certificate(session, SIGTK, certificates.good(now, "ec", "SIGTK").certificate, now)
    key = enrolled.add_certificate(session, BPJS, certificate, now)
    ski = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    issuer = certificate.issuer.rfc4514_string()
    names = [
        IssuerSerial(issuer, certificate.serial_number),
        IssuerSerial(issuer.replace(",", ", "), certificate.serial_number),
        SubjectKeyIdentifier(ski),
        Thumbprint(certificate.fingerprint(hashes.SHA1())),  # noqa: S303 - a name
    ]
    assert [enrolled.find_certificates(session, name) for name in names] == [[parse_certificate(der)]] * 4
    assert enrolled.find_certificates(session, IssuerSerial(issuer, 1)) == []
    assert enrolled.find_certificates(session, IssuerSerial("CN=lain", certificate.serial_number)) == []
    enrolled.remove_certificate(session, BPJS, key.hex(), now)
    assert [enrolled.find_certificates(session, name) for name in names] == [[]] * 4


def test_a_certificate_under_two_agreements_is_found_once(session, now):
    certificate = certificates.without_key_usage(now).certificate
    for agreement in (BPJS, SIGTK):
        enrolled.add_certificate(session, agreement, certificate, now)
    named = IssuerSerial(certificate.issuer.rfc4514_string(), certificate.serial_number)
    assert len(enrolled.find_certificates(session, named)) == 1
