"""Work of many steps that goes on after a crash, on DBOS. What it is written with, is in durable_steps.

It takes a second to import: what needs no durable work, `jembatan serve` above all, must not.

DBOS keeps the order of work, never the truth. Its tables hold ids, tokens and counts as JSON, and of an error a code
and a text that is known to be free of data.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, TypeVar, cast

from dbos import DBOS, SetWorkflowID
from dbos._dbos import ScheduleInput  # it has no public name,
from dbos._error import DBOSException  # nor has its base of all errors
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from adapter.exchange.cron import Schedule
from adapter.exchange.durable_json import Json
from adapter.exchange.durable_log import quieten, silence
from adapter.exchange.durable_steps import leave_if_stopping, stopping
from adapter.exchange.durable_store import closed, end_when_closed, open_durable_engine
from adapter.exchange.failures import DurableFailed
from adapter.records.database import store_errors

F = TypeVar("F", bound=Callable[..., Any])

QUEUE = "sync"
"""Where parts wait for any executor that listens."""
RESUMED = "resumed"
"""Where work waits whose executor has died, and what a schedule begins. Without a limit: what waits for its parts must
not hold the place in which they would be done."""

FORMAT = "jembatan-1"
"""The version of what is written here. An upgrade goes on with unfinished work; raise it where it cannot."""

_ZONE = "Asia/Jakarta"
"""WIB, by the name that DBOS asks for."""
_FORGOTTEN_AT_A_TIME = 1000
_CONNECTIONS = 5
"""For DBOS's own threads; each piece of work at a time has one more."""
_POLL_SECONDS = 0.2
_LONGEST_POLL_SECONDS = 1.0
_STOP_SECONDS = 60.0
"""How long an ending process waits for the steps that are under way."""
_GIVE_SECONDS = 5.0
"""How long it tries to leave its unfinished work to others at once."""


class Durable:
    """What this process begins, hands to others, and waits for. There is one in a process: see `durable`."""

    def __init__(self, dbos: DBOS, executor: str) -> None:
        self._dbos, self._executor = dbos, executor
        self._let_go: set[str] = set()

    def start(self, work: F, workflow_id: str, *args: Any) -> None:  # noqa: ANN401 - JSON
        """Begin `work` in this process; nothing where that id exists already."""
        with SetWorkflowID(workflow_id):
            DBOS.start_workflow(work, *args)

    def enqueue(self, work: F, workflow_id: str, *args: Any) -> None:  # noqa: ANN401 - JSON
        """Leave `work` to any executor that listens; nothing where that id exists already."""
        with SetWorkflowID(workflow_id):
            DBOS.enqueue_workflow(QUEUE, work, *args)

    def stop(self) -> None:
        """Take nothing more, and wait for the steps that are under way; what they need must last until then."""
        _stop(self._dbos)

    def status(self, workflow_id: str) -> str | None:
        """PENDING, ENQUEUED, SUCCESS, ERROR, CANCELLED; None for an id that does not exist. Not a step."""
        found = self._dbos._sys_db.get_workflow_status(workflow_id)
        return found["status"] if found is not None else None

    def result(self, workflow_id: str) -> Any:  # noqa: ANN401 - JSON
        """What the workflow gives, once it has ended. Raises DurableFailed when it failed, was cancelled, or is not."""
        pause = _POLL_SECONDS / 4
        while self.status(workflow_id) in ("PENDING", "ENQUEUED", "DELAYED"):
            leave_if_stopping()
            stopping.wait(pause) if DBOS.workflow_id is not None else time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_POLL_SECONDS)
        try:
            return DBOS.get_result(workflow_id)
        except DBOSException as error:
            raise DurableFailed(type(error).__name__, f"{workflow_id}: {self.status(workflow_id)}") from error

    def owners(self) -> set[str]:
        """The executors that have unfinished work under way."""
        table = self._dbos._sys_db.tables.workflow_status
        pending = select(table.c.executor_id).where(table.c.status == "PENDING").distinct()
        with store_errors(), self._dbos._sys_db.engine.connect() as connection:
            return {name for name in connection.scalars(pending) if name is not None}

    def take_up(self, executor: str) -> int:
        """Let those who listen take the unfinished work of a dead executor; gives how many. Raises StoreUnavailable."""
        with store_errors():
            return _take_up(self._dbos, executor)

    def take_up_let_go(self) -> int:
        """The same for what this process has begun and let go of; gives how many. Call it every few seconds.

        DBOS ends an execution where the database fails in a way that it does not know (a full disk), and says nothing.
        """
        database = self._dbos._sys_db
        with store_errors():
            mine = {one.workflow_id for one in database.get_pending_workflows(self._executor, FORMAT)}
            idle = mine - set(self._dbos._active_workflows_set.activeList())
            # Twice: what has just been claimed is not yet among the active.
            lost, self._let_go = idle & self._let_go, idle
            return sum(database.reenqueue_for_recovery(one, [self._executor], RESUMED) for one in lost)

    def keep(self, schedules: Iterable[Schedule], now: datetime) -> None:
        """Fire these from now on, and none of those of before that are not among them.

        Each firing is one workflow, whoever fires it. What nobody fired, because nobody was up, is fired when
        somebody is again: back to `now`, when the schedule is new. Raises StoreUnavailable.
        """
        wanted = {one.name: one for one in schedules}
        with store_errors():
            for gone in self.scheduled().keys() - wanted.keys():
                DBOS.delete_schedule(gone)
            DBOS.apply_schedules([_for_dbos(one) for one in wanted.values()])
            self._look_back_to(now)

    def _look_back_to(self, now: datetime) -> None:
        # DBOS looks back to the last firing only: the first one would be lost if nobody were up.
        table = self._dbos._sys_db.tables.workflow_schedules
        with self._dbos._sys_db.engine.begin() as connection:
            connection.execute(
                update(table).where(table.c.last_fired_at.is_(None)).values(last_fired_at=now.isoformat())
            )

    def scheduled(self) -> dict[str, str]:
        """What fires of itself: cron by name."""
        return {one["schedule_name"]: one["schedule"] for one in DBOS.list_schedules()}

    def forget(self, before: datetime) -> int:
        """Delete some of what ended before that instant; gives how many workflows. Raises StoreUnavailable."""
        with store_errors():
            ended = DBOS.list_workflows(
                status=["SUCCESS", "ERROR", "CANCELLED"], completed_before=before.isoformat(),
                load_input=False, load_output=False, limit=_FORGOTTEN_AT_A_TIME,
            )  # fmt: skip
            DBOS.delete_workflows([one.workflow_id for one in ended])
        return len(ended)


def _for_dbos(schedule: Schedule) -> ScheduleInput:
    return {
        "schedule_name": schedule.name,
        "workflow_fn": cast("Any", schedule.work),
        "schedule": schedule.cron,
        "context": schedule.context,
        "automatic_backfill": True,
        "cron_timezone": _ZONE,
        "queue_name": RESUMED,
    }


@contextmanager
def durable(url: str, *, executor: str, listen: bool = True, concurrency: int = 1) -> Iterator[Durable]:
    """Durable work in the database at `url`, in the name of `executor`, until the end of the block.

    With `listen` this process takes what waits, `concurrency` parts at a time. At the end it finishes the steps that
    are under way, and leaves the rest to others.
    """
    quieten()
    stopping.clear()
    closed.clear()
    engine = open_durable_engine(url, _CONNECTIONS + concurrency)
    end_when_closed(engine)
    dbos = DBOS(
        config={
            "name": "jembatan",
            "system_database_engine": engine,
            "application_version": FORMAT,
            "executor_id": executor,
            "serializer": Json(),
            "use_listen_notify": False,
            "log_level": "WARNING",
        }
    )
    try:
        _listen(dbos, {QUEUE: concurrency, RESUMED: None} if listen else {})
        DBOS.launch()
        yield Durable(dbos, executor)
    finally:
        _leave(dbos, executor)
        engine.dispose()


def _listen(dbos: DBOS, queues: dict[str, int | None]) -> None:
    # Queues of the public kind keep their limits in the database: all processes would have those of the last.
    known = dbos._registry.internal_queue_map
    known.clear()
    for name, limit in queues.items():
        dbos._registry._register_internal_queue(name, worker_concurrency=limit, polling_interval_sec=_POLL_SECONDS)


def _leave(dbos: DBOS, executor: str) -> None:
    _stop(dbos)
    # DBOS tries for ever where the database is away; then others find out by themselves that this process is gone.
    giving = threading.Thread(target=_give, args=(dbos, executor), daemon=True)
    giving.start()
    giving.join(_GIVE_SECONDS)
    silence()
    closed.set()
    DBOS.destroy()


def _give(dbos: DBOS, executor: str) -> None:
    with suppress(DBAPIError):
        _take_up(dbos, executor)


def _stop(dbos: DBOS) -> None:
    if stopping.is_set():
        return
    stopping.set()
    for taking in dbos.background_thread_stop_events:
        taking.set()
    deadline = time.monotonic() + _STOP_SECONDS
    while dbos._active_workflows_set.activeList() and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS / 10)


def _take_up(dbos: DBOS, executor: str) -> int:
    database = dbos._sys_db
    pending = database.get_pending_workflows(executor, FORMAT)
    return sum(database.reenqueue_for_recovery(one.workflow_id, [executor], RESUMED) for one in pending)
