"""Where pushes get their records: what a party offers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from adapter.agreements.lines import from_line
from adapter.agreements.operation import Call, Offer
from adapter.agreements.terms import Agreement
from adapter.exchange.outgoing import Made
from adapter.exchange.parts import At, Range
from adapter.records import offered
from adapter.records.mutations import REMOVED

PART_TOKENS = 10_000
"""Tokens of one part of a full push."""


@dataclass(frozen=True, slots=True)
class Offered:
    """The records of a list that this party offers, by their tokens. What it has taken out is not pushed."""

    agreement: Agreement
    offer: Offer

    def ranges(self, session: Session) -> list[Range]:
        """Ranges of tokens."""
        newest = offered.last_token(session, self.agreement.code)
        starts = range(0, newest, PART_TOKENS)
        return [Range(first, min(first + PART_TOKENS, newest), newest=newest) for first in starts]

    def changes(self, session: Session, since: int) -> list[Range]:
        """From the mark to the newest token."""
        newest = offered.last_token(session, self.agreement.code)
        return [Range(since, newest)] if newest > since else []

    def full(self, call: Call, seen: At, size: int) -> Made:
        """What stands after a token, within the part."""
        return self.delta(call, seen, size)

    def delta(self, call: Call, seen: At, size: int) -> Made:
        """What stands after a token, within the part."""
        feed = offered.after_token(call.session, self.agreement.code, [self.offer.listed.name], seen.reached, size)
        end = seen.last if seen.last is not None else feed.reached
        inside = [row for row in feed.rows if row.token <= end]
        more = feed.more and len(inside) == len(feed.rows) and feed.reached < end
        records: list[Any] = [
            from_line(offered.content_of(call.vault, row), self.offer.listed.record)
            for row in inside
            if row.change != REMOVED
        ]
        # Beyond the last of this list, the tokens are other lists'.
        return Made(tuple(records), feed.reached if more else end, more)

    def count(self, call: Call, one: Range, stage: str) -> int:  # noqa: ARG002 - the same in all of them
        """What stands in the range, of nobody who is restricted."""
        return offered.count_standing(call.session, self.agreement.code, self.offer.listed.name, one.first, one.last)
