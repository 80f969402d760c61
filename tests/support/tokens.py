"""Real tokens, made by SoftHSM2 in a directory of the test's own."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives import serialization

from adapter.security import cryptoki, sessions
from adapter.security.keys import Identity

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/usr/lib/pkcs11/libsofthsm2.so")
PIN = "rahasia-1234"

_numbers = count(1)


@dataclass(frozen=True)
class Token:
    """A token and how it is reached."""

    label: str
    place: Path
    module: str

    @property
    def pin_file(self) -> Path:
        return self.place / f"{self.label}.pin"

    def uri(self, label: str = "kunci", **changes: str) -> str:
        """The URI of the key of that label; `changes` are to its query or its path."""
        values = {
            "token": self.label,
            "object": label,
            "module-path": self.module,
            "pin-source": f"file:{self.pin_file}",
        }
        values.update({name.replace("_", "-"): value for name, value in changes.items()})
        which = [f"{name}={value}" for name, value in values.items() if value and not name.count("-")]
        where = [f"{name}={value}" for name, value in values.items() if value and name.count("-")]
        return f"pkcs11:{';'.join(which)}?{'&'.join(where)}"

    def put(self, identity: Identity, label: str = "kunci", id_: str = "a1") -> None:
        """Bring the identity's key into the token."""
        file = self.place / f"{label}.key.pem"
        form = serialization.PrivateFormat.PKCS8
        file.write_bytes(identity.key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
        words = ["--import", str(file), "--token", self.label, "--label", label, "--id", id_, "--pin", PIN]
        softhsm2(*words)
        file.unlink()


def softhsm2(*words: str) -> None:
    done = subprocess.run(["softhsm2-util", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def require_softhsm2() -> str:
    """The module's path; skips where there is none, or fails where CI says that there must be."""
    module = next(filter(os.path.exists, MODULES), None)
    if module is None or shutil.which("softhsm2-util") is None:
        (pytest.fail if os.environ.get("JEMBATAN_TEST_REQUIRE_SOFTHSM") == "1" else pytest.skip)("no SoftHSM2")
    return module


@contextmanager
def softhsm2_in(place: Path) -> Iterator[Callable[[], Token]]:
    """Makes tokens in `place`, before the first of them is used: SoftHSM looks for tokens once in a process."""
    module = require_softhsm2()
    (place / "tokens").mkdir()
    (place / "softhsm2.conf").write_text(f"directories.tokendir = {place}/tokens\nlog.level = ERROR\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(place / "softhsm2.conf")
    try:
        yield lambda: _make(place, module)
    finally:
        begin_anew(module)
        os.environ.pop("SOFTHSM2_CONF") if before is None else os.environ.update(SOFTHSM2_CONF=before)


def begin_anew(module: str) -> None:
    """Leave this process as if it had never used the module."""
    pkcs11.unload(module)
    cryptoki._forget()
    sessions._forget()


def _make(place: Path, module: str) -> Token:
    token = Token(f"uji-{next(_numbers)}", place, module)
    softhsm2("--init-token", "--free", "--label", token.label, "--pin", PIN, "--so-pin", "0" * 8)
    token.pin_file.write_text(f"{PIN}\n")
    token.pin_file.chmod(0o600)
    return token
