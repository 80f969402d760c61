"""A circuit for each peer: after some failures in a row, all threads of this process leave it alone for a time.

When that is over, one of them tries; the others go on with it, or rest with it again.
"""

import threading
from dataclasses import dataclass, field

Peer = tuple[str, str]
"""An agreement's code, and the address at which its other party is reached."""


@dataclass(frozen=True, slots=True)
class State:
    """A peer's circuit: failures in a row, and the seconds that it stays open; 0.0 where calls pass."""

    peer: Peer
    failures: int
    open_for: float


@dataclass
class Circuit:
    """One peer's. Opens after `threshold` failures in a row, for `rest` seconds; times are a monotonic clock's."""

    threshold: int
    rest: float
    _failures: int = 0
    _until: float | None = None
    _trying: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def wait(self, now: float) -> float:
        """Seconds until this caller may look again; 0.0: it may call, and then tells `passed`, `failed` or `left`."""
        with self._lock:
            if self._until is None:
                return 0.0
            if now < self._until:
                return self._until - now
            if self._trying:
                return max(self.rest / 10, 0.01)
            self._trying = True
            return 0.0

    def passed(self) -> bool:
        """The peer has answered; whether that closes an open circuit."""
        with self._lock:
            was_open, self._failures, self._until, self._trying = self._until is not None, 0, None, False
            return was_open

    def failed(self, now: float) -> bool:
        """It has not; whether that opens the circuit, or leaves it open."""
        with self._lock:
            self._failures += 1
            self._trying = False
            if self._failures >= self.threshold:
                self._until = now + self.rest
            return self._until is not None

    def left(self) -> None:
        """The call ended without telling anything about the peer: somebody else tries."""
        with self._lock:
            self._trying = False

    def state(self, peer: Peer, now: float) -> State:
        """As it stands."""
        with self._lock:
            return State(peer, self._failures, max(0.0, (self._until or now) - now))


@dataclass
class Circuits:
    """Those of a process."""

    _circuits: dict[Peer, Circuit] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def of(self, peer: Peer, threshold: int, rest: float) -> Circuit:
        """The peer's own, made when it is first asked for."""
        with self._lock:
            return self._circuits.setdefault(peer, Circuit(threshold, rest))

    def states(self, now: float) -> list[State]:
        """Each peer's, as it stands."""
        with self._lock:
            return [circuit.state(peer, now) for peer, circuit in sorted(self._circuits.items())]
