"""What begins of itself, and when: nightly, twice a year, quarterly."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import structlog

from adapter.clock import system_clock
from adapter.errors import JembatanError
from adapter.exchange.cron import Schedule, next_firing
from adapter.exchange.durable_steps import step, workflow
from adapter.readiness_sync import BEGINNINGS, OFF
from adapter.settings import Settings

_LATE = timedelta(hours=1)
"""A firing so late gives way to a later one: three nights without a worker are caught up by one delta."""

Begin = Callable[[str, str], object]
"""Begins a run of an agreement, by its code, in a mode. Called inside of a workflow."""

_begin: list[Begin] = []

log = structlog.get_logger("jembatan")


def connect(begin: Begin) -> None:
    """Let the schedules begin runs by `begin`."""
    _begin[:] = [begin]


def schedules(settings: Settings) -> Iterator[Schedule]:
    """What the settings ask for; not checked here: that they say times (adapter.readiness_sync)."""
    for mode, field in BEGINNINGS.items():
        cron = getattr(settings, field)
        if cron.lower() == OFF:
            continue
        for agreement in sorted(settings.peer_urls):
            context = {"agreement": agreement, "mode": mode, "cron": cron}
            yield Schedule(f"{mode} {agreement}", cron, scheduled, context)


@workflow("sync.scheduled")
def scheduled(instant: str, context: dict[str, Any]) -> str:
    """Begin the run that was due at `instant`, unless a later one takes its place; gives what became of it."""
    told = {"agreement": context["agreement"], "mode": context["mode"], "due": instant}
    if step("sync.superseded", _superseded, instant, context["cron"]):
        log.info("schedule left out", **told)
        return "left out"
    try:
        for begin in _begin:
            begin(context["agreement"], context["mode"])
    except JembatanError as error:
        log.warning("schedule failed", error=type(error).__name__, reason=str(error), **told)
        raise
    log.info("schedule fired", **told)
    return "begun"


def _superseded(instant: str, cron: str) -> bool:
    due, now = datetime.fromisoformat(instant), system_clock()
    return now - due > _LATE and next_firing(cron, due) <= now
