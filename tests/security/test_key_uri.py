"""PKCS #11 URIs: which key, where its PIN is, and never the PIN itself."""

from pathlib import Path

import pytest

from adapter.security.key_uri import KeyUriError, is_key_uri, parse_key_uri
from adapter.settings import exported, load

MODULE = "module-path=/usr/lib/softhsm/libsofthsm2.so"
PIN = "pin-source=file:/etc/jembatan/pin"
URI = f"pkcs11:token=Jembatan;object=server?{MODULE}&{PIN}"


def test_a_uri_says_which_key_and_where_the_pin_is():
    uri = parse_key_uri(URI)
    assert (uri.token, uri.label, uri.id, uri.serial) == ("Jembatan", "server", None, None)
    assert (uri.module, uri.pin_file) == (Path("/usr/lib/softhsm/libsofthsm2.so"), Path("/etc/jembatan/pin"))
    assert (str(uri), uri.name) == (URI, "pkcs11:token=Jembatan;object=server")


def test_values_are_percent_decoded():
    uri = parse_key_uri(
        f"pkcs11:serial=12%2034;id=%01%FF;object=kunci%20%C3%A9;type=private?{MODULE}&pin-source=env:PIN"
    )
    assert (uri.serial, uri.id, uri.label, uri.pin_variable) == (b"12 34", b"\x01\xff", "kunci é", "PIN")


@pytest.mark.parametrize("source", ["file:/etc/pin", "file:///etc/pin"])
def test_a_file_may_be_written_in_both_ways(source):
    assert parse_key_uri(f"pkcs11:token=a;id=%01?{MODULE}&pin-source={source}").pin_file == Path("/etc/pin")


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        (f"pkcs11:token=a;object=b?{MODULE}&pin-value=9876", "must not stand in a PKCS #11 URI"),
        (f"pkcs11:token=a;object=b?{MODULE}", "where the PIN is"),
        (f"pkcs11:token=a;object=b?{MODULE}&pin-source=9876", "where the PIN is"),
        (f"pkcs11:token=a;object=b?{MODULE}&pin-source=%7Ccat%20/etc/pin", "where the PIN is"),
        (f"pkcs11:token=a;object=b?{MODULE}&pin-source=file:pin", "where the PIN is"),
        (f"pkcs11:token=a;object=b?{MODULE}&pin-source=file://host/pin", "where the PIN is"),
        (f"pkcs11:token=a;object=b?{MODULE}&pin-source=env:", "where the PIN is"),
        (f"pkcs11:token=a;object=b?{PIN}", "absolute path"),
        (f"pkcs11:token=a;object=b?module-path=softhsm2.so&{PIN}", "absolute path"),
        (f"pkcs11:object=b?{MODULE}&{PIN}", "must name the token"),
        (f"pkcs11:token=a?{MODULE}&{PIN}", "must name the token"),
        (f"pkcs11:token=a;object=b;type=public?{MODULE}&{PIN}", "names a private key"),
        (f"pkcs11:token=a;object=b;model=c?{MODULE}&{PIN}", "and nothing else"),
        (f"pkcs11:token=a;object=b?{MODULE}&{PIN}&module-name=c", "and nothing else"),
        (f"pkcs11:token=a;token=b;object=b?{MODULE}&{PIN}", "`token` twice"),
        (f"pkcs11:token=;object=b?{MODULE}&{PIN}", "`token` of a PKCS #11 URI is empty"),
        (f"pkcs11:token=a b;object=b?{MODULE}&{PIN}", "%-encoded"),
        (f"pkcs11:token=a%;object=b?{MODULE}&{PIN}", "%-encoded"),
        (f"pkcs11:token=%FF;object=b?{MODULE}&{PIN}", "not UTF-8"),
        ("pkcs11:", "must name the token"),
    ],
)
def test_what_cannot_be_followed_is_refused_without_repeating_it(uri, told):
    with pytest.raises(KeyUriError) as caught:
        parse_key_uri(uri)
    assert told in str(caught.value)
    assert "9876" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["var/keys/a.pem", "/pkcs11:a", "pkcs11", "./pkcs11:token=a"])
def test_a_path_is_no_uri(text):
    assert not is_key_uri(text)


def test_the_pin_is_read_from_its_file_or_variable(tmp_path, monkeypatch):
    (tmp_path / "pin").write_text("12 34\n")
    monkeypatch.setenv("TOKEN_PIN", "5678")
    uri = f"pkcs11:token=a;object=b?{MODULE}&pin-source="
    assert parse_key_uri(f"{uri}file:{tmp_path}/pin").pin() == "12 34"
    assert parse_key_uri(f"{uri}env:TOKEN_PIN").pin() == "5678"


def test_a_pin_that_is_not_there_is_named_by_its_place(tmp_path, monkeypatch):
    monkeypatch.delenv("TOKEN_PIN", raising=False)
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "binary").write_bytes(b"\xff")
    for source, told in (
        (f"file:{tmp_path}/absent", "absent: the PIN of pkcs11:token=a;object=b cannot be read: No such file"),
        (f"file:{tmp_path}/empty", "empty: there is no PIN in it for pkcs11:token=a;object=b"),
        (f"file:{tmp_path}/binary", "binary: the PIN of pkcs11:token=a;object=b cannot be read: not UTF-8"),
        ("env:TOKEN_PIN", "the environment variable TOKEN_PIN: there is no PIN in it"),
    ):
        with pytest.raises(KeyUriError, match=told):
            parse_key_uri(f"pkcs11:token=a;object=b?{MODULE}&pin-source={source}").pin()


def test_the_settings_take_a_uri_where_a_file_can_stand():
    settings = load(None, {"JEMBATAN_SERVER_KEY": URI})
    assert settings.server_key == parse_key_uri(URI)
    assert exported(settings)["JEMBATAN_SERVER_KEY"] == URI
    assert load(None, {"JEMBATAN_SERVER_KEY": "a.pem"}).server_key == Path("a.pem")


def test_the_settings_refuse_a_pin_in_one_line_without_it():
    with pytest.raises(Exception, match="JEMBATAN_SERVER_KEY: a PIN must not stand") as caught:
        load(None, {"JEMBATAN_SERVER_KEY": f"{URI}&pin-value=9876"})
    assert "9876" not in str(caught.value)
