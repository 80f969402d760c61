"""JDK and Maven for those tests that compare us with Apache CXF, and the stores that Java keeps its keys in."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

PROJECT = Path(__file__).with_name("java")
REQUIRED = os.environ.get("JEMBATAN_TEST_REQUIRE_JAVA") == "1"
PASSWORD = "sandi-uji"  # noqa: S105 - of stores that live as long as a test
_BUILD_SECONDS = 900
_RUN_SECONDS = 300


class JavaFailed(Exception):
    """Maven or the program failed; the text is what it said."""


def build(folder: Path, services: str | None = None) -> list[str]:
    """Compile the project into `folder`; gives the words that run one of its classes.

    With `services`, the address of a server's contracts, the generated clients are built from those, and only then.
    """
    given = ["-Pclient", f"-Dservices={services}"] if services else []
    _run(["mvn", "-q", "-B", f"-Dbuild={folder}", *given, "-f", str(PROJECT), "process-classes"], _BUILD_SECONDS)
    classpath = f"{folder / 'classes'}:{(folder / 'classpath').read_text()}"
    return ["java", "-Xmx512m", "-Duser.language=en", "-cp", classpath]


def run(java: Sequence[str], name: str, *arguments: str) -> list[str]:
    """Run `interop.<name>`; gives the lines that it printed. Raises JavaFailed."""
    return _run([*java, f"interop.{name}", *arguments], _RUN_SECONDS).splitlines()


def _run(command: Sequence[str], seconds: int) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    if done.returncode:
        raise JavaFailed(f"{command[0]} ended with {done.returncode}: {(done.stdout + done.stderr)[-4000:]}")
    return done.stdout


def write_key_store(path: Path, alias: str, key: pkcs12.PKCS12PrivateKeyTypes, certificate: x509.Certificate) -> None:
    """A PKCS #12 store of one key with its certificate."""
    locked = BestAvailableEncryption(PASSWORD.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(alias.encode(), key, certificate, None, locked))


def write_trust_store(path: Path, **trusted: x509.Certificate) -> None:
    """A PKCS #12 store of certificates, each under its alias, that Java takes for trusted ones."""
    entries = [pkcs12.PKCS12Certificate(certificate, alias.encode()) for alias, certificate in trusted.items()]
    locked = BestAvailableEncryption(PASSWORD.encode())
    path.write_bytes(pkcs12.serialize_java_truststore(entries, locked))
