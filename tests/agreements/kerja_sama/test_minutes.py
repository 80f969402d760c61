"""Berita acara over the wire: who may sign, and what is refused."""

from datetime import date, timedelta

import pytest
from lxml import etree

from adapter.agreements.kerja_sama.periods import PeriodeLaporan
from adapter.agreements.terms import Side
from adapter.journal import minutes
from adapter.journal.counting import Counts, query_of
from adapter.journal.minutes_document import Basis, contain, read, write
from adapter.journal.periods import Period
from adapter.registry import enrolled
from adapter.registry.suspensions import suspend
from adapter.security import key_signer, parse_certificate
from adapter.security.canonical import canonical
from adapter.security.document import sign_document
from clients.errors import AnswerRejected, ContractRefused, RequestRefused
from tests.support import certificates
from tests.support.compared import answered
from tests.support.partners import partner
from tests.support.world import World

DAY = date(2026, 11, 20)
BASIS = Basis("MITRA", "sesi S-1")


def said(client, number="BA-1", counts=None, period=None, day=DAY):
    return minutes.build(
        client.agreement,
        number,
        "REKONSILIASI",
        period or Period(2026, "Q", 4),
        counts or Counts.of(3, 1, 1),
        BASIS,
        day,
    )


@pytest.fixture
def taspen(world: World):
    return partner(world, "TASPEN")


@pytest.fixture
def draft(taspen) -> bytes:
    """The container of a berita acara that the partner has proposed and not signed."""
    answer = taspen.propose_minutes(said(taspen), sign=False)
    assert (answer.tandaTangan, answer.beritaAcara.status, answer.beritaAcara.sah) == (
        "TANPA_TANDA_TANGAN", "DRAF", False,
    )  # fmt: skip
    assert answer.perbandingan == "TIDAK_ADA_DATA"
    return contain(write(said(taspen)))


def signed_by(container: bytes, *signers) -> bytes:
    opened = read(container)
    made = [canonical(sign_document(opened.element, signer)) for signer in signers]
    return contain(canonical(opened.element), *map(canonical, opened.signatures), *made)


def test_the_signature_of_one_party_is_shown_as_such(taspen, draft):
    answer = taspen.tandaTanganiBeritaAcara("BA-1", taspen.sign_minutes(read(draft)))
    assert (answer.beritaAcara.status, answer.beritaAcara.sah) == ("DITANDATANGANI_K1", False)
    again = taspen.tandaTanganiBeritaAcara("BA-1", taspen.sign_minutes(read(draft)))
    assert (again.tandaTangan, again.beritaAcara.status) == ("SUDAH_ADA", "DITANDATANGANI_K1")


def refused_signature(taspen, container, sentence):
    with pytest.raises(RequestRefused, match=sentence) as refused:
        taspen.tandaTanganiBeritaAcara("BA-1", container)
    assert refused.value.kodeGalat == "TANDA_TANGAN_TIDAK_SAH"
    assert taspen.ambilBeritaAcara("BA-1").beritaAcara[0].status == "DRAF"


def test_another_partners_signature_is_refused(world, taspen, draft):
    refused_signature(taspen, signed_by(draft, world.signer("BPJS")), "bukan, atau tidak lagi, milik pihak pengirim")


def test_a_strangers_signature_is_refused(world, taspen, draft):
    refused_signature(taspen, signed_by(draft, world.signer("STRANGER")), "bukan, atau tidak lagi")


def test_nobody_signs_for_bkn_but_bkn(world, taspen, draft):
    """Even with BKN's own key: at BKN's host BKN's signature is made by BKN."""
    refused_signature(taspen, signed_by(draft, world.signer("server")), "bukan, atau tidak lagi")


def test_two_signatures_at_once_are_refused(world, taspen, draft):
    both = signed_by(draft, world.signer("TASPEN"), world.signer("server"))
    refused_signature(taspen, both, "hanya tanda tangan pengirim sendiri")


def test_an_expired_certificate_is_refused(world, taspen, draft):
    expired = certificates.expired(world.now)
    with world.store() as session:
        # As it would be had it been registered before its end.
        enrolled.add_certificate(session, taspen.agreement, expired.certificate, world.now - timedelta(days=300))
    signer = key_signer(expired.key, expired.certificate)
    refused_signature(taspen, signed_by(draft, signer), "kedaluwarsa")


def test_a_suspended_certificate_is_refused(world, taspen, draft):
    """Taspen calls with its second certificate; the first, lost one signs the document."""
    world.identities["TASPEN"], lost = certificates.good(world.now, "ec", "TASPEN 2"), world.signer("TASPEN")
    world.register("TASPEN")
    with world.store() as session:
        thumbprint = parse_certificate(lost.certificate).thumbprint.hex()
        suspend(session, world.catalogue, thumbprint, reason="hilang", by="petugas", now=world.now)
    refused_signature(partner(world, "TASPEN"), signed_by(draft, lost), "bukan, atau tidak lagi")


def test_all_that_contradicts_itself_is_told_at_once(taspen):
    wrong = said(taspen, counts=Counts(9, 1, 1, 1, 5), day=DAY + timedelta(days=1))
    with pytest.raises(ContractRefused) as refused:
        taspen.propose_minutes(wrong)
    sentences = " ".join(item.keterangan for item in refused.value.kesalahan)
    assert len(refused.value.kesalahan) == 3
    for part in ("jumlahDikirim bukan jumlah", "jumlahSengketa lebih besar", "masa depan"):
        assert part in sentences


def test_another_agreements_minutes_are_refused(world, taspen):
    with pytest.raises(ContractRefused) as refused:
        taspen.propose_minutes(said(partner(world, "PANRB")))
    assert [item.jalur for item in refused.value.kesalahan] == ["/sampaikanBeritaAcara/dokumen"] * 2


@pytest.mark.parametrize("raw", [b"<a/>", b"no xml", b"<!DOCTYPE a><a/>"])
def test_what_is_no_berita_acara_is_refused(taspen, raw):
    with pytest.raises(ContractRefused) as refused:
        taspen.sampaikanBeritaAcara(raw)
    assert refused.value.kodeGalat == "FORMAT_TIDAK_SAH"


def test_a_number_is_used_once(taspen, draft):
    assert taspen.propose_minutes(said(taspen)).tandaTangan == "TERSIMPAN", "the same content again, now signed"
    with pytest.raises(ContractRefused, match="sudah dipakai"):
        taspen.propose_minutes(said(taspen, counts=Counts.of(1, 1, 1)))


def test_an_unknown_number_and_a_period_without_an_agreement(taspen):
    with pytest.raises(ContractRefused, match="tidak ada berita acara"):
        taspen.ambilBeritaAcara("BA-9")
    with pytest.raises(ContractRefused, match="di luar masa perjanjian"):
        taspen.ambilBeritaAcara(periode=PeriodeLaporan(tahun="2010"))
    assert taspen.ambilBeritaAcara().beritaAcara == ()


def test_a_document_without_a_signature_signs_nothing(taspen, draft):
    with pytest.raises(ContractRefused) as refused:
        taspen.tandaTanganiBeritaAcara("BA-1", draft)
    assert refused.value.kodeGalat == "DATA_TIDAK_LENGKAP"


def test_a_stored_document_that_was_changed_is_signed_by_nobody(world, taspen, draft):
    taspen.tandaTanganiBeritaAcara("BA-1", taspen.sign_minutes(read(draft)))
    with world.store() as session:
        paper = minutes.find(session, taspen.agreement, "BA-1")
        paper.document = paper.document.replace(b">3<", b">4<")
    assert taspen.ambilBeritaAcara().beritaAcara[0].status == "DRAF"
    with pytest.raises(AnswerRejected, match="cannot be believed"):
        taspen.fetch_minutes("BA-1")


def test_after_the_agreements_end_it_is_signed_still(world, taspen, draft):
    world.now += timedelta(days=300)
    answer = taspen.tandaTanganiBeritaAcara("BA-1", taspen.sign_minutes(read(draft)))
    assert answer.beritaAcara.status == "DITANDATANGANI_K1"


def test_a_difference_is_told_and_the_same_numbers_are_the_same(world, taspen):
    with world.store() as session:
        answered(session, world.vault, world.now - timedelta(hours=1), "sesuai", "tidak sesuai")
        answered(session, world.vault, world.now, "sesuai", "tidak sesuai", operation="verifikasiPeserta", first=9)
        answered(session, world.vault, world.now, "sesuai", operation="verifikasiPeserta", outcome="ULANGAN")
        answered(session, world.vault, world.now, "sesuai", operation="verifikasiPeserta", agreement="BPUM")
    assert taspen.propose_minutes(said(taspen, counts=Counts.of(2, 2, 0))).perbandingan == "SAMA"
    told = taspen.propose_minutes(said(taspen, "BA-2", Counts.of(2, 1, 0)))
    assert [(row.nama, row.menurutPenerima) for row in told.selisih] == [("jumlahDikirim", 4), ("jumlahTidakSesuai", 2)]


def test_the_partner_does_not_say_where_our_journal_ends(world, taspen):
    """Named as if it were BKN's own: counted in the journal up to its first entry, where the numbers would agree."""
    with world.store() as session:
        first = answered(session, world.vault, world.now, "sesuai")
        answered(session, world.vault, world.now, "tidak sesuai", first=2)
    period = Period(2026, "Q", 4)
    basis = Basis("JURNAL", query_of("TASPEN", str(period), first), first)
    claimed = minutes.build(taspen.agreement, "BA-3", "REKONSILIASI", period, Counts.of(1, 0, 0), basis, DAY)
    assert taspen.propose_minutes(claimed).perbandingan == "BERBEDA"


def test_the_document_is_xml_of_its_own(taspen):
    root = etree.fromstring(write(said(taspen)))
    assert root.tag == "{urn:id:go:bkn:pks:berita-acara:v1}beritaAcara"
    assert [office.findtext("{*}jabatan") for office in root.findall("{*}penandatangan")] == [
        "Direktur Utama", "Sekretaris Utama",
    ]  # fmt: skip


CHANGED = {
    "an Id that no Reference leads to": ('Id="isi"', 'Id="\u00e9"', "Id beritaAcara"),
    "an Id with spaces": ('Id="isi"', 'Id=" isi "', "Id beritaAcara"),
    "no room left for signatures": (">BA-1<", f"> BA-1{' ' * 25_000}<", "beritaAcara lebih dari"),
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_a_document_that_both_could_never_sign_is_not_kept(taspen, changed):
    before, after, sentence = changed
    raw = contain(write(said(taspen))).decode().replace(before, after)
    with pytest.raises(ContractRefused, match=sentence):
        taspen.sampaikanBeritaAcara(raw.encode())
    assert taspen.ambilBeritaAcara().beritaAcara == ()


@pytest.mark.parametrize("number", ["\u00a0", "BA-1\u00a0", "BA\u200b-1"])
def test_a_number_that_only_looks_the_same_is_refused(taspen, draft, number):
    """The first was read as none at all: no answer could name it, and the list of all was none any more."""
    with pytest.raises(ContractRefused, match="huruf yang tidak tampak"):
        taspen.sampaikanBeritaAcara(contain(write(said(taspen, number))))
    assert [row.nomorBeritaAcara for row in taspen.ambilBeritaAcara().beritaAcara] == ["BA-1"]


def test_leading_zeros_do_not_count(taspen):
    raw = contain(write(said(taspen))).decode().replace(">3<", f">{'0' * 5000}3<")
    assert taspen.sampaikanBeritaAcara(raw.encode()).beritaAcara.status == "DRAF"


def test_the_partner_may_have_the_number_that_would_be_ours(world, taspen):
    period = Period(2026, "Q", 4)
    taspen.propose_minutes(said(taspen, f"BA/TASPEN/{period}/2"))
    with world.store() as session:
        answered(session, world.vault, world.now, "sesuai")
        made = minutes.make(session, world.vault, taspen.agreement, period, world.now)
        assert made.number == f"BA/TASPEN/{period}/3"


def test_one_partys_signature_kept_twice_is_not_both_parties(world, taspen, draft):
    taspen.tandaTanganiBeritaAcara("BA-1", taspen.sign_minutes(read(draft)))
    with world.store() as session:
        paper = minutes.find(session, taspen.agreement, "BA-1")
        (kept,) = paper.signatures
        signature = etree.fromstring(kept.signature)
        assert minutes.add_signature(session, paper, Side.BKN, signature, kept.thumbprint, world.now)
    (state,) = taspen.ambilBeritaAcara().beritaAcara
    assert (state.status, state.sah) == ("DRAF", False)


def test_the_client_signs_no_other_document_than_the_one_that_it_named(world, taspen, draft):
    with world.store() as session:
        minutes.find(session, taspen.agreement, "BA-1").number = "BA-2"
    with pytest.raises(AnswerRejected, match="another document came, BA-1"):
        taspen.fetch_minutes("BA-2")


def test_who_signs_again_what_it_fetched_has_signed_it_already(world, taspen, draft):
    with world.store() as session:
        minutes.sign(session, minutes.find(session, taspen.agreement, "BA-1"), world.signer("server"), world.now)
    for told in ("TERSIMPAN", "SUDAH_ADA"):
        _, opened = taspen.fetch_minutes("BA-1")
        answer = taspen.tandaTanganiBeritaAcara("BA-1", taspen.sign_minutes(opened))
        assert (answer.tandaTangan, answer.beritaAcara.sah) == (told, True)
