"""Trying again what may succeed later, with back-off and jitter, and leaving alone a peer that is down.

stamina counts attempts and time and gives the back-off; the waiting is ours, because it must end at once when the
process is told to stop. No transaction is open meanwhile.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

import stamina
import structlog
from stamina.instrumentation import set_on_retry_hooks

from adapter.clock import Clock
from adapter.errors import StoreUnavailable
from adapter.exchange.durable_steps import pause
from clients.errors import AnswerRejected, ClientError, NotReached, RequestRefused, ServerFailed, UnderMaintenance
from clients.sync.circuit import Circuit, Circuits, State
from clients.sync.resting import PeerLeftAlone, PeerResting

Answer = TypeVar("Answer")
log = structlog.get_logger("jembatan")

# Its own lines quote the error, and an error may quote what the other party wrote.
set_on_retry_hooks([])


@dataclass(frozen=True, slots=True)
class Peer:
    """Whom a message goes to: the agreement, where its other party is reached, its name, and the time here."""

    code: str
    address: str
    party: str
    clock: Clock

    @property
    def key(self) -> tuple[str, str]:
        """By which its circuit is found."""
        return self.code, self.address


@dataclass(frozen=True)
class Patience:
    """How often and how long a message is tried. Times are seconds; `sleep` and `seconds` are replaced in tests.

    `rejected` is how often more after an answer that does not count: a line may corrupt bytes once, not always.
    `maintenance` is the longest end of a maintenance that is waited for. A circuit opens after `threshold` failures in
    a row, for `rest`.
    """

    attempts: int = 8
    timeout: float = 300.0
    initial: float = 0.5
    longest: float = 30.0
    jitter: float = 1.0
    rejected: int = 2
    maintenance: float = 120.0
    store_attempts: int = 5
    threshold: int = 5
    rest: float = 30.0
    sleep: Callable[[float], None] = pause
    seconds: Callable[[], float] = time.monotonic
    circuits: Circuits = field(default_factory=Circuits, compare=False)

    def states(self) -> list[State]:
        """The circuits of this process."""
        return self.circuits.states(self.seconds())

    def left_alone(self, peer: Peer) -> PeerLeftAlone | None:
        """That the peer is left alone now, and until when; None where it is not."""
        state = self.circuits.of(peer.key, self.threshold, self.rest).state(peer.key, self.seconds())
        if state.open_for <= 0:
            return None
        return PeerLeftAlone(peer.party, state.failures, peer.clock() + timedelta(seconds=state.open_for))

    def store(self, do: Callable[[], Answer]) -> Answer:
        """`do`, again after a short while where our own database is away. Raises StoreUnavailable at last."""
        waiting = _Waiting(self)
        for attempt in stamina.retry_context(waiting.store_again, self.store_attempts, self.timeout, self.initial):
            waiting.before(attempt)
            with attempt:
                return do()
        raise AssertionError("stamina ends with a result or an error")

    def ask(
        self, peer: Peer, may_ask: Callable[[], None], ask: Callable[[], Answer], failed: Callable[[ClientError], None]
    ) -> Answer:
        """The answer of `ask`, which is asked again while that has sense; `failed` is told of each try without one.

        `may_ask` goes before each try. Raises the last ClientError, PeerResting, PeerLeftAlone, and whatever
        `may_ask` and `failed` raise.
        """
        waiting = _Waiting(self)
        trying = _Trying(self, peer, failed)
        context = stamina.retry_context(
            waiting.again, self.attempts, self.timeout, self.initial, self.longest, wait_jitter=0
        )
        for attempt in context:
            waiting.before(attempt)
            with attempt:
                may_ask()
                trying.pass_circuit()
                return trying.once(ask)
        raise AssertionError("stamina ends with a result or an error")


@dataclass
class _Waiting:
    """The pauses between the tries of one message, and what is worth another."""

    patience: Patience
    _backoff: float = 0.0
    _told: float = 0.0
    _rejected: int = 0

    def before(self, attempt: stamina.Attempt) -> None:
        if attempt.num > 1:
            # Many that were thrown off together must not come back together.
            jitter = random.uniform(0, self.patience.jitter)  # noqa: S311 - no secret
            self.patience.sleep(max(self._backoff, self._told) + jitter)
        self._backoff, self._told = attempt.next_wait, 0.0

    def again(self, error: Exception) -> bool | float:
        """False, or 0.0: stamina itself does not wait."""
        match error:
            case PeerResting(seconds=float() as seconds):
                self._told = seconds
                return 0.0 if seconds <= self.patience.maintenance else False
            case AnswerRejected():
                self._rejected += 1
                return 0.0 if self._rejected <= self.patience.rejected else False
            case NotReached() | ServerFailed():
                return 0.0
        return False

    def store_again(self, error: Exception) -> bool | float:
        return 0.0 if isinstance(error, StoreUnavailable) else False


@dataclass(frozen=True)
class _Trying:
    """One message to one peer, past its circuit."""

    patience: Patience
    peer: Peer
    failed: Callable[[ClientError], None]

    def pass_circuit(self) -> None:
        """Wait while the peer is left alone. Raises PeerLeftAlone where that takes longer than the patience."""
        waited = 0.0
        while (wait := self._circuit.wait(self.patience.seconds())) > 0:
            if waited + wait > self.patience.timeout:
                state = self._circuit.state(self.peer.key, self.patience.seconds())
                raise PeerLeftAlone(self.peer.party, state.failures, self.peer.clock() + timedelta(seconds=wait))
            self.patience.sleep(wait)
            waited += wait

    def once(self, ask: Callable[[], Answer]) -> Answer:
        try:
            answer = ask()
        except (NotReached, ServerFailed, AnswerRejected) as error:
            self._note(error)
            self.failed(error)
            raise
        except RequestRefused as error:
            self._close()
            self.failed(error)
            if isinstance(error, UnderMaintenance):
                raise PeerResting.told_by(self.peer.party, error, self.peer.clock()) from error
            raise
        except BaseException:
            self._circuit.left()
            raise
        self._close()
        return answer

    @property
    def _circuit(self) -> Circuit:
        return self.patience.circuits.of(self.peer.key, self.patience.threshold, self.patience.rest)

    def _note(self, error: ClientError) -> None:
        opened = self._circuit.failed(self.patience.seconds())
        code = error.kodeGalat if isinstance(error, RequestRefused) else type(error).__name__
        log.warning("no answer that counts", agreement=self.peer.code, error=code, circuit_open=opened)

    def _close(self) -> None:
        if self._circuit.passed():
            log.warning("circuit closed", agreement=self.peer.code)
