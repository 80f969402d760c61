"""The digest of an entry covers all of it, and never changes."""

from datetime import UTC, datetime, timedelta

import pytest

from adapter.clock import WIB
from adapter.journal import digests, journal
from adapter.journal.digests import FIELDS, as_instant, digested, encoded
from adapter.journal.models import Access, Entry, MessageId
from adapter.records.database import reading, writing


def test_every_column_is_in_it():
    """A column that is not in the list could be edited: a new list needs a new version, beside this one."""
    assert {"id", *FIELDS} == set(Entry.__table__.columns.keys())
    assert set(Access.__table__.columns.keys()) == {"entry_id", "subject"}
    assert set(MessageId.__table__.columns.keys()) == {"agreement", "message_id", "content_digest", "entry_id"}


def test_it_is_the_same_on_both_databases_and_for_ever(engine, vault, now):
    """Of a journal sealed years ago too: this value must not change."""
    exchange = journal.Exchange(
        correlation_id="0b1e3c1e-0000-4000-8000-000000000001", received_at=now, service="LayananX", user="Ümit",
        outcome="BERHASIL", request=b"<minta/>", answer=b"<jawab/>", verified=False, message_id="id-1",
    )  # fmt: skip
    with writing(engine) as session:
        journal.claim_message(session, "BPJS", "id-1", b"c" * 32)
        entry = journal.write(session, vault, exchange, [b"q" * 32, b"p" * 32])
        journal.settle_message(session, "BPJS", "id-1", entry)
    with reading(engine) as session:
        (found,) = digested(session, after=0, upto=entry)
    assert found.digest.hex() == "babde598a6be1c368e34503f588f21f07cbe75c31c0a5b895c4ba004859a6dcf"
    assert found.received_at == now


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((None,), ("",)),
        (("a", "b"), ("ab", "")),
        (("a",), (b"a",)),
        ((1,), ("1",)),
        ((1,), (1.0,)),
        ((), (None,)),
        (("a", None), (None, "a")),
        ((b"b" + bytes(8),), (b"", b"")),
        ((datetime(2026, 1, 1, tzinfo=UTC),), (datetime(2026, 1, 1, microsecond=1, tzinfo=UTC),)),
    ],
)
def test_no_two_lists_of_values_look_alike(one, other):
    assert encoded(*one) != encoded(*other)


@pytest.mark.parametrize(
    "stored",
    ["2026-11-20 02:00:00.000000", "2026-11-20T02:00:00+00:00", datetime(2026, 11, 20, 9, tzinfo=WIB)],
)
def test_an_instant_is_one_however_it_is_stored(stored):
    assert encoded(as_instant(stored)) == encoded(datetime(2026, 11, 20, 2, tzinfo=UTC))


def test_large_messages_are_read_few_at_a_time(kept, monkeypatch):
    kept.write(2)
    kept.write(3, request=b"x" * 1000)
    kept.write(2)
    whole = _all(kept)
    monkeypatch.setattr(digests, "_PAGE_BYTES", 1500)
    monkeypatch.setattr(digests, "_PAGE_ROWS", 5)
    with reading(kept.engine) as session:
        ends = [digests._page_end(session, after, 7) for after in (0, 3, 4, 5, 7)]
    assert ends == [3, 4, 7, 7, None]
    assert _all(kept) == whole
    assert [entry.entry_id for entry in whole] == [1, 2, 3, 4, 5, 6, 7]
    assert whole[1].received_at - whole[0].received_at == timedelta(seconds=1)


def _all(kept):
    with reading(kept.engine) as session:
        return list(digested(session, after=0, upto=7))
