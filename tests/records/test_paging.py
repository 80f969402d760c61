from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from adapter.records.database import reading
from adapter.records.paging import BadCursor, Page, Scope, page_of
from adapter.records.people import identity_of
from adapter.records.vault import Vault
from tests.support.records import record, restrict, store

NIPS = [f"19900101201504190{number}" for number in range(1, 8)]
ALL = Scope(("CPNS", "PNS"))


@pytest.fixture
def filled(engine: Engine, vault: Vault, now: datetime) -> Engine:
    """Seven people, of whom the third is restricted and the fourth dismissed."""
    people = [record(nip=nip, nik=None, legal_position="66" if nip == NIPS[3] else "01") for nip in NIPS]
    store(engine, vault, now, *people)
    restrict(engine, vault, now, NIPS[2])
    return engine


def _page(engine: Engine, vault: Vault, cursor: str | None = None, scope: Scope = ALL) -> tuple[Page, list[str]]:
    with reading(engine) as session:
        page = page_of(session, vault, scope, cursor, 2)
        return page, [identity_of(person, vault).nip for person in page.people]


def test_pages_follow_each_other_to_the_end(filled: Engine, vault: Vault) -> None:
    seen, cursor = [], None
    while True:
        page, nips = _page(filled, vault, cursor)
        assert (page.total, page.restricted) == (5, 1)
        seen += [nips]
        cursor = page.cursor
        if cursor is None:
            break
        assert len(cursor) <= 40
    assert seen == [NIPS[0:2], NIPS[4:6], NIPS[6:]]


def test_who_changes_while_a_partner_pulls_comes_again(filled: Engine, vault: Vault, now: datetime) -> None:
    cursor = _page(filled, vault)[0].cursor
    store(filled, vault, now + timedelta(minutes=1), record(nip=NIPS[0], nik=None, grade="IV/a"))
    cursor = _page(filled, vault, cursor)[0].cursor
    assert _page(filled, vault, cursor)[1] == [NIPS[6], NIPS[0]]


def test_only_those_changed_since(filled: Engine, vault: Vault, now: datetime) -> None:
    later = now + timedelta(minutes=1)
    store(filled, vault, later, record(nip=NIPS[1], nik=None, grade="IV/a"))
    page, nips = _page(filled, vault, scope=Scope(ALL.kinds, later))
    assert (nips, page.total, page.cursor) == ([NIPS[1]], 1, None)


@pytest.mark.parametrize("cursor", ["", "x", "kursor", "AAAA", "é" * 40, "A" * 40, "=" * 40])
def test_a_made_up_cursor_is_refused(filled: Engine, vault: Vault, cursor: str) -> None:
    with pytest.raises(BadCursor):
        _page(filled, vault, cursor)


def test_a_cursor_serves_only_the_request_that_it_was_given_for(filled: Engine, vault: Vault, now: datetime) -> None:
    cursor = _page(filled, vault)[0].cursor
    for scope in (Scope(("PNS",)), Scope(ALL.kinds, now)):
        with pytest.raises(BadCursor):
            _page(filled, vault, cursor, scope)
