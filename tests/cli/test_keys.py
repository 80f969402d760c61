from pathlib import Path

from adapter.security import Certificate, keys
from tests.cli.conftest import one_line


def test_all_keys_of_a_trial(jembatan):
    result = jembatan("keys", "--dir", "k", "BPJS", "SIGTK")
    assert result.exit_code == 0
    assert {path.name for path in Path("k").iterdir()} == {
        *(f"{name}.{half}.pem" for name in ("ca", "server", "BPJS", "SIGTK") for half in ("key", "cert")),
        *("data.key", "index.key"),
    }
    authority = keys.load_certificate(Path("k/ca.cert.pem"))
    keys.load_certificate(Path("k/SIGTK.cert.pem")).verify_directly_issued_by(authority)


def test_only_certificates_are_for_everyone(jembatan):
    jembatan("keys", "--algorithm", "ec", "BPJS")
    for path in Path("var/keys").iterdir():
        assert keys.exposed(path) == path.name.endswith(".cert.pem")


def test_nothing_is_written_over(jembatan):
    jembatan("keys", "--algorithm", "ec", "BPJS")
    before = {path: path.read_bytes() for path in Path("var/keys").iterdir()}
    for again in ([], ["BPJS"], ["BPJS", "SIGTK"]):
        result = jembatan("keys", *again)
        assert result.exit_code == 1
        assert "not written over; nothing was made" in one_line(result)
    assert before == {path: path.read_bytes() for path in Path("var/keys").iterdir()}


def test_a_partner_joins_later_under_the_same_authority(jembatan):
    jembatan("keys", "--algorithm", "ec", "BPJS")
    assert jembatan("keys", "--algorithm", "ec", "SIGTK").exit_code == 0
    authority = keys.load_certificate(Path("var/keys/ca.cert.pem"))
    keys.load_certificate(Path("var/keys/SIGTK.cert.pem")).verify_directly_issued_by(authority)


def test_half_an_identity_is_not_completed(jembatan):
    jembatan("keys", "--algorithm", "ec")
    Path("var/keys/server.cert.pem").unlink()
    assert "server.key.pem: is there without its other half" in one_line(jembatan("keys"))


def test_an_unknown_partner_is_refused_and_nothing_is_made(jembatan):
    for code in ("../x", "ca", "server", "bpjs", "BPJZ"):
        assert f"{code!r} is no partner's code; known are BPJS, BPUM, PANRB, SIGTK, TASPEN" in one_line(
            jembatan("keys", "BPJS", code)
        )
    assert not Path("var").exists()


def test_a_file_in_the_place_of_the_folder_is_told_as_such(jembatan):
    Path("k").touch()
    assert "k: is a file, and keys need a folder" in one_line(jembatan("keys", "--dir", "k"))


def test_keys_for_which_others_may_encrypt(jembatan):
    jembatan("keys", "--dir", "k", "BPJS")
    jembatan("keys", "--dir", "e", "--encipher", "BPJS")
    for name in ("server", "BPJS"):
        for folder, meant in (("k", False), ("e", True)):
            assert Certificate(keys.load_certificate(Path(folder, f"{name}.cert.pem"))).enciphers is meant


def test_nobody_can_encrypt_for_another_kind_of_key(jembatan):
    assert "choose rsa" in one_line(jembatan("keys", "--encipher", "--algorithm", "ec"))
    assert not Path("var").exists()
