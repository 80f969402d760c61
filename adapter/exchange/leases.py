"""What only one process may do at a time: whoever comes second is told who is at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from adapter.clock import WIB, Clock
from adapter.errors import OperatorError
from adapter.exchange.executor_models import Executor, Lease
from adapter.exchange.executors import database_now, is_dead, this_process
from adapter.records.database import reading, writing
from adapter.records.tables import table_of


class Running(OperatorError):
    """Somebody who is alive is doing it; the text says who, where and since when."""


class LeaseLost(OperatorError):
    """It was taken from this executor, which another took for dead."""


def take(engine: Engine, name: str, executor: str, now: datetime) -> None:
    """Hold `name` as `executor`, at once where its holder is dead. Raises Running.

    To take what one holds already changes nothing. The executor must be known: see executors.present.
    """
    try:
        with writing(engine) as session:
            _take(session, name, executor, now)
    except IntegrityError:
        # Both found it free; whoever was second finds it taken now.
        with writing(engine) as session:
            _take(session, name, executor, now)


def _take(session: Session, name: str, executor: str, now: datetime) -> None:
    held = session.scalar(select(Lease).where(Lease.name == name).with_for_update())
    table = table_of(Lease)
    if held is None:
        session.execute(insert(table).values(name=name, executor=executor, since=now))
        return
    if held.executor == executor:
        return
    holder = session.get(Executor, held.executor)
    if holder is not None and not is_dead(holder, this_process(), database_now(session)):
        raise Running(_who(held, holder, now))
    session.execute(update(table).where(Lease.name == name).values(executor=executor, since=now))


def _who(held: Lease, holder: Executor, now: datetime) -> str:
    since, today = held.since.astimezone(WIB), now.astimezone(WIB).date()
    when = f"{since:%H:%M}" if since.date() == today else f"{since:%Y-%m-%d %H:%M}"
    return (
        f"sync of {held.name} is running since {when} in process {holder.pid} on host {holder.host} ({holder.role}); "
        "wait for it, or stop it"
    )


def holds(engine: Engine, name: str, executor: str) -> bool:
    """Whether `executor` still holds it."""
    with reading(engine) as session:
        return session.scalar(select(Lease.executor).where(Lease.name == name)) == executor


def require(session: Session, name: str, executor: str) -> None:
    """Nothing where `executor` holds it, until the end of the transaction. Raises LeaseLost."""
    held = session.scalar(select(Lease.executor).where(Lease.name == name).with_for_update())
    if held != executor:
        raise LeaseLost(f"sync of {name} is {f'now with {held}' if held else 'with nobody'}; this one ends")


def release(engine: Engine, name: str, executor: str) -> None:
    """Let it go; nothing where `executor` does not hold it."""
    with writing(engine) as session:
        own = delete(table_of(Lease)).where(Lease.name == name, Lease.executor == executor)
        session.execute(own)


@contextmanager
def lease(engine: Engine, name: str, executor: str, clock: Clock) -> Iterator[None]:
    """Hold `name` until the end of the block. Raises Running."""
    take(engine, name, executor, clock())
    try:
        yield
    finally:
        release(engine, name, executor)
