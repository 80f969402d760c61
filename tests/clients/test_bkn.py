"""BKN pulls what partners host, and applies it with the code that takes in what is pushed."""

from dataclasses import replace
from itertools import islice

import pytest
import requests
from sqlalchemy import select

from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.agreements.panrb.mitra import DOCUMENTS
from adapter.agreements.sigtk.mitra import HONOURS
from adapter.errors import AgreementNotInForce, ElementWithdrawn
from adapter.records import offered
from adapter.records.cards import CardDesk
from adapter.records.marks import mark_of
from adapter.records.models import Award, Card, CardHistory, OfficialHistory, StateOfficial
from adapter.records.officials import official_of
from adapter.records.population import nth_person
from adapter.records.synthetic import synthetic_officials
from clients.bkn import BknToBpjs, BknToPanrb, BknToSigtk
from clients.bkn.apply import apply_feed
from clients.errors import AnswerRejected, NotReached
from tests.clients.test_panrb import document
from tests.clients.test_sigtk import honour
from tests.support.rows import card, official
from tests.support.world import World, make_world

HOLDERS = [person for person in map(nth_person, range(60)) if person.kind in ("PNS", "CPNS") and not person.restricted]


def pull(world: World, feed: str, kind=BknToBpjs, size: int = 2, **changes):
    host = world.host(kind.agreement.code)
    trusted = world.bkn_to(kind)._connection.trusted
    connection = world.connection("server", address=host.address, trusted=trusted, **changes)
    return apply_feed(kind, connection, feed, world.engine, world.vault, size)


def count(world: World, model: type) -> int:
    with world.store() as session:
        return len(session.scalars(select(model)).all())


def test_honours_are_stored_once_however_often_they_are_pulled(world):
    world.host("SIGTK").offer(HONOURS, [honour(index) for index in range(5)])
    pages = list(pull(world, "penganugerahan", BknToSigtk))
    assert [page.results for page in pages] == [{"TERSIMPAN": 2}, {"TERSIMPAN": 2}, {"TERSIMPAN": 1}]
    assert [page.results.total() for page in pull(world, "penganugerahan", BknToSigtk)] == [0]
    assert count(world, Award) == 5


def test_what_was_pushed_and_is_pulled_too_is_one_honour(world):
    world.sigtk().kirimPenganugerahan([honour()])
    world.host("SIGTK").offer(HONOURS, [honour()])
    (page,) = pull(world, "penganugerahan", BknToSigtk)
    assert page.results == {"SUDAH_ADA": 1}


def test_a_break_goes_on_where_it_was(world):
    world.host("BPJS").offer(CARDS, [card(person) for person in HOLDERS[:7]])
    calls = iter(range(100))

    def breaking(address, raw, headers):
        if next(calls) == 2:
            raise requests.ConnectionError("cut")
        return world.post(address, raw, headers)

    with pytest.raises(NotReached):
        list(pull(world, "kartu", post=breaking))
    assert count(world, Card) == 4
    with world.store() as session:
        assert mark_of(session, "BPJS", "ambilKartuPesertaPns") == 4
    assert [page.token for page in pull(world, "kartu")] == [6, 7]
    assert count(world, Card) == 7


def test_a_number_that_changes_follows_bpjs_and_the_old_one_stays_in_the_history(world):
    host, person = world.host("BPJS"), HOLDERS[0]
    host.offer(CARDS, [card(person)])
    list(pull(world, "kartu"))
    host.offer(CARDS, [card(person, "0009999999999")])
    list(pull(world, "kartu"))
    with world.store() as session:
        (now_standing,), (before,) = session.scalars(select(Card)).all(), session.scalars(select(CardHistory)).all()
        assert now_standing.card_index == world.vault.index("kartu", "0009999999999")
        assert before.card_index == world.vault.index("kartu", person.card)
        sealed_for = b"card|number|" + world.vault.index("nip", person.nip)
        assert world.vault.open(before.number, sealed_for) == person.card.encode()
    host.offer(CARDS, [card(person)], remove=True)
    list(pull(world, "kartu"))
    assert (count(world, Card), count(world, CardHistory)) == (0, 2)


def test_mutations_bring_both_kinds_in_their_order(world):
    host, person = world.host("BPJS"), HOLDERS[0]
    host.offer(CARDS, [card(person)])
    host.offer(OFFICIALS, [official(one) for one in synthetic_officials(2)])
    host.offer(CARDS, [card(person, "0009999999999")])
    host.offer(OFFICIALS, [official(synthetic_officials(1)[0])], remove=True)
    pages = list(pull(world, "mutasi", size=10))
    assert pages[0].results == {"TERSIMPAN": 5}
    assert (count(world, Card), count(world, StateOfficial), count(world, CardHistory)) == (1, 1, 1)


def test_an_official_taken_out_ends_and_stays_in_the_history(world):
    host, (first, second) = world.host("BPJS"), map(official, synthetic_officials(2))
    host.offer(OFFICIALS, [first, second])
    list(pull(world, "pejabat"))
    host.offer(OFFICIALS, [first], remove=True)
    (page,) = pull(world, "pejabat")
    assert page.results == {"TERSIMPAN": 1}
    with world.store() as session:
        (standing,), (gone,) = (
            session.scalars(select(StateOfficial)).all(),
            session.scalars(select(OfficialHistory)).all(),
        )
        assert standing.nik_index == world.vault.index("nik", second.nik)
        assert official_of(gone, world.vault).name == first.namaPegawaiPejabatNegara
    host.offer(OFFICIALS, [first])
    list(pull(world, "pejabat"))
    assert (count(world, StateOfficial), count(world, OfficialHistory)) == (2, 1)


def test_each_page_is_journalled_with_both_messages_and_whom_it_touched(world):
    world.host("BPJS").offer(CARDS, [card(person) for person in HOLDERS[:3]])
    list(pull(world, "kartu"))
    first, second = world.entries()
    assert (first.service, first.operation, first.outcome) == ("LayananBpjsMitra", "ambilKartuPesertaPns", "BERHASIL")
    assert first.request_size > 0
    assert first.answer_size > 0
    assert len(world.accesses(first)) == 2
    assert len(world.accesses(second)) == 1
    at_partner = world.host("BPJS").entries()
    assert [entry.message_id for entry in at_partner] == [first.message_id, second.message_id]
    assert [entry.answer_digest for entry in at_partner] == [first.answer_digest, second.answer_digest]


def test_elements_that_bkn_may_no_longer_take_are_not_taken(world):
    world.host("BPJS").offer(CARDS, [card(HOLDERS[0])])
    world.amend("BPJS", ("CABUT", "kartuPesertaPns", "namaPns"))
    with pytest.raises(ElementWithdrawn):
        list(pull(world, "kartu"))
    assert count(world, Card) == 0
    (entry,) = world.entries()
    assert (entry.outcome, world.accesses(entry)) == ("JAWABAN_DITOLAK", [])
    assert entry.answer_sealed is not None


def test_documents_of_panrb_come_once_and_a_changed_one_as_a_version(world):
    host = world.host("PANRB")
    host.offer(DOCUMENTS, [document(), document(nomorDokumen="2")])
    assert [page.results for page in pull(world, "informasi", BknToPanrb)] == [{"TERSIMPAN": 2}]
    assert world.entries()[-1].operation == "ambilInformasiManajemenAsn"
    host.offer(DOCUMENTS, [document(), document(nomorDokumen="2", jumlah=7)])
    assert [page.results for page in pull(world, "informasi", BknToPanrb)] == [{"VERSI_BARU": 1}]


def test_an_agreement_that_has_ended_is_not_even_asked(engine, vault, now):
    world = make_world(engine, vault, now, extended=())
    with pytest.raises(AgreementNotInForce):
        list(pull(world, "kartu"))
    assert world.host("BPJS").entries() == []


def test_a_failing_desk_moves_no_mark(world, monkeypatch):
    world.host("BPJS").offer(CARDS, [card(HOLDERS[0])])

    def fail(*_: object) -> None:
        raise KeyError("disk")

    with monkeypatch.context() as patched:
        patched.setattr(CardDesk, "receive", fail)
        with pytest.raises(KeyError):
            list(pull(world, "kartu"))
    assert [page.results for page in islice(pull(world, "kartu"), 1)] == [{"TERSIMPAN": 1}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"reached": 1},
        {"rows": (), "reached": 2, "more": True},
        {"rows": (), "reached": 1, "more": False},
    ],
)
def test_a_partner_whose_tokens_do_not_go_up_is_not_followed(world, monkeypatch, wrong):
    host = world.host("BPJS")
    host.offer(CARDS, [card(person) for person in HOLDERS[:2]])
    list(pull(world, "kartu"))
    host.offer(CARDS, [card(HOLDERS[2])])
    honest = offered.after_token
    monkeypatch.setattr(offered, "after_token", lambda *how, **more: replace(honest(*how, **more), **wrong))
    with pytest.raises(AnswerRejected, match="token"):
        list(pull(world, "kartu"))
    assert [entry.outcome for entry in world.entries()] == ["BERHASIL", "JAWABAN_DITOLAK"]
    with pytest.raises(AnswerRejected, match="token"):
        list(world.bkn_to(BknToBpjs).pages("kartu", 2))
    with world.store() as session:
        assert mark_of(session, "BPJS", "ambilKartuPesertaPns") == 2
    assert count(world, Card) == 2


def test_older_states_do_not_come_after_newer_ones(world, monkeypatch):
    world.host("BPJS").offer(CARDS, [card(person) for person in HOLDERS[:2]])
    honest = offered.after_token

    def backwards(*how, **more):
        page = honest(*how, **more)
        return replace(page, rows=page.rows[::-1])

    monkeypatch.setattr(offered, "after_token", backwards)
    with pytest.raises(AnswerRejected, match="tidak urut naik"):
        list(pull(world, "kartu"))
    assert count(world, Card) == 0


def test_honours_of_people_unknown_are_told(world):
    stranger = honour(idPenganugerahan="H-9", nip="199001012015041999")
    world.host("SIGTK").offer(HONOURS, [stranger, honour(0, namaLengkap="Orang Lain")])
    (page,) = pull(world, "penganugerahan", BknToSigtk)
    assert page.results == {"NIP_TIDAK_DITEMUKAN": 1, "NAMA_BERBEDA": 1}
