"""How many records of a list stand after a token, at a cost that does not grow with the list.

The tokens are cut into runs of 256, those into runs of 256 runs, and so on; each run's count is kept by the writer.
What stands after a token is then the rest of its own run, counted by index, and at most 255 counts of every size.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from adapter.records.offered_models import OfferCount, OfferedRecord
from adapter.records.tables import dialect_of, insert_into, table_of

_RUN = 256
_SIZES = (1, 2, 3)
"""Runs of 256, 65 536 and 16.8 million tokens; of the last there are as many as it takes."""


def note_counts(
    session: Session, agreement: str, list_name: str, added: Iterable[int], replaced: Iterable[int]
) -> None:
    """Count these tokens in, and those whose records a later one has replaced out of what stands.

    The caller holds the agreement's counter: nobody else writes these counts meanwhile.
    """
    states: Counter[tuple[int, int]] = Counter()
    standing: Counter[tuple[int, int]] = Counter()
    for token in added:
        states.update(_runs(token))
        standing.update(_runs(token))
    for token in replaced:
        standing.subtract(_runs(token))
    rows = [
        {
            "agreement": agreement,
            "list_name": list_name,
            "size": size,
            "run": run,
            "states": states[size, run],
            "standing": standing[size, run],
        }
        for size, run in {**states, **standing}
    ]
    if rows:
        _add(session, rows)


def _runs(token: int) -> list[tuple[int, int]]:
    return [(size, token // _RUN**size) for size in _SIZES]


def _add(session: Session, rows: list[dict[str, object]]) -> None:
    table, statement = table_of(OfferCount), insert_into(OfferCount, dialect_of(session))
    sums = {name: table.c[name] + statement.excluded[name] for name in ("states", "standing")}
    session.execute(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=sums), rows)


def count_after(session: Session, agreement: str, lists: Sequence[str], token: int, *, every_state: bool) -> int:
    """How many records stand in these lists after `token`, or with `every_state` how many states they have had."""
    edge, runs = _edges(token + 1)
    rest = select(func.count()).where(
        OfferedRecord.agreement == agreement,
        OfferedRecord.list_name.in_(lists),
        OfferedRecord.token > token,
        OfferedRecord.token < edge,
    )
    if not every_state:
        rest = rest.where(~OfferedRecord.replaced)
    kept = OfferCount.states if every_state else OfferCount.standing
    whole = select(func.coalesce(func.sum(kept), 0)).where(
        OfferCount.agreement == agreement, OfferCount.list_name.in_(lists), or_(*runs)
    )
    return (session.scalar(rest) or 0) + int(session.scalar(whole) or 0)


def _edges(first: int) -> tuple[int, list[ColumnElement[bool]]]:
    """Where the run of the token `first` ends, and the runs of each size that together reach from there to the end."""
    runs: list[ColumnElement[bool]] = []
    begin = edge = -(-first // _RUN)
    for size in _SIZES:
        end = -(-begin // _RUN)
        beyond = OfferCount.run >= begin
        inside = beyond if size == _SIZES[-1] else and_(beyond, OfferCount.run < end * _RUN)
        runs.append(and_(OfferCount.size == size, inside))
        begin = end
    return edge * _RUN, runs
