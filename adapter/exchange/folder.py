"""A folder in which two parties lay signed files for each other: on a stick, on a shared disk, in a mailbox.

Whoever else can write there must not lead us elsewhere: no link is followed, nothing is read that is no plain file,
and nobody ever sees half of what we write.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from adapter.errors import JembatanError, OperatorError


class BadFile(JembatanError):
    """A file is not taken; the text is the reason. The others go on."""


class Folder:
    """A folder that is open, and that no other process of ours works in. `path` is for telling."""

    def __init__(self, path: Path, descriptor: int) -> None:
        """See open_folder."""
        self.path, self._at = path, descriptor

    def names(self) -> list[str]:
        """What is in it, sorted."""
        # Of the folder that is open, whatever stands under its path by now.
        return sorted(name for name in os.listdir(self._at) if not name.startswith("."))  # noqa: PTH208 - see above

    def read(self, name: str, most: int) -> bytes:
        """A file's bytes, at most so many. Raises BadFile."""
        try:
            opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=self._at)
        except OSError as error:
            raise BadFile(_why_not_opened(error)) from None
        try:
            return _read(opened, most)
        except OSError as error:
            raise BadFile(f"cannot be read: {error.strerror}") from None
        finally:
            os.close(opened)

    def write(self, name: str, raw: bytes) -> bool:
        """Lay a file there, whole or not at all; False where the very same is there already. Raises OperatorError."""
        with suppress(BadFile):
            if self.read(name, len(raw)) == raw:
                return False
        temporary = f".{name}.sementara"
        try:
            self._write(temporary, raw)
            os.rename(temporary, name, src_dir_fd=self._at, dst_dir_fd=self._at)
            os.fsync(self._at)
        except OSError as error:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=self._at)
            raise OperatorError(f"{self.path / name}: cannot be written: {_why_not_written(error)}") from error
        return True

    def _write(self, name: str, raw: bytes) -> None:
        # What a killed process has left under this name goes: nobody else works in the folder.
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=self._at)
        opened = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=self._at)
        with os.fdopen(opened, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(opened)


@contextmanager
def open_folder(path: Path) -> Iterator[Folder]:
    """Open a folder and keep other processes of ours out. Raises OperatorError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise OperatorError(f"{path}: cannot be opened as a folder: {error.strerror}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OperatorError(f"{path}: another process works in this folder; let it come to its end") from None
        except OSError as error:
            raise OperatorError(f"{path}: cannot be locked: {error.strerror}") from error
        yield Folder(path, descriptor)
    finally:
        os.close(descriptor)


def _read(opened: int, most: int) -> bytes:
    before = os.fstat(opened)
    if not stat.S_ISREG(before.st_mode):
        raise BadFile("is no plain file")
    if before.st_size > most:
        raise BadFile(f"has {before.st_size} bytes; {most} are the most")
    with os.fdopen(opened, "rb", closefd=False) as file:
        raw = file.read(most + 1)
    after = os.fstat(opened)
    if len(raw) != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise BadFile("changed while it was read; let whoever writes it come to the end, then start again")
    return raw


def _why_not_opened(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "is a symbolic link, and none is followed"
    return "is not there" if error.errno == errno.ENOENT else f"cannot be opened: {error.strerror}"


def _why_not_written(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; make room and start again, it goes on from there"
    return f"{error.strerror}; may this user write in the folder?"
