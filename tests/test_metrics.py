"""GET /metrik: off unless it is set, and then what Prometheus can read."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from adapter.agreements.bpjs.mitra import CARDS
from adapter.app import Application
from adapter.exchange.set_aside import Place, Stuck, put
from adapter.records.database import open_engine
from adapter.security.keys import thumbprint
from clients.errors import RequestRefused
from clients.sync.reconcile import reconcile
from tests.support import authorities
from tests.support.authorities import SUBJECT, revocation_list, write_list
from tests.support.bad_line import BadLine
from tests.support.inline import go, patient
from tests.support.rows import HOLDERS, card
from tests.support.sites import bkn_site, bkn_syncs
from tests.support.world import ADDRESS, make_world


def get(application, path="/metrik", method="GET"):
    """Status and body."""
    statuses = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "wsgi.input": io.BytesIO()}
    body = b"".join(application(environ, lambda status, _headers: statuses.append(status)))
    return statuses[0], body.decode()


def samples(application):
    status, text = get(application)
    assert status == "200 OK"
    found = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {(sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value for sample in found}


def test_off_unless_it_is_set(world):
    assert get(world.application)[0] == "404 Not Found"
    assert get(Application(world.parts, ADDRESS, metrics=True), method="POST")[0] == "404 Not Found"


def test_every_certificate_and_list_and_the_calls_of_these_minutes(engine, vault, now, tmp_path):
    world = make_world(engine, vault, now, lists=tmp_path)
    root = authorities.authority(now)
    key = world.trust("BPJS", root, subject=SUBJECT)
    write_list(tmp_path / "a.crl", revocation_list(root, now, hours=48))
    (tmp_path / "b.crl").write_bytes(b"half")
    world.bpjs().cekStatusPerjanjian()
    with pytest.raises(RequestRefused):
        world.bpjs().ambilDataPegawai(elemenDiminta=["agama"])
    found = samples(Application(world.parts, ADDRESS, metrics=True))
    expiry = "jembatan_certificate_expiry_seconds"
    for name, agreement, role in (("BPJS", "BPJS", "partner"), ("SIGTK", "SIGTK", "partner"), ("server", "", "server")):
        certificate = world.identities[name].certificate
        short = thumbprint(certificate).hex()[:16]
        assert found[expiry, agreement, role, short] == certificate.not_valid_after_utc.timestamp()
    assert found[expiry, "BPJS", "authority", key.hex()[:16]] == root.certificate.not_valid_after_utc.timestamp()
    issuer = root.certificate.subject.rfc4514_string()
    assert found["jembatan_crl_next_update_seconds", issuer] == int(now.timestamp()) + 48 * 3600
    assert found["jembatan_crl_problems",] == 1
    # From August 2024 to September 2026: nine quarters, in each a report and a reconciliation.
    assert found["jembatan_duties", "TASPEN", "TERLAMBAT"] == 18
    assert found["jembatan_calls_recent", "BERHASIL"] == found["jembatan_calls_recent", "ELEMEN_TIDAK_DIIZINKAN"] == 1


def test_a_certificate_registered_by_another_process_is_there_at_the_next_scrape(world):
    application = Application(world.parts, ADDRESS, metrics=True)
    before = samples(application)
    engine = open_engine(world.engine.url.render_as_string(hide_password=False))
    replace(world, engine=engine).trust("BPJS", authorities.authority(world.now), subject=SUBJECT)
    engine.dispose()
    assert len(samples(application)) == len(before) + 1


def test_the_syncs(world):
    """Every kind of line at once: a run that is cut while it pushes, and before it one that was done."""
    host, once = world.host("BPJS"), patient(world, attempts=1, threshold=1, rest=600.0)
    host.offer(CARDS, [card(person) for person in HOLDERS[:5]])
    bkn_syncs(world, "BPJS")
    done = world.now
    world.now += timedelta(days=1)
    reconcile(bkn_site(world), world.catalogue.agreement("BPJS"), "kartuPesertaPns")
    line = BadLine(world, {0: requests.ConnectionError("cut")})
    line.about = b"kirimDataPegawai"
    go(line.of(bkn_site(world, patience=once)), "BPJS", "full")
    with world.store() as session:
        place, stuck = Place("BPJS", "kartuPesertaPns", "pull"), Stuck(b"k" * 32, None, card(HOLDERS[0]), "GAGAL")
        put(session, world.vault, place, [stuck], world.now)
    found = samples(Application(world.parts, ADDRESS, metrics=True))
    assert found["jembatan_sync_last_success_timestamp_seconds", "BPJS", "delta"] == done.timestamp()
    states = {name[2]: value for name, value in found.items() if name[:2] == ("jembatan_sync_state", "BPJS")}
    assert states == {"idle": 0, "running": 0, "resting": 1, "stopped": 0}
    assert found["jembatan_sync_state", "SIGTK", "idle"] == 1
    now = world.now.timestamp()
    for name in ("start", "progress"):
        assert done.timestamp() < found[f"jembatan_sync_unfinished_{name}_timestamp_seconds", "BPJS", "full"] <= now
    assert found["jembatan_sync_circuit_open", "BPJS"] == 1
    for name, leg in (("set_aside", ("pull", "kartuPesertaPns")), ("unsent_pages", ("push", "dataPegawai"))):
        assert found[f"jembatan_sync_{name}", "BPJS", *leg] == 1
        assert found[f"jembatan_sync_{name}_oldest_timestamp_seconds", "BPJS", *leg] <= now
    assert found["jembatan_reconciliation_differences", "BPJS", "kartuPesertaPns"] == 0
    assert found["jembatan_difference_cases_open", "BPJS"] == 0


def test_a_database_that_is_away(world):
    away = replace(world.parts, engine=open_engine("sqlite:////nonexistent/x.db"))
    assert get(Application(away, ADDRESS, metrics=True))[0] == "503 Service Unavailable"
