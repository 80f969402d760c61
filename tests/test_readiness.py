import os
import shutil
from contextlib import contextmanager
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.errors import OperatorError, StoreUnavailable
from adapter.readiness import check, require
from adapter.records.database import open_engine, writing
from adapter.records.keycheck import claim
from adapter.records.vault import Vault
from adapter.registry.authorities import trust_authority
from adapter.registry.catalogue import Catalogue
from adapter.registry.enrolled import add_certificate
from adapter.security import keys, load_decrypter
from adapter.security.key_uri import parse_key_uri
from adapter.security.path import Authority
from adapter.security.sessions import sessions_of
from adapter.security.subject import parse_subject
from adapter.settings import load
from tests.support import authorities, certificates, tokens


@pytest.fixture
def place(tmp_path, now, sqlite_file):
    """A directory with all that a server needs, under the names that `settings` gives."""
    shutil.copyfile(sqlite_file, tmp_path / "jembatan.db")
    install(tmp_path, certificates.good(now))
    keys.write_secret(tmp_path / "data.key", keys.new_secret())
    keys.write_secret(tmp_path / "index.key", keys.new_secret())
    return tmp_path


def install(place, identity):
    for path in (place / "server.key.pem", place / "server.cert.pem"):
        path.unlink(missing_ok=True)
    keys.write_private_key(place / "server.key.pem", identity.key)
    keys.write_certificate(place / "server.cert.pem", identity.certificate)


def settings(place, **more):
    files = {
        "DATABASE_URL": f"sqlite:///{place}/jembatan.db",
        "SERVER_KEY": place / "server.key.pem",
        "SERVER_CERTIFICATE": place / "server.cert.pem",
        "DATA_KEY": place / "data.key",
        "INDEX_KEY": place / "index.key",
    }
    return load(None, {f"JEMBATAN_{name}": str(value) for name, value in {**files, **more}.items()})


def only_problem(place, now, **more):
    (problem,) = check(settings(place, **more), now).problems
    return problem


def test_all_in_place(place, now):
    assert require(settings(place), now) == []


@pytest.mark.parametrize("name", ["server.key.pem", "server.cert.pem", "data.key", "index.key"])
def test_a_missing_file(place, now, name):
    (place / name).unlink()
    assert f"{name}: no such file" in only_problem(place, now)


def test_the_key_of_another_certificate(place, now):
    (place / "server.key.pem").unlink()
    keys.write_private_key(place / "server.key.pem", keys.new_key("ec"))
    assert "not the key of the certificate" in only_problem(place, now)


@pytest.mark.parametrize("name", ["server.key.pem", "data.key", "index.key"])
def test_a_key_that_everyone_can_read(place, now, name):
    (place / name).chmod(0o644)
    assert f"run `chmod 600 {place / name}`" in only_problem(place, now)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (certificates.expired, "expired on 2026-11-19"),
        (certificates.not_yet_valid, "not valid before 2026-11-21"),
        (certificates.without_digital_signature, "does not have digitalSignature"),
    ],
)
def test_a_certificate_that_cannot_sign_today(place, now, make, reason):
    install(place, make(now))
    assert reason in only_problem(place, now)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (certificates.without_key_usage, "no partner would accept answers"),
        (certificates.rsa_1024, "an RSA key of 1024 bits; 2048 are the least"),
    ],
)
def test_a_certificate_under_which_no_partner_accepts_answers(place, now, make, reason):
    install(place, make(now))
    assert reason in only_problem(place, now)


def test_what_cannot_serve_tls(place, now):
    """Each would stop `serve` only after it has said that all is ready."""
    weak = certificates.rsa_1024(now)
    keys.write_private_key(place / "tls.key.pem", weak.key)
    keys.write_certificate(place / "tls.cert.pem", weak.certificate)
    tls = {"TLS_CERT": place / "tls.cert.pem", "TLS_KEY": place / "tls.key.pem"}
    assert "cannot serve TLS" in only_problem(place, now, **tls)
    (place / "tls.cert.pem").write_bytes(weak.certificate.public_bytes(Encoding.DER))
    assert "cannot serve TLS" in only_problem(place, now, **tls)


def test_a_certificate_that_ends_soon_is_a_warning(place, now):
    soon = now + timedelta(days=825 - 59)
    (warning,) = require(settings(place), soon)
    assert "server.cert.pem: expires on 2029-02-22" in warning


def test_one_key_for_both_purposes(place, now):
    shutil.copyfile(place / "data.key", place / "index.key")
    assert "must differ" in only_problem(place, now)


def test_tls_files_are_looked_at_too(place, now):
    problems = check(settings(place, TLS_CERT=place / "a", TLS_KEY=place / "b"), now).problems
    assert [problem.rpartition("/")[2][:15] for problem in problems] == ["a: no such file", "b: no such file"]


def test_a_database_that_is_not_there_is_not_made(place, now):
    (place / "jembatan.db").unlink()
    with pytest.raises(StoreUnavailable, match="no such file; run `jembatan migrate`"):
        require(settings(place), now)
    assert not (place / "jembatan.db").exists()


def test_a_database_that_was_never_migrated(place, now):
    (place / "jembatan.db").write_bytes(b"")
    with pytest.raises(StoreUnavailable, match="run `jembatan migrate`"):
        require(settings(place), now)


def test_a_database_that_does_not_answer_hides_its_password(place, now):
    away = settings(place, DATABASE_URL="postgresql://u:rahasia@127.0.0.1:1/d")
    with pytest.raises(StoreUnavailable, match=r"u:\*\*\*@127.0.0.1:1/d: the database does not answer"):
        require(away, now)


def test_everything_wrong_is_told_at_once(place, now):
    for name in ("server.key.pem", "data.key", "jembatan.db"):
        (place / name).unlink()
    with pytest.raises(OperatorError) as caught:
        require(settings(place), now)
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize(("name", "setting"), [("data.key", "JEMBATAN_DATA_KEY"), ("index.key", "JEMBATAN_INDEX_KEY")])
def test_the_key_of_another_database(place, now, name, setting):
    engine = open_engine(f"sqlite:///{place}/jembatan.db")
    claim(engine, Vault(keys.load_secret(place / "data.key"), keys.load_secret(place / "index.key")))
    engine.dispose()
    assert require(settings(place), now) == []
    (place / name).unlink()
    keys.write_secret(place / name, keys.new_secret())
    assert only_problem(place, now).startswith(f"{setting}: not the key with which this database was written; ")


def test_a_database_file_that_may_not_be_written(place, now, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StoreUnavailable, match=r"jembatan.db: permission denied; this user must read and write it"):
        require(settings(place), now)


def test_contracts_that_would_lead_to_another_port_are_a_warning(place, now):
    (warning,) = require(settings(place, PORT=9000), now)
    assert warning.startswith("JEMBATAN_PUBLIC_URL: the WSDLs say http://127.0.0.1:8080, but the port is 9000; ")
    assert require(settings(place, PORT=9000, PUBLIC_URL="https://bkn.example"), now) == []


@pytest.fixture
def token(place, now):
    """A token with the server's key."""
    with tokens.softhsm2_in(place) as make:
        made = make()
        made.put(certificates.good(now))
        yield made


def test_a_key_in_a_token(place, now, token):
    assert require(settings(place, SERVER_KEY=token.uri()), now) == []


def test_a_token_is_asked_once_and_left(place, now, token):
    require(settings(place, SERVER_KEY=token.uri()), now)
    assert sessions_of(parse_key_uri(token.uri()))._login is None


def test_a_token_that_does_not_sign_is_a_problem_in_one_line(place, now, token):
    assert "no such private key" in only_problem(place, now, SERVER_KEY=token.uri("lain"))
    token.pin_file.write_text("salah")
    assert "the token refuses the PIN" in only_problem(place, now, SERVER_KEY=token.uri())


def test_a_token_with_the_key_of_another_certificate(place, now, token):
    install(place, certificates.good(now, "ec"))
    assert "is not the key of the certificate" in only_problem(place, now, SERVER_KEY=token.uri())


def test_a_token_beside_a_certificate_that_has_expired(place, now, token):
    install(place, certificates.expired(now))
    problems = check(settings(place, SERVER_KEY=token.uri()), now).problems
    assert any("expired on 2026-11-19" in problem for problem in problems)


def test_a_pin_that_everyone_can_read(place, now, token):
    token.pin_file.chmod(0o644)
    assert f"run `chmod 600 {token.pin_file}`" in only_problem(place, now, SERVER_KEY=token.uri())


@pytest.mark.parametrize("anchor", ["nowhere/anchor", "."])
def test_an_anchor_that_cannot_be_written(place, now, anchor):
    assert "the anchor of the journal must be a file" in only_problem(place, now, ANCHOR_FILE=place / anchor)


def test_without_an_anchor_there_is_a_warning(place, now, engine):
    url = engine.url.render_as_string(hide_password=False)
    warnings = check(settings(place, DATABASE_URL=url), now).warnings
    assert [warning.split(":")[0] for warning in warnings] == (
        ["JEMBATAN_ANCHOR_FILE"] if engine.dialect.name == "postgresql" else []
    )


@contextmanager
def registry(place):
    engine = open_engine(f"sqlite:///{place}/jembatan.db")
    with writing(engine) as session:
        yield session
    engine.dispose()


def test_what_ends_soon_is_a_warning(place, now):
    ending = authorities.signer(authorities.authority(now), now, days=11)
    with registry(place) as session:
        key = add_certificate(session, BPJS, ending.certificate, now)
    (warning,) = require(settings(place), now)
    assert warning == f"partner {key.hex()[:16]} (BPJS): ends on 2026-11-30, 10 days left"


def test_an_authority_whose_list_is_not_here_is_a_warning(place, now):
    root = authorities.authority(now)
    with registry(place) as session:
        trusted = Authority(root.certificate)
        trust_authority(session, BPJS, trusted, parse_subject(authorities.SUBJECT, exact=True), now)
    without = "no revocation list of CN=Otoritas mitra (uji),C=ID is here: "
    assert require(settings(place), now) == [f"{without}what it revokes still signs; set JEMBATAN_CRL"]
    (place / "lists").mkdir()
    given = settings(place, CRL=place / "lists")
    assert require(given, now) == [f"{without}nobody whom it certifies may sign"]
    authorities.write_list(place / "lists" / "a.crl", authorities.revocation_list(root, now, hours=24 * 90))
    assert require(given, now) == []


@pytest.mark.parametrize(
    ("name", "told"), [("", "a.crl: no list in PEM or DER form"), ("x", "x: cannot be read: No such")]
)
def test_lists_that_cannot_be_read(place, now, name, told):
    (place / "lists").mkdir()
    (place / "lists" / "a.crl").write_bytes(b"half")
    problem = only_problem(place, now, CRL=place / "lists" / name)
    assert problem.startswith("JEMBATAN_CRL: ")
    assert told in problem


def test_issuers_of_lists_that_cannot_be_read(place, now):
    assert "x.pem: no such file" in only_problem(place, now, CRL=place, CRL_ISSUERS=place / "x.pem")


def test_a_certificate_for_which_nobody_may_encrypt_though_an_agreement_wants_it(place, now, monkeypatch):
    assert check(settings(place), now).problems == []
    monkeypatch.setattr(Catalogue, "encrypts", True)
    assert "not RSA with keyEncipherment" in only_problem(place, now)
    install(place, certificates.good(now, enciphers=True))
    assert check(settings(place), now).problems == []


def test_a_key_in_a_token_where_an_agreement_wants_messages_encrypted(place, now, token, monkeypatch):
    monkeypatch.setattr(Catalogue, "encrypts", True)
    problems = check(settings(place, SERVER_KEY=token.uri()), now).problems
    assert any("a key in a token does not decrypt" in problem for problem in problems)


def test_a_decrypter_is_not_looked_for_in_a_token(place):
    with pytest.raises(OperatorError, match="does not decrypt; use a file"):
        load_decrypter("pkcs11:token=x;object=y", place / "server.cert.pem")


def test_every_mistake_of_the_syncs_settings_has_its_line(place, now):
    wrong = {
        "SYNC_NIGHTLY": "61 2 * * *",
        "SYNC_SEMESTER": "0 0 31 2 *",
        "SYNC_RECONCILIATION": "OFF",
        "PEER_URLS": "KOPERASI=https://a.example,bpjs=https://b.example,TASPEN=https://c.example,SIGTK=https://d.example",
    }
    assert check(settings(place, **wrong), now).problems == [
        "JEMBATAN_SYNC_NIGHTLY: '61 2 * * *' does not say when; five fields of cron in WIB (0 2 * * *), or off",
        "JEMBATAN_SYNC_SEMESTER: '0 0 31 2 *' is a day that never comes; to let nothing begin, say off",
        "JEMBATAN_PEER_URLS: KOPERASI: no agreement that is exchanged here; there are BPJS, PANRB, SIGTK",
        "JEMBATAN_PEER_URLS: bpjs: no agreement that is exchanged here; did you mean BPJS?",
        "JEMBATAN_PEER_URLS: TASPEN: no agreement that is exchanged here; there are BPJS, PANRB, SIGTK",
    ]


def test_a_partner_exchanges_its_own_agreement_alone(place, now):
    problem = only_problem(place, now, MITRA="BPJS", PEER_URLS="BPJS=https://bkn.example,SIGTK=https://bkn.example")
    assert problem == "JEMBATAN_PEER_URLS: SIGTK: no agreement that is exchanged here; there are BPJS"


@pytest.mark.parametrize("host", ["127.0.0.1:9", "[::1]", "localhost"])
def test_http_goes_no_further_than_this_machine_unwarned(place, now, host):
    peers = f"BPJS=http://{host},SIGTK=https://d.example,PANRB=http://10.0.0.7:8080"
    told = [line for line in check(settings(place, PEER_URLS=peers), now).warnings if "PEER_URLS" in line]
    assert told == [
        "JEMBATAN_PEER_URLS: PANRB: http to another machine: messages are signed, but go in clear; use https"
    ]


def test_what_is_right_says_nothing(place, now):
    right = {"SYNC_NIGHTLY": "0 3 * * 1-5", "SYNC_SEMESTER": "off", "PEER_URLS": "BPJS=https://b.example/jembatan/"}
    assert check(settings(place, **right), now).problems == []
