"""BKN pulls what partners host by a sync, and applies it with the code that takes in what is pushed."""

from dataclasses import replace

import requests
from sqlalchemy import func, select

from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.agreements.panrb.mitra import DOCUMENTS
from adapter.agreements.sigtk.mitra import HONOURS
from adapter.exchange.sync_models import SetAside
from adapter.journal.models import Entry
from adapter.records.database import reading
from adapter.records.marks import mark_of, put_mark
from adapter.records.models import Award, Card, CardHistory, OfficialHistory, StateOfficial
from adapter.records.officials import official_of
from adapter.records.synthetic import synthetic_officials
from tests.clients.test_panrb import document
from tests.clients.test_sigtk import honour
from tests.support.bad_line import BadLine
from tests.support.rows import HOLDERS, card, official
from tests.support.sites import bkn_stops, bkn_syncs
from tests.support.world import World, make_world

CARD_LIST, OFFICIAL_LIST = CARDS.listed.name, OFFICIALS.listed.name
OPERATION = "ambilKartuPesertaPns"


def count(world: World, model: type) -> int:
    with reading(world.engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def asked(world: World, operation: str = OPERATION) -> list[Entry]:
    """What the journal has of the pages of an operation."""
    return [entry for entry in world.entries() if entry.operation == operation]


def aside(world: World) -> list[str]:
    with reading(world.engine) as session:
        return list(session.scalars(select(SetAside.reason).order_by(SetAside.id)))


def test_honours_are_stored_once_however_often_they_are_pulled(world):
    world.host("SIGTK").offer(HONOURS, [honour(index) for index in range(5)])
    assert bkn_syncs(world, "SIGTK", size=2)["penganugerahan"] == {"TERSIMPAN": 5}
    assert len(asked(world, "ambilPenganugerahan")) == 3
    assert "penganugerahan" not in bkn_syncs(world, "SIGTK")
    assert count(world, Award) == 5


def test_what_was_pushed_and_is_pulled_too_is_one_honour(world):
    world.sigtk().kirimPenganugerahan([honour()])
    world.host("SIGTK").offer(HONOURS, [honour()])
    assert bkn_syncs(world, "SIGTK")["penganugerahan"] == {"SUDAH_ADA": 1}


def test_honours_of_people_unknown_are_told_and_set_aside(world):
    stranger = honour(idPenganugerahan="H-9", nip="199001012015041999")
    world.host("SIGTK").offer(HONOURS, [stranger, honour(0, namaLengkap="Orang Lain"), honour(1)])
    told = bkn_syncs(world, "SIGTK")["penganugerahan"]
    assert told == {"NIP_TIDAK_DITEMUKAN": 1, "NAMA_BERBEDA": 1, "TERSIMPAN": 1}
    assert aside(world) == ["NIP_TIDAK_DITEMUKAN", "NAMA_BERBEDA"]


def test_documents_of_panrb_come_once_and_a_changed_one_as_a_version(world):
    host = world.host("PANRB")
    host.offer(DOCUMENTS, [document(), document(nomorDokumen="2")])
    assert bkn_syncs(world, "PANRB") == {"informasiManajemenAsn": {"TERSIMPAN": 2}}
    host.offer(DOCUMENTS, [document(), document(nomorDokumen="2", jumlah=7)])
    assert bkn_syncs(world, "PANRB") == {"informasiManajemenAsn": {"VERSI_BARU": 1}}


def test_a_break_goes_on_where_it_was(world):
    host = world.host("BPJS")
    host.offer(CARDS, [card(person) for person in HOLDERS[:7]])
    cut = BadLine(world, {2: requests.ConnectionError("cut")})
    assert "no answer (ConnectionError)" in bkn_stops(world, "BPJS", size=2, line={"post": cut})
    with world.store() as session:
        assert (count(world, Card), mark_of(session, "BPJS", OPERATION)) == (4, 4)
    assert bkn_syncs(world, "BPJS", size=2)[CARD_LIST] == {"TERSIMPAN": 7}
    assert (count(world, Card), [entry.outcome for entry in asked(world)]) == (7, ["BERHASIL"] * 4)


def test_a_number_that_changes_follows_bpjs_and_the_old_one_stays_in_the_history(world):
    host, person = world.host("BPJS"), HOLDERS[0]
    host.offer(CARDS, [card(person)])
    bkn_syncs(world, "BPJS")
    host.offer(CARDS, [card(person, "0009999999999")])
    bkn_syncs(world, "BPJS")
    with world.store() as session:
        (now_standing,), (before,) = session.scalars(select(Card)).all(), session.scalars(select(CardHistory)).all()
        assert now_standing.card_index == world.vault.index("kartu", "0009999999999")
        assert before.card_index == world.vault.index("kartu", person.card)
        sealed_for = b"card|number|" + world.vault.index("nip", person.nip)
        assert world.vault.open(before.number, sealed_for) == person.card.encode()
    host.offer(CARDS, [card(person)], remove=True)
    bkn_syncs(world, "BPJS")
    assert (count(world, Card), count(world, CardHistory)) == (0, 2)


def test_an_official_taken_out_ends_and_stays_in_the_history(world):
    host, (first, second) = world.host("BPJS"), map(official, synthetic_officials(2))
    host.offer(OFFICIALS, [first, second])
    bkn_syncs(world, "BPJS")
    host.offer(OFFICIALS, [first], remove=True)
    assert bkn_syncs(world, "BPJS")[OFFICIAL_LIST] == {"TERSIMPAN": 1}
    with world.store() as session:
        (standing,) = session.scalars(select(StateOfficial)).all()
        (gone,) = session.scalars(select(OfficialHistory)).all()
        assert standing.nik_index == world.vault.index("nik", second.nik)
        assert official_of(gone, world.vault).name == first.namaPegawaiPejabatNegara
    host.offer(OFFICIALS, [first])
    bkn_syncs(world, "BPJS")
    assert (count(world, StateOfficial), count(world, OfficialHistory)) == (2, 1)


def test_each_page_is_journalled_with_both_messages_and_whom_it_touched(world):
    world.host("BPJS").offer(CARDS, [card(person) for person in HOLDERS[:3]])
    bkn_syncs(world, "BPJS", size=2)
    first, second = asked(world)
    assert (first.service, first.outcome) == ("LayananBpjsMitra", "BERHASIL")
    assert first.request_size > 0
    assert first.answer_size > 0
    assert [len(world.accesses(entry)) for entry in (first, second)] == [2, 1]
    at_partner = [entry for entry in world.host("BPJS").entries() if entry.operation == OPERATION]
    assert [entry.message_id for entry in at_partner] == [first.message_id, second.message_id]
    assert [entry.answer_digest for entry in at_partner] == [first.answer_digest, second.answer_digest]


def test_elements_that_bkn_may_no_longer_take_are_not_taken(world):
    world.host("BPJS").offer(CARDS, [card(HOLDERS[0])])
    world.amend("BPJS", ("CABUT", "kartuPesertaPns", "namaPns"))
    assert "our own terms do not let it pass: ElementWithdrawn" in bkn_stops(world, "BPJS")
    assert count(world, Card) == 0
    (entry,) = asked(world)
    assert (entry.outcome, world.accesses(entry)) == ("JAWABAN_DITOLAK", [])
    assert entry.answer_sealed is not None


def test_an_agreement_that_has_ended_is_not_even_asked(engine, vault, now):
    world = make_world(engine, vault, now, extended=())
    assert "the agreement" in bkn_stops(world, "BPJS")
    assert world.host("BPJS").entries() == []


def test_our_own_old_backup_pulls_again_and_changes_nothing_twice(world):
    world.host("BPJS").offer(CARDS, [card(person) for person in HOLDERS[:6]])
    bkn_syncs(world, "BPJS")
    with world.store() as session:
        put_mark(session, "BPJS", OPERATION, 2, world.now)
    assert bkn_syncs(world, "BPJS", size=2)[CARD_LIST] == {"TIDAK_BERUBAH": 4}


def test_a_row_under_anothers_number_is_set_aside_and_the_others_go_on(world):
    wrong = replace(card(HOLDERS[0]), nomorIdentitasPegawai=HOLDERS[1].nip)
    world.host("BPJS").offer(CARDS, [wrong, card(HOLDERS[2])])
    assert bkn_syncs(world, "BPJS")[CARD_LIST] == {"NAMA_BERBEDA": 1, "TERSIMPAN": 1}
    assert aside(world) == ["NAMA_BERBEDA"]


def test_a_nik_with_the_card_of_another_person_is_set_aside_and_does_not_take_it(world):
    world.host("BPJS").offer(CARDS, [card(HOLDERS[0])])
    bkn_syncs(world, "BPJS")
    one = official(synthetic_officials(1)[0])
    world.host("BPJS").offer(OFFICIALS, [replace(one, nomorKartuPeserta=HOLDERS[0].card)])
    assert bkn_syncs(world, "BPJS")[OFFICIAL_LIST] == {"KARTU_MILIK_LAIN": 1}
    assert (count(world, Card), count(world, StateOfficial)) == (1, 0)
