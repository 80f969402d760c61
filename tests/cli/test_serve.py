"""`jembatan serve` as a process of its own, over real HTTP."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from adapter.clock import system_clock
from adapter.security.keys import thumbprint, write_certificate
from tests.cli.conftest import one_line
from tests.support import authorities

ROOT = Path(__file__).parents[2]
CALL = [sys.executable, "-c", "from adapter.cli import main; main(prog_name='jembatan')"]


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(port, *words, **environ):
    """The process, after it said that it is ready. Its environment is empty but for what is given."""
    process = subprocess.Popen(
        [*CALL, *words, "serve", "--port", str(port)],
        env={"PYTHONPATH": str(ROOT), "JEMBATAN_PUBLIC_URL": f"http://127.0.0.1:{port}", **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield process, next(line for line in process.stdout if not line.startswith('{"agreement"'))
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_says_that_it_is_ready_answers_and_ends(station, port, sent):
    with serving(port, JEMBATAN_WORKERS="2") as (process, line):
        assert line.startswith(f"ready: http://127.0.0.1:{port} workers=2 http://127.0.0.1:{port}/layanan/")
        for contract in line.split()[3:]:
            assert httpx.get(contract).status_code == 200
        # Ctrl-C, and systemd's stop, reach the workers as well as their parent.
        os.killpg(process.pid, sent)
        assert process.wait(timeout=30) == 0
        # What is due depends on the day on which this runs.
        told = [json.loads(said) for said in process.stdout.read().splitlines()]
        assert [one for one in told if not one["event"].startswith("duty ")] == []


def answer_to_chunks(port):
    """What a request in two chunks comes to; 411 where the server does not say that their end is known."""
    pieces = iter([b"<not", b"-soap/>"])
    address, headers = f"http://127.0.0.1:{port}/layanan/LayananKerjaSama", {"Content-Type": "text/xml"}
    return httpx.post(address, content=pieces, headers=headers, timeout=60).text


def test_what_comes_in_chunks_is_read(station, port):
    with serving(port):
        assert "FORMAT_TIDAK_SAH" in answer_to_chunks(port)


def test_the_env_file_reaches_the_workers(station, port):
    Path("env").write_text("JEMBATAN_PUBLIC_URL=https://jembatan.example\n")
    with serving(port, "--env-file", "env", JEMBATAN_PUBLIC_URL="") as (_, line):
        contract = line.split()[-1]
        assert contract.startswith("https://jembatan.example/")
        served = httpx.get(contract.replace("https://jembatan.example", f"http://127.0.0.1:{port}"))
        assert 'location="https://jembatan.example/' in served.text


def test_with_a_certificate_it_speaks_tls(station, port):
    files = {"JEMBATAN_TLS_CERT": "var/keys/server.cert.pem", "JEMBATAN_TLS_KEY": "var/keys/server.key.pem"}
    with serving(port, **files) as (_, line):
        assert line.startswith(f"ready: https://127.0.0.1:{port}")
        assert httpx.get(f"https://127.0.0.1:{port}/sehat", verify=False).status_code == 200  # noqa: S501 - a test authority


def test_a_port_in_use_is_one_line(station):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = station("serve", "--port", taken.getsockname()[1])
    assert result.exit_code == 1
    warning, error = result.stderr.splitlines()
    assert warning.startswith("warning: JEMBATAN_PUBLIC_URL: the WSDLs say http://127.0.0.1:8080, but the port is ")
    assert "Address already in use; stop what uses it or choose --port" in error


def test_a_port_of_another_server_of_ours_is_in_use_too(station):
    with socket.socket() as taken:
        # As granian binds: a second one that did the same would be let in.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "Address already in use" in station("serve", "--port", taken.getsockname()[1]).stderr


def test_it_does_not_start_with_a_key_that_everyone_can_read(station):
    Path("var/keys/server.key.pem").chmod(0o644)
    result = station("serve")
    assert result.exit_code == 1
    assert "run `chmod 600 var/keys/server.key.pem`" in one_line(result)


def test_gunicorn_serves_it_too(station, port):
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "adapter.app:application()"]
    environ = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as process:
        while "Booting worker" not in process.stderr.readline():
            assert process.poll() is None
        try:
            transport = httpx.HTTPTransport(retries=3)
            with httpx.Client(transport=transport, timeout=10) as client:
                assert client.get(f"http://127.0.0.1:{port}/sehat").status_code == 200
            assert "FORMAT_TIDAK_SAH" in answer_to_chunks(port)
        finally:
            process.terminate()


def test_what_ends_soon_is_told_at_the_start_and_by_one_of_the_workers(station, port):
    now = system_clock()
    ending = authorities.signer(authorities.authority(now), now, days=11)
    write_certificate(Path("a.pem"), ending.certificate)
    assert station("partner", "add", "BPJS", "a.pem").exit_code == 0
    name = thumbprint(ending.certificate).hex()[:16]
    with serving(port, JEMBATAN_WORKERS="2", JEMBATAN_METRICS="1") as (process, line):
        assert line.startswith(f"warning: partner {name} (BPJS): ends on ")
        lines = [process.stdout.readline() for _ in range(2)]
        (told,) = [json.loads(line) for line in lines if "ends soon" in line]
        assert (told["level"], told["name"], told["threshold"]) == ("warning", name, 14)
        assert f'thumbprint="{name}"' in httpx.get(f"http://127.0.0.1:{port}/metrik").text
        os.killpg(process.pid, signal.SIGTERM)
        assert "ends soon" not in process.stdout.read()
