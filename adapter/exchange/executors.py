"""Which processes do durable work, which of them have died, and who takes their work up.

A process on this machine is dead as soon as it is gone; of one on another machine nothing is known but that it no
longer writes down its beat. That is measured by the database's clock, the only one that all hosts share.
"""

import os
import platform
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import structlog
from sqlalchemy import BigInteger, ColumnElement, Engine, delete, func, insert, select, update
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session

from adapter.clock import Clock
from adapter.errors import OperatorError, StoreUnavailable
from adapter.exchange.executor_models import Executor
from adapter.records.database import reading, writing
from adapter.records.tables import table_of

BEAT_SECONDS = 5.0
SILENT_MS = 30_000
"""Six beats: a database that fails over, or a host that swaps, must not cost a process its work."""

_END_SECONDS = 2.0

log = structlog.get_logger("jembatan")


class Work(Protocol):
    """What dead executors leave behind: adapter.exchange.durable.Durable."""

    def owners(self) -> set[str]:
        """The executors that have unfinished work."""

    def take_up(self, executor: str) -> int:
        """Let others take the unfinished work of `executor`; gives how many pieces."""

    def take_up_let_go(self) -> int:
        """The same for what this process has let go of."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process, told from all others that ever were."""

    host: str
    machine: str
    pid: int
    born: str

    @property
    def name(self) -> str:
        """What to call its executor by."""
        return f"{self.host[:64]}:{self.pid}:{self.born}"


def this_process() -> Process:
    """The process that asks."""
    pid = os.getpid()
    return Process(platform.node()[:64], _machine(), pid, born(pid) or "")


def _machine() -> str:
    """The boot, and the numbering of processes in it, which containers have of their own; empty where unknown."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}:{os.stat('/proc/self/ns/pid').st_ino}"  # noqa: PTH116 - Path.stat would do the same
    except OSError:
        return ""


def born(pid: int) -> str | None:
    """The tick at which the process with that number started; None where there is none, or nothing but its body."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


def is_dead(executor: Executor, here: Process, now_ms: int) -> bool:
    """Whether nobody will do anything in this executor's name any more. `now_ms` is the database's clock."""
    if here.machine and executor.machine == here.machine:
        return born(executor.pid) != executor.born
    return now_ms - executor.beat > SILENT_MS


def database_now(session: Session) -> int:
    """Milliseconds since 1970 by the database's clock."""
    return session.scalars(select(_now(session))).one()


def _now(session: Session) -> ColumnElement[int]:
    if session.get_bind().dialect.name == "sqlite":
        return sql_cast((func.julianday("now") - 2440587.5) * 86_400_000, BigInteger)
    return sql_cast(func.extract("epoch", func.clock_timestamp()) * 1000, BigInteger)


class Presence:
    """The process that looks, among the others; see `present`."""

    def __init__(self, engine: Engine, name: str, role: str, clock: Clock) -> None:
        self._engine, self._name, self._role, self._clock = engine, name, role, clock
        self._process = this_process()
        self._silent: dict[str, int] = {}

    def register(self) -> None:
        """Write this process down. Raises OperatorError where a living one has the name."""
        with writing(self._engine) as session:
            known = session.get(Executor, self._name)
            if known is not None and not is_dead(known, self._process, database_now(session)):
                raise OperatorError(f"{self._name}: process {known.pid} on {known.host} has this name; choose another")
            self._write(session)

    def _write(self, session: Session) -> None:
        table, own = table_of(Executor), self._process
        session.execute(delete(table).where(Executor.name == self._name))
        session.execute(
            insert(table).values(
                name=self._name, role=self._role, host=own.host, machine=own.machine, pid=own.pid, born=own.born,
                since=self._clock(), beat=_now(session),
            )
        )  # fmt: skip

    def beat(self) -> None:
        """Say that this process lives. Where another took it for dead, it comes back: its work is others' by now."""
        with writing(self._engine) as session:
            own = update(table_of(Executor)).where(Executor.name == self._name)
            if not session.execute(own.values(beat=_now(session))).rowcount:  # type: ignore[attr-defined]
                log.warning("taken for dead", executor=self._name)
                self._write(session)

    def bury(self, work: Work) -> int:
        """Have the work of the dead taken up; gives how many pieces. Then they are forgotten.

        Another host's executor is dead when it was silent in two rounds: a database's clock may jump, too.
        """
        if let_go := work.take_up_let_go():
            log.warning("work was let go", executor=self._name, taken_up=let_go)
        owners = work.owners()
        with reading(self._engine) as session:
            now = database_now(session)
            known = list(session.scalars(select(Executor).where(Executor.name != self._name)))
            session.expunge_all()
        dead = {one.name: one for one in known if is_dead(one, self._process, now)}
        silent = {one.name: one.beat for one in dead.values() if one.machine != self._process.machine}
        gone = [name for name in dead if name not in silent or self._silent.get(name) == silent[name]]
        self._silent = silent
        # Whoever leaves in order is not written down any more; what it began at the last moment is.
        strangers = owners - {one.name for one in known} - {self._name}
        return sum(self._bury(name, work) for name in [*gone, *sorted(strangers)])

    def _bury(self, name: str, work: Work) -> int:
        pieces = work.take_up(name)
        self._forget(name)
        log.info("executor died", executor=name, taken_up=pieces)
        return pieces

    def leave(self) -> None:
        """Say that the process is no more."""
        self._forget(self._name)

    def _forget(self, name: str) -> None:
        with writing(self._engine) as session:
            session.execute(delete(table_of(Executor)).where(Executor.name == name))


@contextmanager
def present(engine: Engine, name: str, role: str, clock: Clock) -> Iterator[Presence]:
    """Be known as the executor `name` until the end of the block. Raises OperatorError where a living one has the name.

    Enter before `durable`, leave after it: what is done in the name of somebody unknown is taken up by others.
    """
    presence = Presence(engine, name, role, clock)
    presence.register()
    ended = threading.Event()
    beating = threading.Thread(target=_repeat, args=(presence.beat, ended), name="beat", daemon=True)
    beating.start()
    try:
        yield presence
    finally:
        ended.set()
        beating.join()
        with suppress(StoreUnavailable):  # then others find out
            presence.leave()


@contextmanager
def burying(presence: Presence, work: Work) -> Iterator[None]:
    """Look for the dead until the end of the block, at once for the first time."""
    ended = threading.Event()
    looking = threading.Thread(target=_bury_all, args=(presence, work, ended), name="bury", daemon=True)
    looking.start()
    try:
        yield
    finally:
        ended.set()
        # While the database is away it is deep in DBOS, and ends with it.
        looking.join(_END_SECONDS)


def _bury_all(presence: Presence, work: Work, ended: threading.Event) -> None:
    _attempt(lambda: presence.bury(work))
    _repeat(lambda: presence.bury(work), ended)


def _repeat(do: Callable[[], object], ended: threading.Event) -> None:
    while not ended.wait(BEAT_SECONDS):
        _attempt(do)


def _attempt(do: Callable[[], object]) -> None:
    try:
        do()
    except StoreUnavailable as error:
        log.warning("cannot beat", reason=str(error))
    except Exception as error:  # noqa: BLE001 - the next round must come
        log.error("cannot beat", error=type(error).__name__)  # noqa: TRY400 - no values
