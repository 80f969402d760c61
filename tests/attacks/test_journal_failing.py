"""The journal fails, or the machine does: no success leaves without a durable entry (hazards, 13 and case 24)."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select, text

from adapter.agreements.bpjs.elements import KartuPesertaPns
from adapter.clock import system_clock
from adapter.records.database import reading
from adapter.records.models import Card
from adapter.records.population import nth_person
from adapter.records.synthetic import card_number, populate
from adapter.registry.catalogue import load_agreements
from adapter.security import keys
from clients.errors import ClientError, NotReached
from clients.transport import post_over_http
from tests.support import certificates
from tests.support.dying import POINTS
from tests.support.journals import Journal
from tests.support.served import connectable
from tests.support.world import World, make_world


@pytest.fixture
def installed(engine, vault, tmp_path):
    """A BKN of today, and an env file by which `jembatan serve` serves it."""
    now = system_clock()
    populate(engine, vault, 3, now=now)
    world = World(engine, vault, now, load_agreements())
    world.identities = {name: certificates.good(now, "ec", name) for name in ("server", "BPJS")}
    world.register("BPJS")
    world.extend("BPJS")
    keys.write_private_key(tmp_path / "server.key.pem", world.identities["server"].key)
    keys.write_certificate(tmp_path / "server.cert.pem", world.identities["server"].certificate)
    keys.write_secret(tmp_path / "data.key", b"d" * 32)
    keys.write_secret(tmp_path / "index.key", b"i" * 32)
    files = {"SERVER_KEY": "server.key.pem", "SERVER_CERTIFICATE": "server.cert.pem", "ANCHOR_FILE": "anchor"}
    files |= {"DATA_KEY": "data.key", "INDEX_KEY": "index.key"}
    settings = {name: tmp_path / file for name, file in files.items()}
    settings["DATABASE_URL"] = engine.url.render_as_string(hide_password=False)
    (tmp_path / "env").write_text("".join(f"JEMBATAN_{name}={value}\n" for name, value in settings.items()))
    return world


@contextmanager
def serving(module, env_file, *words):
    """A server in a process group of its own; gives it and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", module, *words, "--env-file", env_file, "serve", "--port", str(port)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("JEMBATAN_")}
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            assert any(line.startswith("ready: ") for line in process.stdout)  # up to that line
            connectable.add(port)
            yield process, f"http://127.0.0.1:{port}"
        finally:
            connectable.discard(port)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def send_card(world, message_id, **changes):
    """One card for one official: whether it is the answer to a repetition."""
    person = nth_person(1)
    card = KartuPesertaPns(nomorIdentitasPegawai=person.nip, namaPns=person.name, nomorKartuPeserta=card_number(1))
    return world.bpjs(**changes).kirimKartuPesertaPns([card], idPesan=message_id).kepala.ulangan


def outcomes(world):
    return Counter(entry.outcome for entry in world.entries())


def cards(world):
    with reading(world.engine) as session:
        return session.scalar(select(func.count()).select_from(Card))


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_killed(installed, tmp_path, point):
    """Between sign, log and reply: what was not answered is either not there at all, or there and repeated."""
    world, message_id, before = installed, str(uuid.uuid4()), cards(installed)
    there = point == "committed"
    with serving("tests.support.dying", tmp_path / "env", point) as (process, address):
        with pytest.raises(NotReached):
            send_card(world, message_id, address=address, post=post_over_http)
        assert process.wait(timeout=30) == -signal.SIGKILL
    assert outcomes(world) == ({"BERHASIL": 1} if there else {})
    assert cards(world) - before == there
    with serving("adapter.cli", tmp_path / "env") as (_, address):
        assert send_card(world, message_id, address=address, post=post_over_http) is there
    assert outcomes(world) == ({"BERHASIL": 1, "ULANGAN": 1} if there else {"BERHASIL": 1})
    assert cards(world) - before == 1


@pytest.mark.slow
def test_killed_between_an_entry_and_its_seal(installed, tmp_path, vault):
    """The next server seals it, by itself."""
    with serving("tests.support.dying", tmp_path / "env", "committed") as (_, address), pytest.raises(NotReached):
        send_card(installed, str(uuid.uuid4()), address=address, post=post_over_http)
    kept = Journal(installed.engine, vault, installed.now, tmp_path / "anchor", [installed.identities["server"]])
    assert not kept.rows("journal_seal")
    with serving("adapter.cli", tmp_path / "env"):
        give_up = time.monotonic() + 30
        while not kept.anchor.exists() or b"\n" not in kept.anchor.read_bytes():
            assert time.monotonic() < give_up
            time.sleep(0.1)
    report = kept.verify()
    assert (report.entries, report.unsealed) == (1, 0)


@pytest.fixture
def bkn(engine, vault, now):
    populate(engine, vault, 3, now=now)
    return make_world(engine, vault, now, algorithm="ec")


def refuses_without_a_trace(bkn):
    """No success, nothing of the operation is kept; and when the cause is gone, the same message is new."""
    entries, written = outcomes(bkn), cards(bkn)
    message_id = str(uuid.uuid4())
    with pytest.raises(ClientError):
        send_card(bkn, message_id)
    assert (outcomes(bkn), cards(bkn)) == (entries, written)
    return message_id


def works_again(bkn, message_id):
    written = cards(bkn)
    assert send_card(bkn, message_id) is False
    assert cards(bkn) == written + 1


@pytest.mark.parametrize("table", ["journal_entry", "journal_access"])
@pytest.mark.parametrize("sqlstate", ["P0001", "53100"], ids=["refused", "disk full"])
def test_an_insert_that_fails(bkn, table, sqlstate):
    _fail_inserts(bkn.engine, table, sqlstate)
    message_id = refuses_without_a_trace(bkn)
    with bkn.engine.begin() as connection:
        on = f" ON {table}" if bkn.engine.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER fails{on}"))
    works_again(bkn, message_id)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_full_disk(bkn):
    """PostgreSQL says 53100 then, as above."""
    full = True

    def limit(connection, _record):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages if full else 2**31}")

    event.listen(bkn.engine, "connect", limit)
    bkn.engine.dispose()
    message_id = refuses_without_a_trace(bkn)
    full = False
    bkn.engine.dispose()
    works_again(bkn, message_id)


@pytest.mark.parametrize("step", [timedelta(hours=-3), timedelta(hours=20)], ids=["back", "ahead"])
def test_the_clock_jumps_between_two_calls(bkn, vault, tmp_path, step):
    kept = Journal(bkn.engine, vault, bkn.now, tmp_path / "anchor")
    for moment in (bkn.now, bkn.now + step, bkn.now):
        bkn.now = moment
        bkn.bpjs().cekStatusPerjanjian()
        kept.seal()
    assert [entry.id for entry in bkn.entries()] == [1, 2, 3]
    report = kept.verify()
    assert (report.entries, report.seals, report.clock_steps) == (3, 3, 1)
    between = "1 and 2" if step < timedelta(0) else "2 and 3"
    assert report.clock == f"{abs(step)} between entries {between}"


def _fail_inserts(engine, table, sqlstate):
    if engine.dialect.name == "sqlite":
        kind = "ABORT" if sqlstate == "P0001" else "ROLLBACK"
        statements = [
            f"CREATE TRIGGER fails BEFORE INSERT ON {table} BEGIN SELECT RAISE({kind}, 'database or disk is full'); END"
        ]
    else:
        statements = [
            "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION SQLSTATE '{sqlstate}'; END $$",
            f"CREATE TRIGGER fails BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION fails()",
        ]
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
