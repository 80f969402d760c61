"""What a party keeps of what it received: each record once, nothing written twice, nobody in clear."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import event, select, text

from adapter.records.database import reading, writing
from adapter.records.held import OWN, after_key, count, find, keep
from adapter.records.held_models import HeldRecord
from adapter.records.offered import Offering, Place
from adapter.records.vault import VaultError

LIST = Place("UJI", "dataPegawai")
HOUR = timedelta(hours=1)
MESSAGE = "3f0e1c9a-0000-4000-8000-000000000001"


def put(engine, vault, now, *contents, token: int | None = None, **how) -> list[str]:
    rows = [Offering(vault.index("nip", key), vault.index("nip", key), payload, token) for key, payload in contents]
    with writing(engine) as session:
        return [receipt.result for receipt in keep(session, vault, LIST, rows, now, MESSAGE, **how)]


def held(engine, vault, key: str, **how):
    with reading(engine) as session:
        return find(session, vault, LIST, [vault.index("nip", key)], **how).get(vault.index("nip", key))


def test_each_row_gets_its_receipt_in_order(engine, vault, now):
    assert put(engine, vault, now, ("1", b"a"), ("2", b"b")) == ["TERSIMPAN", "TERSIMPAN"]
    again = put(engine, vault, now, ("2", b"B"), ("1", b"a"), ("3", None), ("2", None))
    assert again == ["TERSIMPAN", "TIDAK_BERUBAH", "TIDAK_BERUBAH", "DIHAPUS"]
    assert (held(engine, vault, "1").payload, held(engine, vault, "2")) == (b"a", None)


def test_the_same_page_again_writes_nothing(engine, vault, now):
    page = [(str(number), b"a") for number in range(5)]
    put(engine, vault, now, *page)
    assert put(engine, vault, now, *page) == ["TIDAK_BERUBAH"] * 5
    assert put(engine, vault, now, ("0", b"b")) == ["TERSIMPAN"]
    assert [held(engine, vault, key).changes for key in ("0", "1")] == [2, 1]


def test_several_states_of_a_record_on_one_page_leave_the_last(engine, vault, now):
    assert put(engine, vault, now, ("1", b"a"), ("1", b"a"), ("1", b"b")) == ["TERSIMPAN", "TIDAK_BERUBAH", "TERSIMPAN"]
    assert (held(engine, vault, "1").payload, held(engine, vault, "1").changes) == (b"b", 1)


def test_an_older_token_does_not_overwrite_a_newer(engine, vault, now):
    put(engine, vault, now, ("1", b"new"), token=7)
    assert put(engine, vault, now, ("1", b"old"), token=6) == ["TIDAK_BERUBAH"]
    assert (held(engine, vault, "1").payload, held(engine, vault, "1").token) == (b"new", 7)
    # A full exchange has no tokens: it tells what stands now, also after the giver restored a backup.
    assert put(engine, vault, now, ("1", b"full")) == ["TERSIMPAN"]
    assert put(engine, vault, now, ("1", b"later"), token=2) == ["TERSIMPAN"]


def test_what_was_taken_out_does_not_come_back_by_an_older_word(engine, vault, now):
    put(engine, vault, now, ("1", b"a"), token=7)
    assert put(engine, vault, now, ("1", None), token=9) == ["DIHAPUS"]
    assert put(engine, vault, now, ("1", b"a"), token=8) == ["TIDAK_BERUBAH"]
    assert put(engine, vault, now, ("1", b"a"), said_at=now - HOUR) == ["TIDAK_BERUBAH"]
    assert held(engine, vault, "1") is None
    assert put(engine, vault, now, ("1", b"again"), token=10) == ["TERSIMPAN"]


def test_who_was_never_held_and_is_taken_out_does_not_come_by_an_older_word(engine, vault, now):
    assert put(engine, vault, now, ("1", None), token=9) == ["TIDAK_BERUBAH"]
    assert put(engine, vault, now, ("1", b"a"), token=8) == ["TIDAK_BERUBAH"]


def test_what_was_said_before_does_not_overwrite_what_stands(engine, vault, now):
    put(engine, vault, now - 2 * HOUR, ("1", b"a"))
    put(engine, vault, now, ("1", b"a"))  # the same, said again: what was said between has lost its say
    assert put(engine, vault, now, ("1", b"b"), said_at=now - HOUR) == ["TIDAK_BERUBAH"]
    assert (held(engine, vault, "1").payload, held(engine, vault, "1").changes) == (b"a", 1)


def test_a_clock_that_is_minutes_behind_loses_nothing(engine, vault, now):
    put(engine, vault, now, ("1", b"a"))
    assert put(engine, vault, now, ("1", b"b"), said_at=now - timedelta(minutes=6)) == ["TERSIMPAN"]


def test_of_a_page_that_says_the_same_again_and_then_news_the_news_stand(engine, vault, now):
    put(engine, vault, now, ("1", b"a"), token=5)
    key = vault.index("nip", "1")
    rows = [Offering(key, key, b"a", 6), Offering(key, key, b"b", 7), Offering(key, key, b"b", 8)]
    with writing(engine) as session:
        keep(session, vault, LIST, rows[:2], now, MESSAGE)
    assert held(engine, vault, "1").token == 7
    with writing(engine) as session:
        keep(session, vault, LIST, rows[2:], now, MESSAGE)
    assert held(engine, vault, "1").token == 8


def test_what_our_own_clock_wrote_down_when_it_had_jumped_loses_nothing(engine, vault, now):
    put(engine, vault, now + 24 * HOUR, ("1", b"a"))
    assert put(engine, vault, now, ("1", b"b")) == ["TERSIMPAN"]


@pytest.mark.parametrize("jump", [timedelta(minutes=5), 24 * HOUR])
def test_a_clock_that_is_set_back_lets_no_older_token_count(engine, vault, now, jump):
    put(engine, vault, now + jump, ("1", b"new"), token=9)
    assert put(engine, vault, now, ("1", b"old"), token=8) == ["TIDAK_BERUBAH"]
    assert put(engine, vault, now, ("1", b"newest"), token=10) == ["TERSIMPAN"]


def test_a_giver_who_has_restored_its_store_counts_from_an_older_token(engine, vault, now):
    put(engine, vault, now, ("1", b"lost"), token=9)
    assert put(engine, vault, now + HOUR, ("1", b"now"), token=8) == ["TERSIMPAN"]


def test_a_late_word_from_before_a_giver_restored_its_store_does_not_undo_what_it_said_after(engine, vault, now):
    put(engine, vault, now, ("1", b"now"), token=8)
    assert put(engine, vault, now, ("1", b"lost"), token=900, said_at=now - HOUR) == ["TIDAK_BERUBAH"]
    assert held(engine, vault, "1").payload == b"now"


def test_what_our_own_clock_wrote_down_when_it_had_jumped_does_not_hold_up_late_words_for_ever(engine, vault, now):
    put(engine, vault, now + 3650 * 24 * HOUR, ("1", b"a"))
    assert put(engine, vault, now, ("1", b"a")) == ["TIDAK_BERUBAH"]
    assert put(engine, vault, now + 3 * HOUR, ("1", b"b"), said_at=now + HOUR) == ["TERSIMPAN"]


def test_own_and_received_stand_beside_each_other(engine, vault, now):
    put(engine, vault, now, ("1", b"given"))
    put(engine, vault, now, ("1", b"own"), origin=OWN)
    assert held(engine, vault, "1").payload == b"given"
    assert held(engine, vault, "1", origin=OWN).payload == b"own"


def test_paging_by_key_gives_each_record_once(engine, vault, now):
    put(engine, vault, now, *((str(number), b"%d" % number) for number in range(7)))
    seen, last = [], None
    with reading(engine) as session:
        while page := after_key(session, vault, LIST, last, 3):
            seen += [row.payload for row in page]
            last = page[-1].key
        assert count(session, LIST) == 7
    assert sorted(seen) == [b"%d" % number for number in range(7)]


def test_nothing_is_readable_and_nothing_opens_elsewhere(engine, vault, now):
    put(engine, vault, now, ("1", b"Sari Utami"), ("2", b"Budi Santoso"))
    with writing(engine) as session:
        one, two = session.scalars(select(HeldRecord).order_by(HeldRecord.key))
        assert b"Sari" not in one.payload + two.payload
        one.payload = two.payload
    with reading(engine) as session, pytest.raises(VaultError):
        after_key(session, vault, LIST, None, 10)


def test_two_that_bring_the_same_page_at_once_write_it_once(engine, vault, now):
    barrier, page = Barrier(2), [(str(number), b"a") for number in range(200)]
    told = []

    def bring(rows):
        barrier.wait()
        told.extend(put(engine, vault, now, *rows))

    threads = [Thread(target=bring, args=(rows,)) for rows in (page, page[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(engine) as session:
        assert session.execute(text("SELECT count(*), sum(changes) FROM held_record")).one() == (200, 200)
    # Each of them may count what it brought: the sum is what was stored.
    assert sorted(told) == ["TERSIMPAN"] * 200 + ["TIDAK_BERUBAH"] * 200


def test_an_older_word_that_was_looked_at_first_and_written_last_undoes_nothing(engine, vault, now):
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")

    meanwhile = [("1", b"new")]

    def while_the_older_waits(_connection, _cursor, statement, *_):
        if meanwhile and statement.startswith("INSERT INTO held_record"):
            assert put(engine, vault, now, meanwhile.pop(), token=9) == ["TERSIMPAN"]

    event.listen(engine, "before_cursor_execute", while_the_older_waits)
    assert put(engine, vault, now, ("1", b"old"), ("2", b"b"), token=7) == ["TIDAK_BERUBAH", "TERSIMPAN"]
    assert (held(engine, vault, "1").payload, held(engine, vault, "1").changes) == (b"new", 1)


def test_what_a_transaction_has_written_it_reads(engine, vault, now):
    key = vault.index("nip", "1")
    with writing(engine) as session:
        for payload in (b"a", b"b"):
            keep(session, vault, LIST, [Offering(key, key, payload)], now, MESSAGE)
            assert find(session, vault, LIST, [key])[key].payload == payload
