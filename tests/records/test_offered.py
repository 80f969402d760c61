"""What a party offers for pulling: tokens without gaps, the newest state of each record, nothing overwritten."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from adapter.errors import OperatorError
from adapter.records.database import reading, writing
from adapter.records.marks import mark_of, move_mark
from adapter.records.offered import Offering, Place, after_token, content_of, last_token, offer
from adapter.records.offered_models import OfferedRecord
from adapter.records.vault import VaultError

LIST = Place("UJI", "kartu")


def put(engine, vault, now, *contents: tuple[str, bytes | None], place: Place = LIST) -> dict[str, int]:
    rows = [Offering(vault.index("nip", key), vault.index("nip", key), payload) for key, payload in contents]
    with writing(engine) as session:
        return offer(session, vault, place, rows, now)


def feed(engine, since: int = 0, size: int = 10, **how):
    with reading(engine) as session:
        session.expire_on_commit = False
        return after_token(session, "UJI", ["kartu"], since, size, **how)


def test_only_what_is_new_changed_or_gone_gets_a_token(engine, vault, now):
    assert put(engine, vault, now, ("1", b"a"), ("2", b"b")) == {"BARU": 2, "UBAH": 0, "HAPUS": 0}
    assert put(engine, vault, now, ("1", b"a"), ("2", b"B")) == {"BARU": 0, "UBAH": 1, "HAPUS": 0}
    assert put(engine, vault, now, ("1", None), ("3", None)) == {"BARU": 0, "UBAH": 0, "HAPUS": 1}
    assert put(engine, vault, now, ("1", b"a")) == {"BARU": 1, "UBAH": 0, "HAPUS": 0}
    with reading(engine) as session:
        rows = session.scalars(select(OfferedRecord).order_by(OfferedRecord.token)).all()
        told = [(row.token, row.change, content_of(vault, row)) for row in rows]
    assert told == [
        (1, "BARU", b"a"), (2, "BARU", b"b"), (3, "UBAH", b"B"), (4, "HAPUS", b"a"), (5, "BARU", b"a"),
    ]  # fmt: skip


def test_one_state_of_each_record_stands_and_pages_count_what_is_left(engine, vault, now):
    put(engine, vault, now, *((str(number), b"a") for number in range(5)))
    put(engine, vault, now, ("0", b"b"))
    page = feed(engine, size=3)
    assert ([row.token for row in page.rows], page.total, page.reached, page.more) == ([2, 3, 4], 5, 4, True)
    page = feed(engine, page.reached, size=3)
    assert ([row.token for row in page.rows], page.total, page.reached, page.more) == ([5, 6], 2, 6, False)
    assert feed(engine, 6).reached == 6
    assert len(feed(engine, every_state=True).rows) == 6


def test_lists_of_an_agreement_share_its_tokens(engine, vault, now):
    put(engine, vault, now, ("1", b"a"))
    put(engine, vault, now, ("1", b"a"), place=Place("UJI", "pejabat"))
    put(engine, vault, now, ("1", b"a"), place=Place("LAIN", "kartu"))
    with reading(engine) as session:
        assert (last_token(session, "UJI"), last_token(session, "LAIN"), last_token(session, "NIHIL")) == (2, 1, 0)
    assert [row.token for row in feed(engine).rows] == [1]


def test_what_is_sealed_for_one_record_opens_for_no_other(engine, vault, now):
    put(engine, vault, now, ("1", b"a"), ("2", b"b"))
    one, other = feed(engine).rows
    one.payload = other.payload
    with pytest.raises(VaultError):
        content_of(vault, one)


def test_writers_at_once_leave_no_gap(engine, vault, now):
    start = Barrier(4)

    def write(number: int) -> None:
        start.wait()
        for step in range(5):
            put(engine, vault, now, (f"{number}{step}", b"a"))

    threads = [Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row.token for row in feed(engine, size=100).rows] == list(range(1, 21))


def test_a_mark_moves_only_from_where_it_is(engine, now):
    with writing(engine) as session:
        move_mark(session, "UJI", "ambil", 0, 5, now)
    with writing(engine) as session:
        assert mark_of(session, "UJI", "ambil") == 5
        with pytest.raises(OperatorError, match="another process pulls it too"):
            move_mark(session, "UJI", "ambil", 0, 6, now)
