"""BKN brings employees' records to BPJS Kesehatan's host; they meet what a pull would meet."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from adapter.agreements.bpjs.push_messages import changed, whole
from adapter.agreements.bpjs.receiving import EMPLOYEES, take_employees
from adapter.agreements.receiving import Incoming
from adapter.clock import wib_date
from adapter.errors import AgreementNotInForce, ElementWithdrawn
from adapter.limits import PUSHED_EMPLOYEES
from adapter.records.database import reading, writing
from adapter.records.held import count
from adapter.records.held_models import HeldRecord
from adapter.registry import store
from clients.bkn import BknToBpjs
from clients.errors import ClientError, RequestRefused


@pytest.fixture
def people(world):
    return list(world.bpjs().ambilDataPegawai().pegawai)


def standing(world):
    with world.store() as session:
        return store.standing(session, world.catalogue.agreement("BPJS"), wib_date(world.now))


def push(world, rows, **how):
    return world.bkn_to(BknToBpjs).kirimDataPegawai(rows, standing=standing(world), **how)


def held(world) -> int:
    with reading(world.host("BPJS").engine) as session:
        return count(session, EMPLOYEES.place)


def test_a_full_push_is_kept_and_again_changes_nothing(world, people):
    answer = push(world, [whole(one) for one in people])
    assert (answer.jumlahDiterima, answer.jumlahDitolak, held(world)) == (len(people), 0, len(people))
    assert {row.hasil for row in answer.baris} == {"TERSIMPAN"}
    assert {row.hasil for row in push(world, [whole(one) for one in people]).baris} == {"TIDAK_BERUBAH"}


def test_what_was_pulled_and_is_pushed_is_the_same_record(world, people):
    host = world.host("BPJS")
    with writing(host.engine) as session:
        take_employees(Incoming(session, host.vault, world.now, "m"), people)
    assert {row.hasil for row in push(world, [whole(one) for one in people]).baris} == {"TIDAK_BERUBAH"}
    with reading(host.engine) as session:
        assert session.scalar(select(func.max(HeldRecord.changes))) == 1


def test_mutations_bring_their_token_and_take_out(world):
    mutations = world.bpjs().ambilMutasi(0).mutasi
    rows = [row for row in map(changed, mutations) if row is not None]
    assert push(world, rows).jumlahDitolak == 0
    first, before = rows[0], held(world)
    gone = replace(first, jenisPerubahan="HAPUS", tokenUrut=max(row.tokenUrut for row in rows) + 1)
    # In whatever order they come: an older state brings nobody back.
    assert [row.hasil for row in push(world, [gone, first]).baris] == ["DIHAPUS", "TIDAK_BERUBAH"]
    assert held(world) == before - 1


def test_the_same_message_again_gets_the_same_answer(world, people):
    message_id = "3f0e1c9a-0000-4000-8000-00000000000a"
    first = push(world, [whole(people[0])], message_id=message_id)
    again = push(world, [whole(people[0])], message_id=message_id)
    assert (again.kepala.ulangan, again.baris) == (True, first.baris)


def test_whoever_is_told_of_stands_in_the_journal(world, people):
    push(world, [whole(one) for one in people[:3]])
    entry = world.host("BPJS").entries()[-1]
    assert (entry.operation, entry.outcome) == ("kirimDataPegawai", "BERHASIL")


def test_without_its_number_a_record_is_not_kept(world, people):
    answer = push(world, [whole(replace(people[0], nomorIdentitasPegawai=None)), whole(people[1])])
    assert [row.hasil for row in answer.baris] == ["TANPA_KUNCI", "TERSIMPAN"]


def test_what_may_not_leave_is_refused_here_before_it_is_sent(world, people):
    bkn = world.bkn_to(BknToBpjs)
    world.amend("BPJS", ("CABUT", "dataPegawai", "alamatDomisili"))
    with pytest.raises(ElementWithdrawn):
        push(world, [whole(one) for one in people])
    assert world.host("BPJS").entries() == []
    world.now = world.now.replace(year=2028)
    with pytest.raises(AgreementNotInForce):
        bkn.kirimDataPegawai([whole(people[0])], standing=standing(world))


def test_and_by_the_receiver_where_only_that_one_knows(world, people):
    host, now_standing = world.host("BPJS"), standing(world)
    with writing(host.engine) as session:
        store.record_addendum(
            session, world.catalogue.agreement("BPJS"), number="AD-1", first_day=world.now.date(),
            changes=[("CABUT", "dataPegawai", "alamatDomisili")], note=None, now=world.now,
        )  # fmt: skip
    bkn = world.bkn_to(BknToBpjs)
    bkn.element_version = "BPJS-1.1"
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        bkn.kirimDataPegawai([whole(one) for one in people], standing=now_standing)
    assert held(world) == 0


@pytest.mark.parametrize("rows", [0, PUSHED_EMPLOYEES + 1])
def test_a_page_has_its_bounds(world, people, rows):
    with pytest.raises((ClientError, RequestRefused)):
        push(world, [whole(people[0])] * rows)
    assert held(world) == 0
