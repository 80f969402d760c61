"""The WSGI application: routes, health, the log line, and the bare 500."""

import io
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from adapter.app import Application, build
from adapter.errors import OperatorError
from adapter.records.database import open_engine
from adapter.records.keycheck import claim
from adapter.records.population import nth_person
from adapter.registry.catalogue import Catalogue
from adapter.security.keys import write_certificate, write_private_key, write_secret
from adapter.settings import load
from clients.errors import RequestRefused
from tests.support import certificates
from tests.support.world import ADDRESS, World


def get(world: World, path: str, query: str = "", method: str = "GET") -> tuple[str, bytes]:
    """Status and body."""
    statuses = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": io.BytesIO()}
    body = b"".join(world.application(environ, lambda status, _headers: statuses.append(status)))
    return statuses[0], body


def test_health(world):
    assert get(world, "/sehat") == ("200 OK", b"sehat\n")


def test_health_without_a_database(world):
    away = replace(world.parts, engine=open_engine("sqlite:////nonexistent/x.db"))
    world.__dict__["application"] = Application(away, ADDRESS)
    assert get(world, "/sehat")[0] == "503 Service Unavailable"


@pytest.mark.parametrize(
    "path", ["/", "/layanan", "/layanan/", "/layanan/LayananLain", "/layanan/LayananBpjs/x", "/mitra/x"]
)
def test_other_addresses_are_not_found(world, path):
    assert get(world, path, "wsdl")[0] == "404 Not Found"


def test_a_service_asked_with_get_tells_where_its_contract_is(world):
    status, body = get(world, "/layanan/LayananBpjs")
    assert status == "405 Method Not Allowed"
    assert b"?wsdl" in body


def test_one_log_line_a_call_without_anything_personal(world):
    person = nth_person(0)
    with capture_logs() as lines:
        world.sigtk().ambilDataAsn("U-1", nip=[person.nip])
    (line,) = lines
    assert (line["event"], line["operation"], line["agreement"], line["people"]) == ("call", "ambilDataAsn", "SIGTK", 1)
    told = str(line)
    assert not any(secret in told for secret in (person.nip, person.nik, person.name, "petugas-uji"))


def test_a_refused_call_is_logged_with_its_code(world):
    with capture_logs() as lines, pytest.raises(RequestRefused):
        world.bpjs().ambilDataPegawai(elemenDiminta=["agama"])
    assert (lines[0]["outcome"], lines[0]["error"]) == ("ELEMEN_TIDAK_DIIZINKAN", "ElementNotAllowed")


def test_what_is_turned_away_is_logged_too(world):
    with capture_logs() as lines:
        get(world, "/layanan/LayananBpjs")
    assert [(line["event"], line["status"]) for line in lines] == [("turned away", "405 Method Not Allowed")]


def test_what_nobody_foresaw_is_a_bare_500_and_a_place_in_the_log(world):
    with capture_logs() as lines:
        status, body = get(world, None)  # no server gives no path at all
    assert (status, body) == ("500 Internal Server Error", b"")
    assert (lines[0]["event"], lines[0]["error"]) == ("failed", "AttributeError")
    assert lines[0]["where"].startswith("app.py:")


def test_it_does_not_start_with_the_keys_of_another_database(engine, vault, tmp_path):
    claim(engine, vault)
    for name in ("data", "index"):
        write_secret(tmp_path / f"{name}.key", name[0].upper().encode() * 32)
    given = {"DATA_KEY": tmp_path / "data.key", "INDEX_KEY": tmp_path / "index.key"}
    url = engine.url.render_as_string(hide_password=False).replace("postgresql+psycopg", "postgresql")
    settings = load(None, {f"JEMBATAN_{name}": str(value) for name, value in {**given, "DATABASE_URL": url}.items()})
    with pytest.raises(OperatorError, match="JEMBATAN_INDEX_KEY: not the key"):
        build(settings)


def test_it_does_not_start_where_nobody_could_encrypt_for_it_and_an_agreement_wants_that(world, tmp_path, monkeypatch):
    def settings(name, identity):
        place = tmp_path / name
        write_private_key(place / "key", identity.key)
        write_certificate(place / "certificate", identity.certificate)
        for secret in ("data", "index"):
            write_secret(place / secret, secret[0].encode() * 32)
        given = {"SERVER_KEY": "key", "SERVER_CERTIFICATE": "certificate", "DATA_KEY": "data", "INDEX_KEY": "index"}
        files = {f"JEMBATAN_{name}": str(place / file) for name, file in given.items()}
        url = world.engine.url.render_as_string(hide_password=False).replace("postgresql+psycopg", "postgresql")
        return load(None, {**files, "JEMBATAN_DATABASE_URL": url})

    signs, enciphers = certificates.good(world.now), certificates.good(world.now, enciphers=True)
    for name, identity, encrypts in (("a", signs, False), ("b", enciphers, True)):
        monkeypatch.setattr(Catalogue, "encrypts", encrypts)
        built = build(settings(name, identity))
        assert (built._parts.decrypter is not None) is encrypts
        built._parts.engine.dispose()
    with pytest.raises(OperatorError, match="not RSA with keyEncipherment"):
        build(settings("c", signs))
