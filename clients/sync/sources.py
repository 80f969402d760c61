"""Where pushes get their records: what a party offers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from adapter.agreements.lines import from_line
from adapter.agreements.operation import Call, Offer
from adapter.agreements.terms import Agreement
from adapter.exchange.outgoing import Made
from adapter.exchange.runs import Range
from adapter.records import offered
from adapter.records.mutations import REMOVED

PART_TOKENS = 10_000
"""Tokens of one part of a full push."""


@dataclass(frozen=True, slots=True)
class Offered:
    """The records of a list that this party offers, by their tokens. What it has taken out is not pushed."""

    agreement: Agreement
    offer: Offer

    def newest(self, session: Session) -> int:
        """The newest token of the agreement."""
        return offered.last_token(session, self.agreement.code)

    def ranges(self, session: Session) -> list[Range]:
        """Ranges of tokens."""
        newest = self.newest(session)
        return [Range(first, min(first + PART_TOKENS, newest)) for first in range(0, newest, PART_TOKENS)]

    def full(self, call: Call, seen: Range, after: int, size: int) -> Made:
        """What stands after a token, within the part."""
        return self._after(call, after, size, seen.last)

    def delta(self, call: Call, after: int, size: int) -> Made:
        """What stands after a token."""
        return self._after(call, after, size, None)

    def _after(self, call: Call, after: int, size: int, last: int | None) -> Made:
        newest = self.newest(call.session)
        end = newest if last is None else last
        feed = offered.after_token(call.session, self.agreement.code, [self.offer.listed.name], after, size)
        inside = [row for row in feed.rows if row.token <= end]
        more = feed.more and len(inside) == len(feed.rows) and feed.reached < end
        # Beyond the last of this list, the tokens are other lists'.
        reached = feed.reached if more else end
        records: list[Any] = [
            from_line(offered.content_of(call.vault, row), self.offer.listed.record)
            for row in inside
            if row.change != REMOVED
        ]
        return Made(tuple(records), reached, more)
