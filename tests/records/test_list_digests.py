"""The digests of a list: keyed by what two parties share, and stale from the transaction that changes a record on."""

from threading import Event, Thread

import pytest
from sqlalchemy import select

from adapter.records import digests
from adapter.records.database import reading, writing
from adapter.records.digest_models import ComparedList, ComparisonSalt, ListDigest, StaleDigest
from adapter.records.digests import (
    State,
    at_positions,
    digest_of,
    learn_salt,
    make_salt,
    mark_stale,
    opened,
    position_of,
    put,
    salt_of,
    summaries,
    take_stale,
)
from adapter.records.held import held_store, keep
from adapter.records.offered import Offering, Place, offer, offered_store
from adapter.records.ranges import WHOLE, Mark, deepest_at, summarise
from adapter.records.storing import Writer
from adapter.records.vault import Vault
from tests.support.records import NIP, record

LIST = Place("UJI", "kartu")
SALT = b"s" * 32


def watch(engine, store: str = "store", basis: bytes = b"1") -> None:
    with writing(engine) as session:
        opened(session, LIST, store, basis)


def stale(engine) -> list[bytes]:
    with reading(engine) as session:
        return sorted(session.scalars(select(StaleDigest.row_key)))


def test_the_secret_is_made_once_and_stands_sealed(engine, vault):
    with writing(engine) as session:
        assert salt_of(session, vault, "UJI") is None
        made = make_salt(session, vault, "UJI")
        assert (len(made), make_salt(session, vault, "UJI"), salt_of(session, vault, "UJI")) == (32, made, made)
        assert made not in session.scalars(select(ComparisonSalt.salt)).one()


def test_another_secret_takes_the_place_of_the_one_that_was_learned(engine, vault):
    with writing(engine) as session:
        learn_salt(session, vault, "UJI", SALT)
        assert learn_salt(session, vault, "UJI", b"t" * 32) == salt_of(session, vault, "UJI") == b"t" * 32


def test_position_and_digest_hang_on_the_secret_the_list_and_the_kind_of_number():
    keys = [(SALT, "kartu", ("nip", "1")), (SALT, "kartu", ("nik", "1")), (SALT, "lain", ("nip", "1"))]
    places = {position_of(*key) for key in [*keys, (b"t" * 32, "kartu", ("nip", "1"))]}
    assert len(places) == 4
    assert all(0 <= place < 2**63 for place in places)
    assert digest_of(SALT, b"isi") != digest_of(b"t" * 32, b"isi")


def test_digests_are_put_replaced_and_taken_out(engine):
    with writing(engine) as session:
        one = opened(session, LIST, "store", b"1")
        put(session, one, SALT, {b"a": State(("nip", "1"), b"A", 7), b"b": State(("nip", "2"), b"B")})
        put(session, one, SALT, {b"a": State(("nip", "1"), b"AA", 8), b"b": None, b"c": None})
        where = position_of(SALT, "kartu", ("nip", "1"))
        (told,) = summaries(session, one, [WHOLE])
        assert told.marks == (Mark(where, digest_of(SALT, b"AA")),)
        (row,) = at_positions(session, one, [where, where + 1]).values()
        assert (row.row_key, row.token) == (b"a", 8)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_what_is_read_in_pieces_is_read_once_and_in_order(engine, monkeypatch, size):
    """Also where several records have one position, and where a piece ends among them."""
    monkeypatch.setattr(digests, "_READ_AT_A_TIME", size)
    crowd = {bytes([n]): State(("nip", "1"), bytes([n])) for n in range(9)}
    others = {b"o" + bytes([n]): State(("nip", f"{n + 2}"), b"isi") for n in range(40)}
    with writing(engine) as session:
        one = opened(session, LIST, "store", b"1")
        put(session, one, SALT, {**crowd, **others})
        stored = sorted(session.execute(select(ListDigest.position, ListDigest.digest)).all())
        (told,) = summaries(session, one, [WHOLE])
        assert told == summarise(WHOLE, stored)
        (together,) = summaries(session, one, [deepest_at(position_of(SALT, "kartu", ("nip", "1")))])
        assert together.count == len(together.marks) == 9


def test_nothing_is_marked_for_a_store_that_nobody_compares(engine):
    watch(engine)
    with writing(engine) as session:
        mark_stale(session, "another", [b"a"])
    assert stale(engine) == []


def test_a_mark_stands_once_and_is_taken_by_who_refreshes(engine):
    watch(engine)
    for _ in range(2):
        with writing(engine) as session:
            mark_stale(session, "store", [b"b", b"a", b"a"])
    assert stale(engine) == [b"a", b"b"]
    with writing(engine) as session:
        assert len(take_stale(session, opened(session, LIST, "store", b"1"), 1)) == 1
    assert len(stale(engine)) == 1


def test_what_is_rolled_back_leaves_no_mark(engine):
    watch(engine)
    with writing(engine) as session:
        mark_stale(session, "store", [b"a"])
        session.rollback()
    assert stale(engine) == []


def test_another_basis_begins_anew_and_the_same_one_goes_on(engine):
    watch(engine)
    with writing(engine) as session:
        opened(session, LIST, "store", b"1").reached = None
    watch(engine)
    with reading(engine) as session:
        assert session.scalars(select(ComparedList.reached)).one() is None
    watch(engine, basis=b"2")
    with reading(engine) as session:
        assert session.scalars(select(ComparedList.reached)).one() == b""


def test_a_change_that_began_before_the_list_was_compared_is_not_missed(engine):
    """On PostgreSQL the opening waits for the writer; SQLite has one writer at a time."""
    began, opened_now = Event(), Event()

    def open_it() -> None:
        began.wait(10)
        watch(engine)
        opened_now.set()

    thread = Thread(target=open_it)
    thread.start()
    with writing(engine) as session:
        mark_stale(session, "store", [b"a"])
        began.set()
        assert not opened_now.wait(0.3)
    thread.join(10)
    assert opened_now.is_set()


def test_what_is_offered_held_and_stored_is_marked(engine, vault, now):
    key = vault.index("nip", NIP)
    rows = [Offering(key, key, b"isi")]
    with writing(engine) as session:
        for number, store in enumerate((offered_store(LIST), held_store(LIST), "person")):
            opened(session, Place("UJI", str(number)), store, b"1")
        offer(session, vault, LIST, rows, now)
        keep(session, vault, LIST, rows, now, "pesan")
        writer = Writer(session, vault, now)
        writer.save([record()])
        writer.finish()
        assert session.scalars(select(StaleDigest.row_key)).all() == [key] * 3


def test_a_restricted_persons_digest_is_left_as_it_stood(engine, vault: Vault, now):
    with writing(engine) as session:
        writer = Writer(session, vault, now)
        writer.save([record()])
        writer.finish()
        opened(session, LIST, "person", b"1")
        writer.restrict(NIP, restricted=True)
        writer.finish()
        assert session.scalars(select(StaleDigest.row_key)).all() == []
