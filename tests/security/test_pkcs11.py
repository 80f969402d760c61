"""Keys in a real token (SoftHSM2): every algorithm, many threads, and all that can go wrong with tokens and PINs."""

import ctypes
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pkcs11
import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature

from adapter import limits
from adapter.errors import OperatorError
from adapter.security import cryptoki, load_signer
from adapter.security.algorithms import SIGNATURES
from adapter.security.cryptoki import TokenError
from adapter.security.key_uri import parse_key_uri
from adapter.security.keys import write_certificate
from adapter.security.sessions import require_tries, sessions_of
from tests.support import certificates, tokens
from tests.support.tokens import Token


@pytest.fixture
def make(tmp_path):
    with tokens.softhsm2_in(tmp_path) as maker:
        yield maker


@pytest.fixture
def token(make, now) -> Token:
    """A token with the good RSA key, whose certificate lies beside it."""
    made = make()
    made.put(certificates.good(now))
    write_certificate(made.place / "cert.pem", certificates.good(now).certificate)
    return made


def load(token: Token, /, **changes: str):
    return load_signer(token.uri(**changes), token.place / "cert.pem")


def refused(token: Token, /, **changes: str) -> str:
    """Why there is no signer: one line, without the PIN."""
    with pytest.raises(OperatorError) as caught:
        load(token, **changes)
    assert "\n" not in str(caught.value)
    assert tokens.PIN not in str(caught.value)
    return str(caught.value)


def holds(signer, value: bytes, data: bytes) -> None:
    key = x509.load_der_x509_certificate(signer.certificate).public_key()
    SIGNATURES[signer.algorithm].verify(key, value, data)


@pytest.mark.parametrize("algorithm", certificates.ALGORITHMS, ids=certificates.name_of)
def test_every_algorithm(make, now, algorithm):
    kind, uri = algorithm
    signs, token = certificates.good(now, kind), make()
    token.put(signs)
    write_certificate(token.place / "cert.pem", signs.certificate)
    signer = load_signer(token.uri(), token.place / "cert.pem", uri)
    for data in (b"", b"pesan", b"p" * 100_000):
        holds(signer, signer.sign(data), data)
    with pytest.raises(InvalidSignature):
        holds(signer, signer.sign(b"pesan"), b"pesam")


@pytest.mark.parametrize(
    ("kind", "name"),
    [("rsa", "RSA-SHA256"), ("ec", "ECDSA-SHA256"), ("ec384", "ECDSA-SHA384"), ("ed25519", "Ed25519")],
)
def test_the_kind_of_key_decides_the_algorithm(make, now, kind, name):
    signs, token = certificates.good(now, kind), make()
    token.put(signs)
    write_certificate(token.place / "cert.pem", signs.certificate)
    assert repr(load(token)) == f"TokenSigner({name}, pkcs11:token={token.label};object=kunci)"


def test_a_key_may_be_named_by_its_id_and_the_token_by_its_serial(token):
    (serial,) = [found.serial.decode() for found in pkcs11.lib(token.module).get_tokens() if found.label == token.label]
    load(token, object="", id="%A1", token="", serial=serial)
    assert "no such private key" in refused(token, object="", id="%A2")
    assert "no such token" in refused(token, token="", serial="0000")


def test_eight_threads_at_once_and_no_more_sessions_than_that(token, now):
    signer = load(token)
    with ThreadPoolExecutor(32) as pool:
        values = list(pool.map(lambda number: (number, signer.sign(b"%d" % number)), range(800)))
    for number, value in values:
        holds(signer, value, b"%d" % number)
    waiting = sessions_of(parse_key_uri(token.uri()))._login.free
    assert 1 <= len({key.session.handle for key in waiting}) == len(waiting) <= limits.MAX_TOKEN_SESSIONS


def test_sessions_are_opened_by_many_threads_at_once(token):
    signer = load(token)
    with ThreadPoolExecutor(8) as pool:
        for _ in range(25):
            signer.close()
            assert all(pool.map(signer.sign, [b"pesan"] * 16))


def test_a_module_that_is_for_one_thread_only(token, monkeypatch):
    monkeypatch.setattr(cryptoki._ARGUMENTS, "reserved", 1)  # which no module accepts
    assert "this PKCS #11 module cannot serve several threads (C_Initialize gave 0x7)" in refused(token)


def test_behind_a_token_that_hangs_nobody_waits_for_long(token, monkeypatch):
    monkeypatch.setattr(limits, "MAX_TOKEN_SESSIONS", 1)
    monkeypatch.setattr(limits, "TOKEN_WAIT", timedelta(seconds=0.1))
    signer, busy, leave = load(token), threading.Event(), threading.Event()

    def hang(_key):
        busy.set()
        return b"%d" % leave.wait(10)

    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(sessions_of(parse_key_uri(token.uri())).sign, hang)
        busy.wait(10)
        with pytest.raises(TokenError, match="no session became free"):
            signer.sign(b"pesan")
        leave.set()
        assert hanging.result() == b"1"
    assert signer.sign(b"pesan")


def test_a_wrong_pin_is_tried_once(token):
    token.pin_file.write_text("salah\n")
    assert "the token refuses the PIN in" in refused(token)
    assert tries_are_low(token)
    # Now it would be right; whoever corrects it starts the server again, and until then no try is spent.
    token.pin_file.write_text(f"{tokens.PIN}\n")
    assert "is not tried again" in refused(token)
    tokens.begin_anew(token.module)
    assert load(token).sign(b"pesan")
    assert not tries_are_low(token)


def tries_are_low(token: Token) -> bool:
    flags = pkcs11.lib(token.module).get_token(token_label=token.label).flags
    return bool(flags & pkcs11.TokenFlag.USER_PIN_COUNT_LOW)


@pytest.mark.parametrize(("flag", "told"), [("USER_PIN_FINAL_TRY", "one more wrong"), ("USER_PIN_LOCKED", "is locked")])
def test_the_last_try_is_left_to_people(flag, told):
    uri = parse_key_uri("pkcs11:token=a;object=b?module-path=/m&pin-source=env:PIN")
    require_tries(pkcs11.TokenFlag.USER_PIN_COUNT_LOW | pkcs11.TokenFlag.LOGIN_REQUIRED, uri)
    with pytest.raises(TokenError, match=told):
        require_tries(pkcs11.TokenFlag[flag] | pkcs11.TokenFlag.LOGIN_REQUIRED, uri)


def test_what_is_not_there_is_named(token):
    assert f"{token.label};object=lain: NoSuchKey: the token has no such private key" in refused(token, object="lain")
    assert f"there are: {token.label}" in refused(token, token="lain")  # noqa: S106 - a label
    assert "/tidak/ada.so: no such PKCS #11 module" in refused(token, module_path="/tidak/ada.so")
    assert "cannot be used as a PKCS #11 module" in refused(token, module_path=str(token.place / "cert.pem"))
    token.pin_file.unlink()
    tokens.begin_anew(token.module)
    assert "cannot be read: No such file" in refused(token)


def test_two_keys_of_one_name(token, now):
    token.put(certificates.good(now, "ec"), id_="a2")
    assert "2 private keys of the token fit; name one by object= and id=" in refused(token)
    assert load(token, id="%A1").sign(b"pesan")


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_the_key_of_another_certificate(token, now, kind):
    (token.place / "cert.pem").unlink()
    write_certificate(token.place / "cert.pem", certificates.good(now, kind, "lain").certificate)
    assert "is not the key of the certificate" in refused(token)


def test_a_key_that_may_not_sign(token):
    made = pkcs11.lib(token.module).get_token(token_label=token.label)
    with made.open(rw=True, user_pin=tokens.PIN) as session:
        may = pkcs11.MechanismFlag.DECRYPT
        session.generate_keypair(pkcs11.KeyType.RSA, 2048, label="sandi", store=True, capabilities=may)
    assert "may not sign (CKA_SIGN is false)" in refused(token, object="sandi")


def test_a_key_that_wants_its_pin_for_each_signature(token):
    made = pkcs11.lib(token.module).get_token(token_label=token.label)
    with made.open(rw=True, user_pin=tokens.PIN) as session:
        template = {pkcs11.Attribute.ALWAYS_AUTHENTICATE: True}
        session.generate_keypair(pkcs11.KeyType.RSA, 2048, label="rewel", store=True, private_template=template)
    assert "wants its PIN for each signature" in refused(token, object="rewel")


def test_two_tokens_of_one_name(token):
    tokens.softhsm2("--init-token", "--free", "--label", token.label, "--pin", "9" * 8, "--so-pin", "0" * 8)
    assert "several such tokens (name one by serial=)" in refused(token)


def test_without_the_library_the_extra_is_named(token, monkeypatch):
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    assert "run `pip install 'jembatan[pkcs11]'`" in refused(token)


def take_away_sessions(token: Token) -> None:
    """What a token does that is pulled out (PKCS #11 2.40, 2.6.6): every session on it is closed."""
    slot = pkcs11.lib(token.module).get_token(token_label=token.label).slot.slot_id
    assert ctypes.CDLL(token.module).C_CloseAllSessions(ctypes.c_ulong(slot)) == 0


def test_a_token_that_was_away_for_a_moment(token):
    signer = load(token)
    for _ in range(3):
        take_away_sessions(token)
        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(signer.sign, [b"pesan"] * 16))


def test_what_is_given_up_is_closed(token):
    """A token has only so many sessions, and one that comes and goes would use them up."""
    signer = load(token)
    login = sessions_of(parse_key_uri(token.uri()))._login
    given_up = [login.session, *(key.session for key in login.free)]
    signer.close()
    assert len(given_up) == 2
    for session in given_up:
        with pytest.raises(pkcs11.SessionHandleInvalid):
            session.generate_random(64)
    assert signer.sign(b"pesan")


def test_a_login_of_another_key_is_shared(token, now):
    first = load(token)
    token.put(certificates.good(now, "ec"), "lain", "b2")
    write_certificate(token.place / "lain.pem", certificates.good(now, "ec").certificate)
    other = load_signer(token.uri("lain"), token.place / "lain.pem")
    assert first.sign(b"pesan")
    first.close()
    # That has logged out the whole process: a session that is opened now sees no private key.
    sessions_of(parse_key_uri(token.uri("lain")))._login.free.clear()
    assert other.sign(b"pesan")


FORK = """
import os, sys
from pathlib import Path
from adapter.security import cryptoki, load_signer
signer = load_signer(sys.argv[1], Path(sys.argv[2]))
before = signer.sign(b"pesan")
children = [os.fork() or os._exit(signer.sign(b"pesan") != before) for _ in range(3)]
print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children], signer.sign(b"pesan") == before)
"""


def test_processes_that_fork_sign_on(token):
    """As under gunicorn --preload: the parent has sessions of its own."""
    words = [sys.executable, "-c", FORK, token.uri(), str(token.place / "cert.pem")]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr[-600:]) == ("[0, 0, 0] True\n", "")
