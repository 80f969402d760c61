from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from adapter.security import keys
from adapter.security.keys import KeyFileError
from tests.support import certificates


@pytest.mark.parametrize("algorithm", ["rsa", "ec"])
def test_what_is_written_is_loaded_again(tmp_path, now, algorithm):
    made = certificates.good(now, algorithm)
    keys.write_private_key(tmp_path / "a.key.pem", made.key)
    keys.write_certificate(tmp_path / "a.cert.pem", made.certificate)
    assert keys.load_certificate(tmp_path / "a.cert.pem") == made.certificate
    assert keys.load_private_key(tmp_path / "a.key.pem").public_key() == made.certificate.public_key()


def test_a_certificate_in_der_form_is_loaded(tmp_path, now):
    made = certificates.good(now).certificate
    (tmp_path / "a.cer").write_bytes(made.public_bytes(serialization.Encoding.DER))
    assert keys.thumbprint(keys.load_certificate(tmp_path / "a.cer")) == keys.thumbprint(made)


def test_an_issued_certificate_signs_and_issues_nothing(now):
    issued = certificates.good(now).certificate
    issued.verify_directly_issued_by(certificates.authority(now).certificate)
    assert keys.may_sign(issued)
    assert not keys.may_sign(certificates.authority(now).certificate)
    assert issued.not_valid_after_utc == now + timedelta(days=825)


def test_a_private_key_is_for_its_owner_only(tmp_path, now):
    path = tmp_path / "new" / "a.key.pem"
    keys.write_private_key(path, certificates.good(now, "ec").key)
    assert path.stat().st_mode & 0o777 == 0o600
    assert not keys.exposed(path)


def test_a_private_key_is_never_written_over(tmp_path, now):
    path = tmp_path / "a.key.pem"
    keys.write_private_key(path, certificates.good(now, "ec").key)
    before = path.read_bytes()
    with pytest.raises(KeyFileError, match="not written over"):
        keys.write_private_key(path, keys.new_key("ec"))
    assert path.read_bytes() == before


def test_a_secret_goes_round(tmp_path):
    secret = keys.new_secret()
    keys.write_secret(tmp_path / "data.key", secret)
    assert keys.load_secret(tmp_path / "data.key") == secret


def test_a_locked_key_is_refused(tmp_path):
    pem = keys.new_key("ec").private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"rahasia"),
    )
    (tmp_path / "a.key.pem").write_bytes(pem)
    with pytest.raises(KeyFileError, match="locked with a password"):
        keys.load_private_key(tmp_path / "a.key.pem")


def test_another_curve_is_refused(tmp_path):
    keys.write_private_key(tmp_path / "a.key.pem", ec.generate_private_key(ec.SECP521R1()))
    with pytest.raises(KeyFileError, match="P-256"):
        keys.load_private_key(tmp_path / "a.key.pem")


@pytest.mark.parametrize("load", [keys.load_certificate, keys.load_private_key, keys.load_secret])
def test_a_missing_file_and_one_of_another_kind_are_named(tmp_path, load):
    with pytest.raises(KeyFileError, match=r"absent: no such file"):
        load(tmp_path / "absent")
    (tmp_path / "strange").write_bytes(b"\x00\xff strange")
    with pytest.raises(KeyFileError, match=r"strange: not"):
        load(tmp_path / "strange")


def test_a_short_secret_is_refused(tmp_path):
    (tmp_path / "data.key").write_text("c2hvcnQ=\n")
    with pytest.raises(KeyFileError, match="holds 5 bytes, not 32"):
        keys.load_secret(tmp_path / "data.key")
