"""When work begins of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from croniter import CroniterBadDateError, croniter  # DBOS's own: what it understands is what this one does

from adapter.clock import WIB


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a workflow begins of itself: `cron` in WIB, of five fields, or six with the seconds first.

    The workflow takes the instant for which it fires, in ISO 8601, and `context`, a JSON value.
    """

    name: str
    cron: str
    work: Callable[[str, Any], object]
    context: Any


def is_cron(text: str) -> bool:
    """Whether it says when: five fields, or six with the seconds first."""
    return bool(croniter.is_valid(text, second_at_beginning=True))


def ever_fires(cron: str) -> bool:
    """Whether such a day comes at all: 31 February does not."""
    try:
        croniter(cron, second_at_beginning=True).get_next(datetime)
    except CroniterBadDateError:
        return False
    return True


def next_firing(cron: str, after: datetime) -> datetime:
    """When it fires next, in WIB."""
    following: datetime = croniter(cron, after.astimezone(WIB), second_at_beginning=True).get_next(datetime)
    return following
