"""A private PostgreSQL for the tests, or the one that JEMBATAN_TEST_POSTGRES_URL names.

The server lives in a temporary directory, speaks over a Unix socket there, and is gone afterwards. It does
not sync: nothing in it outlives the tests.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

_URL = "JEMBATAN_TEST_POSTGRES_URL"
_REQUIRED = "JEMBATAN_TEST_REQUIRE_POSTGRES"


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a server whose user may create databases. Skips the test where there is none to be had."""
    given = os.environ.get(_URL)
    if given:
        yield given
        return
    binaries = _binaries()
    if binaries is None:
        _give_up("no initdb and pg_ctl on PATH or under /usr/lib/postgresql")
    directory = Path(tempfile.mkdtemp(prefix="jembatan-pg-"))
    try:
        with _running(binaries, directory):
            yield f"postgresql:///postgres?host={directory}&user=jembatan"
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _binaries() -> Path | None:
    # The newest of the installed first; what stands on PATH may be a wrapper of an older one.
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    found = [*installed, *([Path(on_path).parent] if on_path else [])]
    return next((path for path in found if (path / "initdb").exists() and (path / "pg_ctl").exists()), None)


def _give_up(reason: str) -> NoReturn:
    if os.environ.get(_REQUIRED) == "1":
        pytest.fail(f"PostgreSQL is required: {reason}")
    pytest.skip(f"no PostgreSQL: {reason}")


@contextmanager
def _running(binaries: Path, directory: Path) -> Iterator[None]:
    user = _server_user(directory)
    data = directory / "data"
    _run(user, [binaries / "initdb", "-D", data, "-U", "jembatan", "-A", "trust", "-E", "UTF8", "--no-sync"])
    _start(user, binaries, directory)
    try:
        yield
    finally:
        _run(user, [binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])


def _start(user: str | None, binaries: Path, directory: Path) -> None:
    options = f"-k {directory} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    # In the directory, not in /dev/shm, where a server that is stopped at once leaves it behind.
    options += " -c dynamic_shared_memory_type=mmap -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0"
    data = directory / "data"
    _run(user, [binaries / "pg_ctl", "-D", data, "-l", directory / "log", "-w", "-o", options, "start"])


@contextmanager
def stopped(url: str) -> Iterator[None]:
    """The private server at this URL is down meanwhile. Skips the test where it is not ours to stop."""
    binaries, directory = _binaries(), Path(url.partition("host=")[2].partition("&")[0])
    if _URL in os.environ or binaries is None:
        pytest.skip("this PostgreSQL is not ours to stop")
    user = pwd.getpwuid(directory.stat().st_uid).pw_name if os.geteuid() == 0 else None
    _run(user, [binaries / "pg_ctl", "-D", directory / "data", "-m", "fast", "-w", "stop"])
    try:
        yield
    finally:
        _start(user, binaries, directory)


def _server_user(directory: Path) -> str | None:
    # PostgreSQL refuses to run as root, as whom containers run their tests.
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = next((name for name in ("postgres", "nobody") if name in names), None)
    if user is None:
        _give_up("running as root, and there is no other user to run it as")
    shutil.chown(directory, user)
    return user


def _run(user: str | None, command: list[str | Path]) -> None:
    words = [str(word) for word in command]
    if user is not None:
        words = ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups", *words]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/", timeout=60)
    if done.returncode != 0:
        _give_up(f"{Path(words[-1]).name}: {done.stderr.strip()[-500:]}")
