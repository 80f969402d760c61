"""Two real ends compare a list: what differs comes out, whichever asks, and nothing else does."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from adapter.agreements.bpjs.elements import DataPegawai, KartuPesertaPns
from adapter.agreements.bpjs.mitra import CARDS
from adapter.agreements.bpjs.translation import card_from
from adapter.agreements.lines import to_line
from adapter.errors import OperatorError, Refusal
from adapter.journal.models import Entry
from adapter.records import digests
from adapter.records.cards import CardDesk
from adapter.records.database import reading, writing
from adapter.records.digest_models import ListDigest, Reconciliation
from adapter.records.held import keep
from adapter.records.offered import Offering, Place
from adapter.records.population import nth_person
from adapter.records.storing import Writer
from adapter.registry import store
from clients.errors import AnswerRejected, ClientError
from clients.sync import ends
from clients.sync.reconcile import DIFFERENT, ONLY_HERE, ONLY_THERE, numbers_of, reconcile
from tests.support.bad_line import BadLine, answered
from tests.support.sites import bkn_site, partner_site
from tests.support.world import World

CARD_LIST, PEOPLE_LIST = "kartuPesertaPns", "dataPegawai"


def cards(count: int) -> list[KartuPesertaPns]:
    everybody = [nth_person(number) for number in range(count * 2)]
    holders = [one for one in everybody if one.record.job.kind in ("PNS", "CPNS") and not one.restricted][:count]
    return [
        KartuPesertaPns(
            nomorIdentitasPegawai=one.record.identity.nip, namaPns=one.record.identity.name, nomorKartuPeserta=one.card
        )
        for one in holders
    ]


def received(world: World, rows: list[KartuPesertaPns]) -> None:
    with world.store() as session:
        CardDesk(session, world.vault, world.now, "pesan").receive([card_from(row) for row in rows])


def compare(site, list_name: str = CARD_LIST, **how):
    return reconcile(site, site.catalogue.agreement("BPJS"), list_name, **how)


def kinds(report) -> list[str]:
    return sorted(one.kind for one in report.differences)


@pytest.fixture
def both(world):
    """Thirty cards at BPJS, and the same at BKN."""
    rows = cards(30)
    world.host("BPJS").offer(CARDS, rows)
    received(world, rows)
    return world


def sites(world):
    return [bkn_site(world), partner_site(world, "BPJS")]


def test_two_ends_that_hold_the_same_show_no_difference(both):
    for site in sites(both):
        report = compare(site)
        assert (report.here, report.there, report.differences, report.moving) == (30, 30, (), 0)


def test_what_was_planted_is_found_from_either_end(both):
    host, (gone, new) = both.host("BPJS"), (cards(30)[3], cards(31)[30])
    other_number = replace(cards(30)[7], nomorKartuPeserta="0009999999999")
    host.offer(CARDS, [gone], remove=True)
    host.offer(CARDS, [new, other_number])
    bkn, partner = (compare(site) for site in sites(both))
    assert kinds(bkn) == sorted([ONLY_HERE, ONLY_THERE, DIFFERENT])
    assert kinds(partner) == kinds(bkn)
    # Each ready to be pulled: the thirty have tokens 1-30, and the removal 31.
    assert bkn.to_pull() == [32, 33]
    assert len(bkn.to_push()) == len(partner.to_push()) == 2
    named = {number for _, number in numbers_of(bkn_site(both), bkn).values()}
    assert named == {gone.nomorIdentitasPegawai, other_number.nomorIdentitasPegawai}


def test_a_change_after_the_first_comparison_is_seen_by_the_next(both):
    site = bkn_site(both)
    assert compare(site).differences == ()
    received(both, [replace(cards(1)[0], nomorKartuPeserta="0009999999999")])
    assert kinds(compare(site)) == [DIFFERENT]


def test_employees_whom_the_partner_holds(world):
    page = world.bpjs().ambilDataPegawai()
    host, place = world.host("BPJS"), Place("BPJS", PEOPLE_LIST)
    rows = [held(host.vault, row) for row in page.pegawai]
    with writing(host.engine) as session:
        keep(session, host.vault, place, rows, world.now, "pesan")
    report = compare(partner_site(world, "BPJS"), PEOPLE_LIST)
    assert (report.here, report.there, report.differences) == (len(rows), len(rows), ())
    with writing(host.engine) as session:
        keep(session, host.vault, place, [replace(rows[0], payload=None)], world.now, "pesan")
    assert kinds(compare(partner_site(world, "BPJS"), PEOPLE_LIST)) == [ONLY_THERE]


def held(vault, row: DataPegawai) -> Offering:
    key = vault.index("nip", row.nomorIdentitasPegawai)
    return Offering(key, key, to_line(row).encode())


def test_who_is_restricted_meanwhile_does_not_show(world):
    page = world.bpjs().ambilDataPegawai()
    host = world.host("BPJS")
    with writing(host.engine) as session:
        rows = [held(host.vault, row) for row in page.pegawai]
        keep(session, host.vault, Place("BPJS", PEOPLE_LIST), rows, world.now, "pesan")
    site = partner_site(world, "BPJS")
    assert compare(site, PEOPLE_LIST).differences == ()
    with world.store() as session:
        writer = Writer(session, world.vault, world.now)
        writer.restrict(page.pegawai[0].nomorIdentitasPegawai, restricted=True)
        writer.finish()
    assert compare(site, PEOPLE_LIST).differences == ()


def test_an_adendum_makes_the_digests_anew_once_both_have_recorded_it(both):
    site, host = bkn_site(both), both.host("BPJS")
    received(both, [replace(cards(1)[0], nomorKartuPeserta="0009999999999")])
    assert kinds(compare(site)) == [DIFFERENT]
    both.amend("BPJS", ("CABUT", CARD_LIST, "nomorKartuPeserta"))
    with pytest.raises(ClientError, match="record the adendum at both ends"):
        compare(site)
    withdrawn = {"number": "AD-1", "first_day": both.now.date(), "note": None, "now": both.now}
    with writing(host.engine) as session:
        changes = [("CABUT", CARD_LIST, "nomorKartuPeserta")]
        store.record_addendum(session, both.catalogue.agreement("BPJS"), changes=changes, **withdrawn)
    assert compare(site).differences == ()


def test_a_record_that_moves_while_it_is_compared_is_no_difference(both, monkeypatch):
    """It differs at the first look; BKN has pulled it before the second."""
    site, row = bkn_site(both), replace(cards(1)[0], nomorKartuPeserta="0009999999999")
    both.host("BPJS").offer(CARDS, [row])
    again = ends.OtherEnd.make_ready
    calls = []

    def pulled_between(self) -> None:
        calls.append(1)
        if len(calls) == 3:  # the secret, before the first look, before the second
            received(both, [row])
            self.own.make_ready()
        again(self)

    monkeypatch.setattr(ends.OtherEnd, "make_ready", pulled_between)
    report = compare(site)
    assert (report.differences, report.moving) == ((), 1)


def test_the_making_goes_on_where_it_was_killed(both, monkeypatch):
    monkeypatch.setattr(ends, "DIGESTS_A_CALL", 7)
    made = []

    def killed(word: str, count: int) -> None:
        made.append((word, count))
        if word == "pieces made here" and count == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compare(bkn_site(both), told=killed)
    with both.store() as session:
        assert session.scalar(select(func.count()).select_from(ListDigest)) == 14
    pieces = [count for word, count in _told(both) if word == "pieces made here"]
    assert pieces == [1, 2, 3]


def _told(world) -> list[tuple[str, int]]:
    told: list[tuple[str, int]] = []
    assert compare(bkn_site(world), told=lambda word, count: told.append((word, count))).differences == ()
    return told


def test_every_message_is_in_both_journals_and_the_result_is_kept(both):
    report = compare(bkn_site(both))
    host = both.host("BPJS")
    for engine in (both.engine, host.engine):
        with reading(engine) as session:
            asked = select(func.count()).select_from(Entry).where(Entry.operation == "ambilSidik")
            assert session.scalar(asked) == report.messages
    with both.store() as session:
        (row,) = session.scalars(select(Reconciliation)).all()
        assert (row.here, row.there, row.different, row.messages) == (30, 30, 0, report.messages)
        assert row.bytes_sent == report.bytes_sent > 0


def test_an_answer_that_does_not_count_stands_in_the_journal_too(both):
    line = BadLine(both, {1: answered(b"<e/>")})
    line.about = b"ambilSidik"
    with pytest.raises(AnswerRejected):
        compare(line.of(bkn_site(both)))
    outcomes = [entry.outcome for entry in both.entries() if entry.operation == "ambilSidik"]
    assert outcomes == ["BERHASIL", "JAWABAN_DITOLAK"]


def test_both_ends_share_one_secret_and_it_is_told_to_nobody_who_asks_with_one(both):
    compare(partner_site(both, "BPJS"))
    host = both.host("BPJS")
    with both.store() as ours, reading(host.engine) as theirs:
        assert digests.salt_of(ours, both.vault, "BPJS") == digests.salt_of(theirs, host.vault, "BPJS")
    with pytest.raises(ClientError, match="garam dibuat oleh BKN"):
        both.bpjs().ambilSidik(CARD_LIST, garam="A" * 43 + "=")


@pytest.mark.parametrize("name", ["pegawai", "dataAsn", "kartu"])
def test_a_list_that_is_not_compared_is_refused_at_both_ends(world, name):
    with pytest.raises(OperatorError, match="compares no list"):
        compare(bkn_site(world), name)
    with pytest.raises(ClientError, match="yang dibandingkan"):
        world.bpjs().ambilSidik(name)


def test_an_agreement_that_has_ended_compares_nothing(both):
    both.now = both.now.replace(year=2028)
    with pytest.raises(Refusal):
        compare(bkn_site(both))


@pytest.mark.parametrize(
    "garbage",
    [
        lambda answer: replace(answer, rentang=()),
        lambda answer: replace(answer, rentang=(replace(answer.rentang[0], jumlah=7),)),
        lambda answer: replace(answer, rentang=(replace(answer.rentang[0], awalan=1, bit=4),)),
        lambda answer: replace(answer, rentang=(replace(answer.rentang[0], bagian=answer.rentang[0].bagian * 2),)),
        lambda answer: replace(answer, rentang=answer.rentang * 2),
    ],
    ids=["none", "another count", "another range", "a part twice", "more than asked"],
)
def test_what_cannot_be_is_not_believed(both, monkeypatch, garbage):
    real = ends.OtherEnd._say
    monkeypatch.setattr(
        ends.OtherEnd, "_say", lambda self, ranges: garbage(real(self, ranges)) if ranges else real(self, ranges)
    )
    with pytest.raises(AnswerRejected):
        compare(bkn_site(both))
