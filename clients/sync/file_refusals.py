"""Pages that the other party has refused as files: each gets right in the end, or is set aside with its reason.

Over HTTP a refusal stops the run, and somebody looks. A folder goes to and fro for weeks: what is refused goes out with
the next one as another message, but not for ever.
"""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from adapter.exchange import outgoing, outgoing_files, parts
from adapter.exchange.outgoing import Outgoing
from adapter.exchange.parts import PartKey
from adapter.exchange.set_aside import PUSH, Place
from adapter.records.cards import Receipt
from adapter.records.database import writing
from clients.errors import RequestRefused, UnderMaintenance
from clients.sync.legs import sort_out
from clients.sync.poison import rows_named
from clients.sync.push import NOT_OF_THE_PAGE, Push
from clients.sync.site import Said, Site

MOST_REFUSALS = 3
"""Of one page, without a word which of its records is to blame."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A page of a part, which begins after `first`, and why it was refused."""

    push: Push
    key: PartKey
    first: int
    page: Outgoing
    error: RequestRefused

    @property
    def is_of_the_page(self) -> bool:
        """Whether the page itself was refused, and not whatever would have come that day."""
        return not isinstance(self.error, (*NOT_OF_THE_PAGE, UnderMaintenance))


def put_right(site: Site, refused: Refused, said: Said) -> None:
    """Set aside the records that are to blame, and keep the others to go out as another message. Raises Overtaken."""
    push, page, key = refused.push, refused.page, refused.key
    named = rows_named(refused.error, len(page.made.rows))
    refusals = page.refusals + (refused.is_of_the_page and not named)
    if refusals >= MOST_REFUSALS:
        named = dict.fromkeys(range(len(page.made.rows)), refused.error.kodeGalat)
    made, version = push.as_now(site, key, refused.first, page, without=named.keys())
    with writing(site.engine) as session:
        parts.locked(session, key)
        outgoing_files.place_of(session, page.message_id)  # or another process has put it right
        counts = _set_aside(site, session, refused, named)
        if made is None:
            outgoing.drop_from(session, key, refused.first)
        elif made.rows:
            outgoing.acknowledge(session, page.message_id)
            outgoing.keep(session, site.vault, key, refused.first, made, version, site.clock(), refusals=refusals)
        if made is None or made.rows:
            parts.add_counts(session, key, counts)
        else:
            outgoing_files.acknowledge(session, page.message_id, counts)
            push.roll_on(site, session, key)
        site.write_down(session, said)


def _set_aside(site: Site, session: Session, refused: Refused, named: dict[int, str]) -> Counter[str]:
    push, rows = refused.push, refused.page.made.rows
    place = Place(push.agreement.code, push.name, PUSH, refused.key.run_id)
    receipts = [Receipt(code) for code in named.values()]
    return sort_out(site, session, place, push.naming, [rows[number] for number in named], receipts, site.clock())
