"""What durable work is written with: workflows, their steps, and their pauses.

A step that was under way when its process died is done again, so what it does in our own tables must bear that.
"""

import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from dbos import DBOS

from adapter.exchange.failures import safe_errors

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

stopping = threading.Event()
"""The process is to end: what is durable work leaves at its next step."""


class Stopped(BaseException):
    """The process is ending. Not an Exception: DBOS must not record it, the work is to be taken up by another."""


def workflow(name: str) -> Callable[[F], F]:
    """A function that goes on after a crash, from its last step. Its arguments and result are JSON values."""

    def decorate(work: F) -> F:
        @wraps(work)
        def guarded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the work takes and gives
            with safe_errors():
                return work(*args, **kwargs)

        # A run may be killed any number of times; DBOS would give it up after a hundred.
        return cast("F", DBOS.workflow(name=name, max_recovery_attempts=None)(guarded))

    return decorate


def step(name: str, do: Callable[..., T], *args: Any) -> T:  # noqa: ANN401 - whatever `do` takes
    """What `do` gives, a JSON value: done once and kept, unless the process dies before it is kept.

    Raises DurableFailed for what `do` raises, and the same again when the workflow is taken up: an error is a result.
    Outside of a workflow it is done, and nothing is kept.
    """

    def guarded() -> T:
        with safe_errors():
            return do(*args)

    if DBOS.workflow_id is None:
        return guarded()
    leave_if_stopping()
    return DBOS.run_step({"name": name}, guarded)


def pause(seconds: float) -> None:
    """Wait so long, but no longer than until this process is told to stop. Raises Stopped there, in durable work."""
    if DBOS.workflow_id is None:
        time.sleep(seconds)
        return
    stopping.wait(seconds)
    leave_if_stopping()


def leave_if_stopping() -> None:
    """Raise Stopped in durable work of a process that is to end."""
    if stopping.is_set() and DBOS.workflow_id is not None:
        raise Stopped
