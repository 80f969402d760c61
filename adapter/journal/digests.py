"""The digest of a journal entry: of all its columns, its access lines, and the idPesan that is settled with it.

It is taken over what is stored, messages sealed as they are: whoever checks it needs no data key. The same entry has
the same digest on SQLite and on PostgreSQL. The entry's id is not in it: a seal holds the two together, and so a
journal in another order can be told from one with other content.

Values are read past SQLAlchemy's types, which trust what is stored; here it may be anything.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Select, column, func, select, table
from sqlalchemy.orm import Session

_DOMAIN = "jembatan journal entry, version 1"

FIELDS = (
    "received_at", "correlation_id", "service", "operation", "agreement", "signer", "message_id", "user", "purpose",
    "outcome", "result_number", "element_version", "request_digest", "request_size", "request_sealed", "answer_digest",
    "answer_size", "answer_sealed",
)  # fmt: skip
"""The columns in the digest, in its order. Another list is another version, under another domain."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_PAGE_ROWS = 100
_PAGE_BYTES = 8 * 1024 * 1024
"""Of messages read at a time: a hundred small ones, or two or three of the largest."""


class Digested(NamedTuple):
    """An entry's id, its digest, and when its request came in (where that is still an instant)."""

    entry_id: int
    digest: bytes
    received_at: object


def digested(session: Session, *, after: int, upto: int) -> Iterator[Digested]:
    """Every entry with an id above `after` and at most `upto`, in the order of their ids; read page by page."""
    while (end := _page_end(session, after, upto)) is not None:
        page = rows(session, "journal_entry", ("id", *FIELDS), above=after, upto=end)
        accesses = _beside(session, "journal_access", ("entry_id", "subject"), after, end)
        claims = _beside(session, "message_id", ("entry_id", "agreement", "message_id", "content_digest"), after, end)
        for entry_id, received_at, *rest in page:
            instant = as_instant(received_at)
            own = encoded(instant, *rest)
            digest = sha256(encoded(_DOMAIN, own, _set(accesses[entry_id]), _set(claims[entry_id]))).digest()
            yield Digested(entry_id, digest, instant)
        after = end


def _page_end(session: Session, after: int, upto: int) -> int | None:
    """The id of the last entry that fits into one page, or None where there is no entry."""
    # Without `upto` in the statement: a planner without statistics would sort the whole range for it.
    sizes = [func.coalesce(func.length(column(name)), 0) for name in ("request_sealed", "answer_sealed")]
    key: Any = column("id")
    source = table("journal_entry", key, column("request_sealed"), column("answer_sealed"))
    found = select(key, sizes[0] + sizes[1]).select_from(source).where(key > after).order_by(key).limit(_PAGE_ROWS)
    end, size = None, 0
    for entry_id, of_both in session.execute(found).all():
        size += of_both
        if entry_id > upto or (end is not None and size > _PAGE_BYTES):
            break
        end = entry_id
    return end


def _beside(session: Session, name: str, columns: Sequence[str], after: int, end: int) -> dict[int, list[bytes]]:
    """The rows of a table that belong to a page of entries, encoded, by entry."""
    found = defaultdict(list)
    for entry_id, *values in rows(session, name, columns, above=after, upto=end):
        found[entry_id].append(encoded(*values))
    return found


def rows(
    session: Session,
    name: str,
    columns: Sequence[str],
    *,
    above: int,
    upto: int | None = None,
    limit: int | None = None,
) -> Sequence[Any]:
    """Rows of a table, untyped, by their first column: above one value, at most another, in its order."""
    key: Any = column(columns[0])
    source: Any = table(name, *(column(one) for one in columns))
    found: Select[Any] = select(source).where(key > above).order_by(key).limit(limit)
    return session.execute(found if upto is None else found.where(key <= upto)).all()


def _set(rows: list[bytes]) -> bytes:
    # In an order of their own: that of the database's collation is its own affair.
    return encoded(*sorted(rows))


def encoded(*values: object) -> bytes:
    """The values as bytes, each with its kind and length: no two lists of values look alike."""
    parts = [len(values).to_bytes(8)]
    for value in values:
        kind, content = _kind_and_content(value)
        parts += (kind, len(content).to_bytes(8), content)
    return b"".join(parts)


def _kind_and_content(value: object) -> tuple[bytes, bytes]:
    match value:
        case None:
            return b"-", b""
        case bytes():
            return b"b", value
        case str():
            return b"s", value.encode()
        case int():
            return b"i", str(value).encode()
        case datetime():
            return b"t", str((value - _EPOCH) // _MICROSECOND).encode()
        case _:
            # Never written by us; whatever it is, it must not look like something that is.
            return b"?", repr(value).encode()


def as_instant(value: object) -> object:
    """An instant as both databases give it, in UTC; SQLite's is text without a zone. Anything else as it is."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value
