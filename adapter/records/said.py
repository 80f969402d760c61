"""Which of two words about a record is the later one: by when its giver said it, however late it arrives.

A message is said when it is signed. One that came in a folder may be weeks old, and must neither undo what was said
after it nor bring back who was taken out meanwhile.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.limits import CLOCK_SKEW, MAX_TIMESTAMP_LIFETIME
from adapter.records.said_models import GoneRecord
from adapter.records.tables import dialect_of, insert_into

UNSURE = MAX_TIMESTAMP_LIFETIME + CLOCK_SKEW
"""Two clocks that talk to each other over HTTP may differ by so much: nobody's word is lost for that."""


@dataclass(frozen=True, slots=True)
class Said:
    """When a word was said, and the giver's token of it, where it has one."""

    at: datetime
    token: int | None = None

    def is_older_than(self, standing: "Said") -> bool:
        """Whether what stands was said later.

        What was surely said later counts; of two tokens near each other the larger. So a giver that has restored its
        store counts from its smaller tokens on, and what it lost then does not come back.
        """
        behind = standing.at - self.at
        if self.token is not None and standing.token is not None and abs(behind) <= UNSURE:
            return self.token < standing.token
        return behind > UNSURE

    def is_news_after(self, standing: "Said") -> bool:
        """Whether it is worth noting that the same was said again."""
        return self.token != standing.token or self.at - standing.at > UNSURE / 2

    def seen_at(self, now: datetime) -> "Said":
        """The same, but where it was said after now: our clock had jumped, and nobody knows when it was said.

        Then no word that comes over HTTP is surely earlier or later, and the next one puts it right; what comes late
        waits for that.
        """
        return self if self.at <= now + CLOCK_SKEW else replace(self, at=now - MAX_TIMESTAMP_LIFETIME)


def note_gone(session: Session, store: str, gone: Mapping[bytes, Said]) -> None:
    """Remember what was taken out of a store, and when that was said."""
    if not gone:
        return
    rows = [{"store": store, "key": key, "said_at": gone[key].at, "token": gone[key].token} for key in sorted(gone)]
    statement = insert_into(GoneRecord, dialect_of(session))
    told = {name: statement.excluded[name] for name in ("said_at", "token")}
    session.execute(statement.on_conflict_do_update(index_elements=["store", "key"], set_=told), rows)


def gone_from(session: Session, store: str, keys: Collection[bytes]) -> dict[bytes, Said]:
    """Of these records those that were taken out, and when that was said; some may have come back since."""
    if not keys:
        return {}
    found = select(GoneRecord).where(GoneRecord.store == store, GoneRecord.key.in_(keys))
    return {row.key: Said(row.said_at, row.token) for row in session.scalars(found)}
