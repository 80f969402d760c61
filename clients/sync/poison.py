"""Records that break the page they stand on: found one by one, so that they alone are set aside."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from adapter.errors import StoreUnavailable
from adapter.records.cards import Receipt
from adapter.records.database import is_away, lost_a_race
from clients.errors import ContractRefused, RequestRefused

FAILED = "GAGAL_DITERAPKAN"
"""The result of a record that raised an error where it was to be applied."""

_ROW = re.compile(r"/[^/]+/[^/\[\]]+\[([0-9]{1,6})\](?:/.*)?")

Take = Callable[[Sequence[Any]], list[Receipt]]
log = structlog.get_logger("jembatan")


def take_each(session: Session, rows: Sequence[Any], take: Take, leg: str) -> list[Receipt]:
    """Apply rows, a receipt for each, in order; where they raise together, each for itself in a savepoint.

    Raises what says that the database is away: that is nobody's record's fault.
    """
    try:
        with session.begin_nested():
            return take(rows)
    except Exception as error:  # noqa: BLE001 - whatever a record may raise
        _require_poison(error)
    return [_take_one(session, row, take, leg) for row in rows]


def _take_one(session: Session, row: Any, take: Take, leg: str) -> Receipt:  # noqa: ANN401 - a row of any list
    try:
        with session.begin_nested():
            (receipt,) = take([row])
            return receipt
    except Exception as error:  # noqa: BLE001 - as above
        _require_poison(error)
        # The class only: an error's text may quote the record.
        log.warning("record set aside", leg=leg, error=type(error).__name__)
        return Receipt(FAILED)


def _require_poison(error: Exception) -> None:
    away = isinstance(error, (StoreUnavailable, PoolTimeout, MemoryError))
    # Nor is it one, that another transaction was quicker: the whole page is tried again.
    if away or (isinstance(error, DBAPIError) and (is_away(error) or lost_a_race(error))):
        raise error


def rows_named(error: RequestRefused, count: int) -> dict[int, str]:
    """Which of `count` rows a refusal names by their paths, with the code of the first thing wrong with each."""
    if not isinstance(error, ContractRefused) and not error.kodeGalat.startswith("ELEMEN_"):
        return {}
    found: dict[int, str] = {}
    for one in error.kesalahan:
        match = _ROW.fullmatch(one.jalur)
        number = int(match[1]) - 1 if match else -1
        if 0 <= number < count:
            found.setdefault(number, one.kodeGalat)
    return found
