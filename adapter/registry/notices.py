"""Notices between BKN and its partners (domain: C11): told, read, confirmed. Nothing told is changed afterwards.

All functions work inside the caller's transaction. BKN's notices go to one agreement or to all; a partner's to BKN.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from adapter.agreements.kerja_sama.parties import PARTIES
from adapter.agreements.terms import Agreement, Side
from adapter.registry.notice_models import Notice, NoticeCounter, NoticeReceipt
from adapter.registry.notice_rules import Draft, NoticeRefused, Wrong, wrongs_of

_OTHER = {Side.BKN: Side.PARTNER, Side.PARTNER: Side.BKN}


@dataclass(frozen=True, slots=True)
class Seen:
    """A notice as one agreement's parties see it: who sent it, the recipient's confirmation, and when it ended."""

    notice: Notice
    sender: Side
    receipt: NoticeReceipt | None
    followed: str | None
    """The number of the notice that this one follows."""

    @property
    def ends_at(self) -> datetime | None:
        """When what it tells of ends: as announced since, or else as expected; None where nobody knows."""
        return end_of(self.notice)

    @property
    def withdrawn(self) -> bool:
        """Whether it was withdrawn since."""
        return any(later.withdrawn for later in self.notice.followers)


def end_of(notice: Notice) -> datetime | None:
    """The earliest end that was announced, or else expected."""
    ends = [later.ended_at for later in notice.followers if later.ended_at is not None]
    return min([*ends, *([notice.expected_end] if notice.expected_end is not None else [])], default=None)


def publish(
    session: Session, agreement: Agreement | None, by: Side, draft: Draft, now: datetime, *, to: Side | None = None
) -> tuple[Notice, bool]:
    """Record a notice by one party; gives it, and whether it was recorded before with the same content.

    Without `agreement`, to all partners: only BKN may. Raises NoticeRefused with everything that is wrong.
    """
    sender = sender_of(agreement, by)
    known = _numbered(session, sender, draft.number)
    followed = _numbered(session, sender, draft.follows) if draft.follows is not None else None
    if known is not None and _content(known) == _content(_row(draft, sender, agreement, to or _OTHER[by], followed)):
        return known, True
    if wrongs := tuple(wrongs_of(draft, agreement, known, followed)):
        raise NoticeRefused(*wrongs)
    row = _row(draft, sender, agreement, to or _OTHER[by], followed)
    row.token, row.recorded_at = _next_token(session), now
    session.add(row)
    session.flush()
    return row, False


def is_told(session: Session, number: str) -> bool:
    """Whether BKN has given a notice of this number."""
    return _numbered(session, PARTIES[Side.BKN], number) is not None


def seen_by(
    session: Session,
    agreement: Agreement,
    side: Side,
    *,
    after: int = 0,
    limit: int = 1000,
    unconfirmed: bool = False,
    own: bool = False,
) -> list[Seen]:
    """At most `limit` notices after a token, in order: those addressed to `side`; with `own`, those that it sent too.

    `unconfirmed`: only those addressed to it that wait for its confirmation.
    """
    concerned = _addressed(agreement, side)
    if own:
        concerned = or_(concerned, Notice.sender == sender_of(agreement, side))
    statement = select(Notice).where(concerned, Notice.token > after).order_by(Notice.token).limit(limit)
    if unconfirmed:
        confirmed = NoticeReceipt.agreement == agreement.code
        statement = statement.where(_addressed(agreement, side), ~Notice.receipts.any(confirmed))
    return [_seen(row, agreement) for row in session.scalars(statement)]


def last_token(session: Session) -> int:
    """The newest token; 0 where nothing was ever told."""
    return session.scalars(select(NoticeCounter.last_token)).one()


def confirm(
    session: Session, agreement: Agreement, by: Side, number: str, *, manner: str, who: str, now: datetime
) -> NoticeReceipt:
    """Record that the party `by` has received the notice `number`; a second time gives the first confirmation.

    Raises NoticeRefused where no such notice was addressed to it.
    """
    row = session.scalar(select(Notice).where(_addressed(agreement, by), Notice.number == number))
    if row is None:
        raise NoticeRefused(
            Wrong(
                "idPemberitahuan",
                "FORMAT_TIDAK_SAH",
                "tidak ada pemberitahuan dengan nomor ini yang ditujukan kepada pihak Anda",
                f"{agreement.code}: no notice {number!r} is addressed to {PARTIES[by]}; see `jembatan notice list`",
            )
        )
    receipt = session.get(NoticeReceipt, (row.token, agreement.code))
    if receipt is None:
        receipt = NoticeReceipt(
            notice_token=row.token, agreement=agreement.code, manner=manner, confirmed_at=now, confirmed_by=who
        )
        session.add(receipt)
        session.flush()
    return receipt


def sender_of(agreement: Agreement | None, by: Side) -> str:
    """How a sender stands in the table: BKN, or the code of the agreement whose partner it is."""
    if by is Side.BKN:
        return PARTIES[Side.BKN]
    if agreement is None:
        raise ValueError("a partner's notice belongs to its agreement")
    return agreement.code


def _numbered(session: Session, sender: str, number: str) -> Notice | None:
    return session.scalar(select(Notice).where(Notice.sender == sender, Notice.number == number))


def concerning(agreement: Agreement) -> ColumnElement[bool]:
    """The condition that a notice is under this agreement, or to all partners."""
    return or_(Notice.agreement == agreement.code, Notice.agreement.is_(None))


def _addressed(agreement: Agreement, side: Side) -> ColumnElement[bool]:
    return (Notice.recipient == PARTIES[side]) & concerning(agreement)


def _seen(row: Notice, agreement: Agreement) -> Seen:
    sender = Side.BKN if row.sender == PARTIES[Side.BKN] else Side.PARTNER
    receipt = next((one for one in row.receipts if one.agreement == agreement.code), None)
    return Seen(row, sender, receipt, row.first.number if row.first is not None else None)


def _next_token(session: Session) -> int:
    statement = update(NoticeCounter).values(last_token=NoticeCounter.last_token + 1)
    return session.execute(statement.returning(NoticeCounter.last_token)).scalar_one()


def _row(draft: Draft, sender: str, agreement: Agreement | None, to: Side, followed: Notice | None) -> Notice:
    contact = draft.contact
    return Notice(
        sender=sender,
        number=draft.number,
        agreement=agreement.code if agreement is not None else None,
        recipient=PARTIES[to],
        kind=draft.kind,
        system=draft.system,
        starts_at=draft.starts_at,
        expected_end=draft.expected_end,
        elements=" ".join(draft.elements),
        text=draft.text,
        contact_unit=contact.unit if contact else None,
        contact_phone=contact.phone if contact else None,
        contact_email=contact.email if contact else None,
        follows=followed.token if followed is not None else None,
        ended_at=draft.ended_at,
        withdrawn=draft.withdrawn,
    )


_UNLIKE = frozenset({"token", "recorded_at"})


def _content(row: Notice) -> dict[str, object]:
    """What must be the same where a notice comes again."""
    names = [column.key for column in Notice.__table__.columns if column.key not in _UNLIKE]
    return {name: getattr(row, name) for name in names}
