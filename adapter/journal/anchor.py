"""The anchor: a file outside of the database that knows every seal, one line each, and is only ever appended to.

Whoever can write the database can cut its tail, or put an old backup back, and leave nothing but valid signatures.
The anchor still knows the seals that are gone. It is worth as much as the distance between the two: copy its lines
to another machine as they come.

    NUMBER LAST-ENTRY TIME SEAL-DIGEST
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from adapter.errors import OperatorError
from adapter.journal import seals
from adapter.journal.seals import Seal
from adapter.records.database import reading

_LINE = re.compile(rb"([1-9]\d{0,18}) (\d{1,19}) (\S{27}) ([0-9a-f]{64})\n")
_MAX_LINE_BYTES = 256


class AnchorError(OperatorError):
    """The anchor cannot be read, or knows other seals than the database has."""


class Anchored(NamedTuple):
    """One line: a seal as the anchor knows it."""

    number: int
    last_id: int
    digest: bytes


def follow(path: Path, engine: Engine) -> None:
    """Append the seals that the anchor does not have yet, durably; many processes may do so at once.

    Raises AnchorError where the anchor knows a seal that the database does not have, or has otherwise: then the
    database is not the one that the anchor has followed.
    """
    # The database is read under the lock: an older snapshot would not have what others have appended since.
    with _locked(path) as file, reading(engine) as session:
        known, torn = _end(path, file)
        if known is not None:
            _require(path, session, known)
        for seal in seals.stored(session, after=known.number if known else 0, leaves=False):
            line = _line(seal)
            if not line.startswith(torn):
                raise AnchorError(f"{path}: its last line is no beginning of seal {seal.number}")
            # A crash may have left the beginning of a line; the rest of it follows. What is there is never taken back.
            file.write(line[len(torn) :])
            torn = b""
        file.flush()
        os.fsync(file.fileno())


def lines(path: Path) -> Iterator[Anchored]:
    """The anchor's lines from its beginning, whichever seal that is, to where it ends now.

    Ask for them before the database is read: what the anchor knows by then, the database must have. Raises AnchorError
    for a line that is none, and OSError.
    """
    return _lines(path, path.stat().st_size)


def _lines(path: Path, end: int) -> Iterator[Anchored]:
    expected = None
    with path.open("rb") as file:
        for line in file:
            end -= len(line)
            if end < 0 or not line.endswith(b"\n"):
                return  # written since, or torn by a crash and completed by the next seal
            anchored = _parsed(path, line)
            if expected is not None and anchored.number != expected:
                raise AnchorError(f"{path}: seal {anchored.number} stands where seal {expected} should")
            expected = anchored.number + 1
            yield anchored


def _require(path: Path, session: Session, known: Anchored) -> None:
    held = next(seals.stored(session, after=known.number - 1, leaves=False), None)
    if held is None or held.digest != known.digest:
        what = "does not have" if held is None else "has otherwise"
        raise AnchorError(
            f"{path}: knows seal {known.number}, which the database {what}; run `jembatan journal verify`"
        )


@contextmanager
def _locked(path: Path) -> Iterator[BinaryIO]:
    new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if new:
            _sync_folder(path.parent)
        yield file


def _sync_folder(folder: Path) -> None:
    # Else a crash may lose the new file's name, and with it the file.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _end(path: Path, file: BinaryIO) -> tuple[Anchored | None, bytes]:
    """The last whole line, and what stands behind it."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 2 * _MAX_LINE_BYTES))
    whole, newline, torn = file.read().rpartition(b"\n")
    if not newline:
        return None, torn
    return _parsed(path, whole.rpartition(b"\n")[2] + newline), torn


def _line(seal: Seal) -> bytes:
    made_at = seal.made_at.astimezone(UTC)
    return f"{seal.number} {seal.last_id} {made_at:%Y-%m-%dT%H:%M:%S.%fZ} {seal.digest.hex()}\n".encode()


def _parsed(path: Path, line: bytes) -> Anchored:
    found = _LINE.fullmatch(line)
    if found is None:
        raise AnchorError(f"{path}: has a line that is none of an anchor: {line[:60]!r}")
    number, last_id, _made_at, digest = found.groups()
    return Anchored(int(number), int(last_id), bytes.fromhex(digest.decode()))
