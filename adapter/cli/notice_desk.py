"""What the commands of `jembatan notice` share: a notice of BKN's is recorded and journalled in one transaction."""

import re
from datetime import datetime
from typing import get_args

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.simple import NamaElemen, Teks40, Teks100, Teks1000
from adapter.agreements.terms import Agreement, Side
from adapter.agreements.types import SimpleType
from adapter.cli.desk import Desk
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.registry.catalogue import Catalogue
from adapter.registry.notice_models import Notice
from adapter.registry.notice_rules import Draft
from adapter.registry.notices import publish, sender_of


def tell(
    session: Session, desk: Desk, agreement: Agreement | None, draft: Draft, now: datetime, *, command: str, by: str
) -> None:
    """Record this party's notice and who decided it. Raises NoticeRefused, OperatorError for words that do not fit."""
    _require("number", draft.number, Teks100)
    _require("text", draft.text, Teks1000)
    _require("system", draft.system or "-", Teks40)
    for element in draft.elements:
        _require("element", element, NamaElemen)
    notice, known = publish(session, agreement, desk.catalogue.host, draft, now)
    code = agreement.code if agreement is not None else None
    if known:
        click.echo(f"{notice.number}: recorded already with the same content; nothing was changed")
        return
    record_act(session, desk.vault, command, code, by, now, number=draft.number, follows=draft.follows, text=draft.text)
    told = (code or "all partners") if desk.catalogue.host is Side.BKN else "BKN"
    click.echo(f"{notice.number}: told to {told} as number {notice.token}")


def _require(what: str, text: str, declared: object) -> None:
    """Refuse what the contract could not carry to a partner."""
    (simple,) = (note for note in get_args(declared) if isinstance(note, SimpleType))
    fits = text == " ".join(text.split()) and text.isprintable() and 1 <= len(text) <= (simple.max_length or 0)
    if not fits or (simple.pattern is not None and re.fullmatch(simple.pattern, text) is None):
        raise OperatorError(f"the notice's {what} {text[:40]!r}: 1 to {simple.max_length} characters; {simple.doc}")


def own_notice(session: Session, catalogue: Catalogue, number: str) -> tuple[Notice, Agreement | None]:
    """The notice of one's own with that number, and its agreement unless it is to all. Raises OperatorError."""
    own = catalogue.agreements[0] if catalogue.host is Side.PARTNER else None
    mine = Notice.sender == sender_of(own, catalogue.host)
    found = session.scalar(select(Notice).where(mine, Notice.number == number))
    if found is None:
        raise OperatorError(f"{catalogue.host.value} has told no notice {number!r}; see `jembatan notice list`")
    return found, catalogue.agreement(found.agreement) if found.agreement is not None else None
