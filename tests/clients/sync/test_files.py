"""Pushes by folder: out, in, answered, and taken down; killed anywhere and gone on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapter.agreements.bpjs.mitra import CARDS
from adapter.exchange import parts, runs
from adapter.exchange.sync_models import OutgoingPage
from adapter.records.database import reading
from adapter.records.synthetic import populate
from adapter.registry import holds
from clients.demo.flows.bpjs import demo_officials
from clients.sync.agreements import leg_of
from tests.support.folders import Exchange, cards
from tests.support.world import make_world

FILES = 6
"""Of 25 cards and the demo's officials, ten on a page."""


@pytest.fixture
def exchange(world, tmp_path):
    (tmp_path / "map").mkdir()
    made = Exchange(world, tmp_path / "map")
    made.offer()
    return made


def state(exchange, model):
    with reading(exchange.bpjs.engine) as session:
        session.expire_on_commit = False
        return session.query(model).all()


def assert_all_done(exchange):
    assert exchange.stored() == (25, len(demo_officials()))
    assert set(exchange.said_at_bkn().values()) == {1}
    assert exchange.said_at_bkn() == exchange.said_at_bpjs()
    assert not state(exchange, OutgoingPage)
    with reading(exchange.bpjs.engine) as session:
        assert runs.unfinished(session, "BPJS") is None


@pytest.mark.parametrize("mode", ["full", "delta"])
def test_cards_and_officials_go_out_and_their_answers_come_back(exchange, mode):
    assert exchange.write(mode).new == FILES
    assert not exchange.take_at_bkn().bad
    taken = exchange.take_at_bpjs()
    assert (taken.acknowledged, taken.missing, taken.unfinished) == ({"acknowledged": FILES}, [], False)
    assert_all_done(exchange)


def test_files_are_private_and_sort_and_tell_nothing(exchange):
    exchange.write()
    names = [one.name for one in exchange.files()]
    assert sorted(name.split("-")[2] for name in names) == [f"{number:06d}" for number in range(1, FILES + 1)]
    assert all(one.stat().st_mode & 0o777 == 0o600 for one in exchange.path.iterdir())
    assert not [name for card in cards(25) for name in names if card.nomorIdentitasPegawai in name]


def test_a_file_is_late_by_weeks_and_counts(exchange):
    exchange.write()
    exchange.world.now += timedelta(days=20)
    assert not exchange.take_at_bkn().bad
    exchange.world.now += timedelta(days=20)
    assert not exchange.take_at_bpjs().bad
    assert_all_done(exchange)


def test_a_file_that_is_too_old_is_told_and_left(exchange):
    exchange.write()
    exchange.world.now += timedelta(days=32)
    taken = exchange.take_at_bkn()
    assert len(taken.bad) == FILES + 1
    assert not exchange.answers
    assert "older than 31 days" in taken.bad["BPJS-dari-mitra.daftar.xml"]


def test_written_again_the_files_are_the_same(exchange):
    exchange.write()
    before = [one.read_bytes() for one in exchange.files()]
    exchange.files()[1].unlink()
    exchange.world.now += timedelta(days=1)
    again = exchange.write()
    assert (again.files, again.new) == (FILES, 1)
    assert [one.read_bytes() for one in exchange.files()] == before


def test_a_folder_taken_twice_changes_nothing_and_gets_the_same_answers(exchange):
    exchange.write()
    exchange.take_at_bkn()
    before = [one.read_bytes() for one in exchange.answers]
    for one in exchange.answers:
        one.unlink()
    entries = len(exchange.world.entries())
    assert exchange.take_at_bkn().answered == {"SUDAH_DIJAWAB": FILES}
    assert [one.read_bytes() for one in exchange.answers] == before
    assert len(exchange.world.entries()) == entries


def test_the_same_answers_twice_do_nothing(exchange):
    exchange.write()
    exchange.take_at_bkn()
    exchange.take_at_bpjs()
    entries = len(exchange.world.host("BPJS").entries())
    assert exchange.take_at_bpjs().acknowledged == {"was taken down before": FILES}
    assert len(exchange.world.host("BPJS").entries()) == entries
    assert_all_done(exchange)


def test_answers_come_in_any_order_and_missing_ones_are_listed(exchange):
    exchange.write()
    exchange.take_at_bkn()
    first = next(one for one in exchange.answers if "kirimKartuPesertaPns" in one.name)
    late = first.rename(exchange.path.parent / first.name)
    taken = exchange.take_at_bpjs()
    assert taken.acknowledged == {"acknowledged": FILES - 1}
    assert taken.missing == [first.name.replace(".jawaban", ".permintaan")]
    late.rename(first)
    assert exchange.take_at_bpjs().missing == []
    assert_all_done(exchange)


def test_an_answer_out_of_turn_is_not_sent_again(exchange):
    exchange.write()
    exchange.take_at_bkn()
    first = next(one for one in exchange.answers if "kirimKartuPesertaPns" in one.name)
    first.unlink()
    exchange.take_at_bpjs()
    assert exchange.write().files == 1


def test_what_goes_out_by_file_may_be_finished_over_the_wire(exchange):
    exchange.write()
    exchange.take_at_bkn()
    first = next(one for one in exchange.answers if "kirimKartuPesertaPns" in one.name)
    first.unlink()
    exchange.take_at_bpjs()
    with reading(exchange.bpjs.engine) as session:
        (part,) = [one for one in runs.parts_of(session, runs.unfinished(session, "BPJS").run_id) if not one.done_at]
        key = parts.PartKey(part.run_id, part.stage, part.leg, part.number)
    assert not leg_of("BPJS", exchange.bpjs.own, key.leg).page(exchange.bpjs, key).more
    assert exchange.stored() == (25, len(demo_officials()))
    assert not state(exchange, OutgoingPage)


def test_a_refused_page_goes_out_again_as_another_message(exchange):
    exchange.write()
    before = {one.name for one in exchange.files()}
    agreement = exchange.world.catalogue.agreement("BPJS")
    resting = {"reason": "contoh untuk uji", "by": "petugas uji"}
    with exchange.world.store() as session:
        holds.suspend(session, agreement, first_day=exchange.world.now.date(), now=exchange.world.now, **resting)
    assert exchange.take_at_bkn().answered == {"PERJANJIAN_DITANGGUHKAN": FILES}
    exchange.world.now += timedelta(days=1)
    with exchange.world.store() as session:
        holds.resume(session, agreement, first_day=exchange.world.now.date(), now=exchange.world.now, **resting)
    assert exchange.take_at_bpjs().acknowledged == {"PERJANJIAN_DITANGGUHKAN": FILES}
    assert exchange.write().new == FILES
    taken = exchange.take_at_bkn()
    assert taken.answered == {"BERHASIL": FILES, "SUDAH_DIJAWAB": FILES}
    exchange.take_at_bpjs()
    assert before < {one.name for one in exchange.files()}
    assert_all_done(exchange)


def test_encrypted_it_works_as_on_the_wire(engine, vault, now, tmp_path):
    populate(engine, vault, 60, now=now)
    (tmp_path / "map").mkdir()
    exchange = Exchange(make_world(engine, vault, now, encrypted=["BPJS"]), tmp_path / "map")
    exchange.offer()
    exchange.write()
    assert all(b"EncryptedData" in one.read_bytes() for one in exchange.files())
    assert not exchange.take_at_bkn().bad
    first = [one.read_bytes() for one in exchange.answers]
    assert all(b"EncryptedData" in one for one in first)
    exchange.answers[0].unlink()
    exchange.take_at_bkn()
    assert [one.read_bytes() for one in exchange.answers] == first
    assert not exchange.take_at_bpjs().bad
    assert_all_done(exchange)


def test_employees_go_from_bkn_by_the_same_code(exchange):
    exchange.world.host("BPJS")
    assert exchange.write_at_bkn("full").new > 1
    assert set(exchange.take_at_bpjs().answered) == {"BERHASIL"}
    taken = exchange.take_at_bkn()
    assert set(taken.acknowledged) == {"acknowledged"}
    assert (taken.missing, taken.unfinished, taken.bad) == ([], False, {})
    assert exchange.said_at_bkn() == exchange.said_at_bpjs()


def test_both_directions_in_one_folder(exchange):
    exchange.write()
    exchange.write_at_bkn("full")
    assert not exchange.take_at_bkn().bad
    assert not exchange.take_at_bpjs().bad
    assert not exchange.take_at_bkn().bad
    assert exchange.said_at_bkn() == exchange.said_at_bpjs()
    assert set(exchange.said_at_bkn().values()) == {1}


def test_the_delta_after_a_full_exchange_goes_on_wherever_it_was_left(exchange):
    exchange.write("full")
    exchange.take_at_bkn()
    changed = [replace(one, nomorKartuPeserta=f"1{one.nomorKartuPeserta[1:]}") for one in cards(25)]
    exchange.world.host("BPJS").offer(CARDS, changed)
    exchange.take_at_bpjs()
    before = set(exchange.answers)
    assert exchange.write().new == 3
    assert exchange.take_at_bkn().answered["BERHASIL"] == 3
    last = max(set(exchange.answers) - before)
    late = last.rename(exchange.path.parent / last.name)
    assert exchange.take_at_bpjs().acknowledged["acknowledged"] == 2
    exchange.write()  # looks where the run is
    late.rename(last)
    taken = exchange.take_at_bpjs()
    assert (taken.missing, taken.unfinished) == ([], False)
    assert not state(exchange, OutgoingPage)
