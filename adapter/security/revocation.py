"""Which certificates their issuers have revoked, by lists in files (CRLs), read again when the files change.

A list counts if the certificate of its issuer, which an operator gave, verifies it. For whom no such issuer is known
nothing is due, and nothing is refused. For whom one is known a current list is due: without one, or when it is past
its nextUpdate (and the operator's grace), nobody of that issuer signs. An authority that revokes a stolen key could
else be silenced by keeping its lists away.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import structlog
from cryptography import x509

from adapter import limits
from adapter.security.crl import CrlError, RevocationList, read_lists
from adapter.security.errors import FailedAuthentication
from adapter.security.path import issued_by

_SUFFIXES = (".crl", ".der", ".pem")
"""What is read of a directory; so a list can be written beside the others under another name, and then renamed."""

_LOOK_EVERY_SECONDS = 2.0
_MAX_FILE_BYTES = 32 * 1024 * 1024
"""The largest public CRLs have some megabytes; a wrong path must not fill the memory."""

_Stamp = tuple[int, int, int]

log = structlog.get_logger("jembatan")


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was last seen, and what it last held that could be read."""

    stamp: _Stamp
    lists: tuple[RevocationList, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """All that is known at one moment; replaced as a whole, so that no thread sees half of it."""

    files: dict[Path, _File] = field(default_factory=dict)
    by_issuer: dict[x509.Name, tuple[RevocationList, ...]] = field(default_factory=dict)
    problem: str | None = None
    verified: dict[tuple[RevocationList, x509.Certificate], bool] = field(default_factory=dict)

    def signed_by(self, name: x509.Name, issuers: Sequence[x509.Certificate]) -> list[RevocationList]:
        """The lists under this issuer's name that one of `issuers` did sign; each signature is verified once."""
        return [one for one in self.by_issuer.get(name, ()) if any(self._signed(one, by) for by in issuers)]

    def _signed(self, one: RevocationList, by: x509.Certificate) -> bool:
        if (one, by) not in self.verified:
            self.verified[one, by] = one.signed_by(by)
        return self.verified[one, by]


class Revocation:
    """The lists in `place`, a file or a directory; shared by all threads of a process.

    `issuers` are authorities whose lists are due for the certificates that they issued; others may be named with
    each question. A list is good for `grace` beyond its nextUpdate. `seconds` is a clock that only runs forward.
    """

    def __init__(
        self,
        place: Path,
        issuers: Sequence[x509.Certificate] = (),
        *,
        grace: timedelta = timedelta(0),
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read the lists. What cannot be read is told by `problems`, and logged later on; it never allows anybody."""
        self._place = place
        self.issuers = tuple(issuers)
        self._grace = grace
        self._seconds = seconds
        self._lock = threading.Lock()
        self._told: set[tuple[object, ...]] = set()
        self._held = _read_all(place, _Held())
        self._looked = seconds()

    def require_good(
        self, certificate: x509.Certificate, now: datetime, issuers: Sequence[x509.Certificate] = ()
    ) -> None:
        """Refuse a certificate that is revoked, or whose issuer's list is due and not here, or no longer current.

        `issuers` are further authorities whose lists are due. Raises FailedAuthentication.
        """
        held = self._current()
        if not (known := _issuers_of(certificate, (*issuers, *self.issuers))):
            return
        lists = held.signed_by(certificate.issuer, known)
        # Revoked is revoked, whatever a later list says and however old the one that says so.
        if any(certificate.serial_number in one.serials for one in lists):
            raise FailedAuthentication("the certificate is revoked")
        # Reckoned from now: nextUpdate may be the last instant that there is (RFC 5280, 4.1.2.5).
        first, last = now + limits.CLOCK_SKEW, now - self._grace
        usable = [one for one in lists if one.this_update <= first and last <= one.next_update]
        if not usable:
            self._tell_once(certificate.issuer, lists, now)
            raise FailedAuthentication("no current revocation list of the certificate's issuer is here")

    def lists(self, issuers: Sequence[x509.Certificate] = ()) -> list[RevocationList]:
        """The lists that some known issuer signed, the newest of each issuer."""
        held = self._current()
        signed = [held.signed_by(name, (*issuers, *self.issuers)) for name in held.by_issuer]
        return [max(lists, key=lambda one: one.next_update) for lists in signed if lists]

    def problems(self) -> list[str]:
        """What could not be read, one line each."""
        held = self._current()
        found = [file.problem for file in held.files.values()]
        return [problem for problem in (held.problem, *found) if problem is not None]

    def tell(self) -> None:
        """Log what is here; from then on every change is logged by itself."""
        _tell(_Held(), self._held)

    def _current(self) -> _Held:
        # One thread looks; the others go on with what is known.
        if self._seconds() - self._looked >= _LOOK_EVERY_SECONDS and self._lock.acquire(blocking=False):
            try:
                before, self._held = self._held, _read_all(self._place, self._held)
                self._looked = self._seconds()
                _tell(before, self._held)
            finally:
                self._lock.release()
        return self._held

    def _tell_once(self, issuer: x509.Name, lists: Sequence[RevocationList], now: datetime) -> None:
        """One line an hour for each issuer, not one for each call that is refused."""
        last = max((one.next_update for one in lists), default=None)
        event = (issuer, last, now.replace(minute=0, second=0, microsecond=0))
        if event in self._told:
            return
        self._told = {known for known in self._told if known[0] != issuer} | {event}
        log.error(
            "no current revocation list: nobody of this issuer may sign",
            issuer=issuer.rfc4514_string(),
            next_update=last.isoformat() if last else None,
        )


def _tell(before: _Held, after: _Held) -> None:
    if after.problem not in (None, before.problem):
        log.warning("revocation lists cannot be read; the old ones stay", reason=after.problem)
    for path, file in after.files.items():
        if file is before.files.get(path):
            continue
        if file.problem is not None:
            log.warning("a revocation list cannot be read", reason=file.problem, kept=len(file.lists))
            continue
        for one in file.lists:
            name, end = one.issuer.rfc4514_string(), one.next_update.isoformat()
            log.info("revocation list", file=path.name, issuer=name, revoked=len(one.serials), next_update=end)


def _read_all(place: Path, before: _Held) -> _Held:
    try:
        paths = sorted(path for path in place.iterdir() if _is_list(path)) if place.is_dir() else [place]
        stamps = {path: _stamp(path) for path in paths}
    except OSError as error:
        # What was known stays known: each list has an end of its own.
        problem = f"{place}: cannot be read: {error.strerror}"
        return replace(before, problem=problem)
    if before.problem is None and stamps == {path: file.stamp for path, file in before.files.items()}:
        return before
    files = {path: _reread(path, stamp, before.files.get(path)) for path, stamp in stamps.items()}
    by_issuer: dict[x509.Name, tuple[RevocationList, ...]] = {}
    for one in (one for file in files.values() for one in file.lists):
        by_issuer[one.issuer] = (*by_issuer.get(one.issuer, ()), one)
    return _Held(files, by_issuer)


def _reread(path: Path, stamp: _Stamp, before: _File | None) -> _File:
    if before is not None and before.stamp == stamp:
        return before
    try:
        lists = _lists_in(path, stamp)
    except (OSError, CrlError) as error:
        old = before.lists if before else ()
        return _File(stamp, old, f"{path}: {error}")
    return _File(stamp, lists)


def _lists_in(path: Path, stamp: _Stamp) -> tuple[RevocationList, ...]:
    if stamp[-1] > _MAX_FILE_BYTES:
        raise CrlError(f"{stamp[-1]} bytes; {_MAX_FILE_BYTES} are the most")
    lists = tuple(read_lists(path.read_bytes()))
    if _stamp(path) != stamp:
        raise CrlError("it is being written")
    return lists


def _is_list(path: Path) -> bool:
    return path.suffix in _SUFFIXES and not path.name.startswith(".")


def _stamp(path: Path) -> _Stamp:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=1024)
def _issuers_of(certificate: x509.Certificate, known: tuple[x509.Certificate, ...]) -> tuple[x509.Certificate, ...]:
    return tuple(issued_by(certificate, known))
