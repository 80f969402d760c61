"""Extension and early end, as partners propose and answer them, and as BKN does from its desk."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from adapter.agreements.kerja_sama.ending import messages as ending
from adapter.agreements.kerja_sama.ending.operations import OPERATIONS
from adapter.agreements.panrb.terms import AGREEMENT as PANRB
from adapter.agreements.terms import Side
from adapter.clock import wib_date
from adapter.records.database import writing
from adapter.registry import proposals, store
from adapter.registry.proposals import BREACH, EARLY_END, KAHAR, Letter
from adapter.registry.term_models import Proposal
from clients.errors import ContractRefused
from tests.support.records import REQUEST, call
from tests.support.world import World

TODAY = date(2026, 11, 20)
ANY_END = date(2027, 3, 31)


def problems(refused: pytest.ExceptionInfo[ContractRefused]) -> list[tuple[str, str]]:
    return [(item.jalur, item.kodeGalat) for item in refused.value.kesalahan]


def by_bkn(world: World, code: str, last_day: date = ANY_END, **changes: str) -> str:
    """BKN asks for an early end; gives the proposal's number."""
    agreement = world.catalogue.agreement(code)
    letter = Letter(EARLY_END, Side.BKN, "B-1", last_day, wib_date(world.now), reason="uji", **changes)
    with world.store() as session:
        return proposals.number_of(proposals.record(session, agreement, letter, world.now))


def answered(world: World, code: str, number: str, word: str) -> None:
    with world.store() as session:
        row = proposals.find(session, world.catalogue.agreement(code), number)
        assert row is not None
        assert proposals.answer_objections(row, Side.BKN, wib_date(world.now)) == []
        proposals.answer(row, word, world.now)


@pytest.mark.parametrize(
    ("code", "earliest"),
    [
        ("TASPEN", date(2027, 2, 20)),
        ("PANRB", date(2027, 2, 20)),
        ("SIGTK", date(2026, 12, 20)),
        ("BPJS", date(2027, 2, 20)),
        ("BPUM", date(2026, 12, 20)),
    ],
)
def test_each_agreement_has_its_own_period_of_notice(world, code, earliest):
    client = world.partner(code)
    early = client.ajukanPengakhiran("S-1", earliest - timedelta(days=1), alasan="tidak diperlukan lagi")
    assert (early.hasil, early.tanggalPalingAwal, early.nomorPengajuan) == ("JANGKA_WAKTU_KURANG", earliest, None)
    assert client.cekStatusPerjanjian().pengajuan == ()
    recorded = client.ajukanPengakhiran("S-1", earliest, alasan="tidak diperlukan lagi")
    assert (recorded.hasil, recorded.akibatDiam == "BERAKHIR") == ("TERCATAT", code == "PANRB")
    assert [one.nomorSurat for one in client.cekStatusPerjanjian().pengajuan] == ["S-1"]


def test_bpjs_needs_a_reason_and_everything_wrong_is_said_at_once(world):
    with pytest.raises(ContractRefused) as refused:
        world.partner("BPJS").ajukanPengakhiran("S-1", date(2026, 1, 1), dasar="KEADAAN_KAHAR")
    assert problems(refused) == [
        ("/ajukanPengakhiran/alasan", "DATA_TIDAK_LENGKAP"),
        ("/ajukanPengakhiran/tanggalPengakhiran", "FORMAT_TIDAK_SAH"),
        ("/ajukanPengakhiran/dasar", "FORMAT_TIDAK_SAH"),
    ]


def test_a_letter_is_recorded_once(world):
    client = world.partner("SIGTK")
    client.ajukanPengakhiran("S-1", ANY_END)
    with pytest.raises(ContractRefused) as refused:
        client.ajukanPengakhiran("S-1", ANY_END)
    assert problems(refused) == [("/ajukanPengakhiran/nomorSurat", "FORMAT_TIDAK_SAH")]


@pytest.mark.parametrize("last_day", [date(2027, 10, 21), date(2028, 1, 1)])
def test_an_end_that_comes_by_itself_is_not_asked_for(world, last_day):
    with pytest.raises(ContractRefused):
        world.partner("SIGTK").ajukanPengakhiran("S-1", last_day)


def test_what_has_ended_cannot_be_ended(world):
    world.now += timedelta(days=500)
    with pytest.raises(ContractRefused) as refused:
        world.partner("SIGTK").ajukanPengakhiran("S-1", date(2029, 1, 1))
    assert "sedang tidak berlaku" in refused.value.kesalahan[0].keterangan


def test_agreed_it_ends_on_its_day(world):
    number = by_bkn(world, "SIGTK")
    client = world.partner("SIGTK")
    assert client.tanggapiPengakhiran(number, "SETUJU").tanggalAkhir == ANY_END
    world.now += timedelta(days=(ANY_END - TODAY).days)
    assert client.cekStatusPerjanjian().status == "AKAN_BERAKHIR"
    world.now += timedelta(days=1)
    status = client.cekStatusPerjanjian()
    assert (status.status, status.tanggalAkhir) == ("DIHENTIKAN", ANY_END)
    assert status.alasanStatus == "Diakhiri BKN dengan surat nomor B-1, disetujui pihak lainnya."


def test_agreed_after_its_day_it_ends_when_it_is_agreed(world):
    number = by_bkn(world, "SIGTK")
    world.now += timedelta(days=(ANY_END - TODAY).days + 10)
    client = world.partner("SIGTK")
    assert client.cekStatusPerjanjian().status == "BERLAKU"
    assert client.tanggapiPengakhiran(number, "SETUJU").tanggalAkhir == wib_date(world.now)


def test_refused_it_stays_in_force(world):
    number = by_bkn(world, "PANRB")
    client = world.partner("PANRB")
    assert client.tanggapiPengakhiran(number, "TOLAK", alasan="masih diperlukan").tanggalAkhir > ANY_END
    world.now += timedelta(days=200)
    assert client.cekStatusPerjanjian().status == "BERLAKU"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("PGJ-999", "tidak dikenal"), ("PGJ-x", "tidak dikenal"), ("PGJ-9" * 8, "tidak dikenal"), ("", "")],
)
def test_an_unknown_number(world, number, sentence):
    with pytest.raises(ContractRefused) as refused:
        world.partner("SIGTK").tanggapiPengakhiran(number or by_bkn(world, "PANRB"), "SETUJU")
    assert sentence in refused.value.kesalahan[0].keterangan


def test_nobody_answers_himself_or_twice(world):
    client = world.partner("SIGTK")
    own = client.ajukanPengakhiran("S-1", ANY_END).nomorPengajuan
    with pytest.raises(ContractRefused, match="dijawab oleh pihak lain"):
        client.tanggapiPengakhiran(own, "SETUJU")
    number = by_bkn(world, "SIGTK")
    client.tanggapiPengakhiran(number, "TOLAK")
    with pytest.raises(ContractRefused, match="sudah dijawab"):
        client.tanggapiPengakhiran(number, "SETUJU")


def test_after_the_silence_no_answer_counts(world):
    number = by_bkn(world, "PANRB")
    world.now += timedelta(days=21)  # 14 working days are over on 10 December
    with pytest.raises(ContractRefused, match="jangka waktu jawaban sudah lewat"):
        world.partner("PANRB").tanggapiPengakhiran(number, "TOLAK")


def test_whoever_signs_an_extension_has_answered(world):
    client = world.partner("PANRB")
    client.ajukanPengakhiran("S-1", ANY_END)
    world.now += timedelta(days=1)
    with world.store() as session:
        store.record_extension(
            session, world.catalogue.agreement("PANRB"), number="P-2", first_day=date(2027, 10, 22),
            last_day=date(2029, 10, 21), note=None, now=world.now,
        )  # fmt: skip
    world.now += timedelta(days=200)
    assert client.cekStatusPerjanjian().status == "BERLAKU"


def test_only_bkn_ends_bpum_for_duties_not_done(world):
    with pytest.raises(ContractRefused):
        world.partner("BPUM").ajukanPengakhiran("S-1", ANY_END, dasar=BREACH)
    by_bkn(world, "BPUM", date(2026, 11, 30), ground=BREACH)
    client = world.partner("BPUM")
    assert client.cekStatusPerjanjian().tanggalAkhir == date(2026, 11, 30)
    world.now += timedelta(days=11)
    assert client.cekStatusPerjanjian().status == "DIHENTIKAN"


@pytest.mark.parametrize(("days", "allowed"), [(30, False), (31, True), (37, True), (38, False)])
def test_sigtk_may_end_a_lasting_keadaan_kahar_within_its_window(world, days, allowed):
    client = world.partner("SIGTK")
    client.sampaikanKeadaanKahar("BENCANA_ALAM", TODAY)
    world.now += timedelta(days=days)
    end = wib_date(world.now)
    if allowed:
        assert client.ajukanPengakhiran("S-1", end, dasar=KAHAR).hasil == "TERCATAT"
    else:
        with pytest.raises(ContractRefused, match=r"2026-12-21 s\.d\. 2026-12-27"):
            client.ajukanPengakhiran("S-1", end, dasar=KAHAR)


@pytest.mark.parametrize(
    ("code", "limit", "in_time"),
    [("TASPEN", date(2027, 5, 1), True), ("SIGTK", date(2027, 9, 21), True), ("PANRB", None, True)],
)
def test_an_extension_is_asked_for_in_time(world, code, limit, in_time):
    answer = world.partner(code).ajukanPerpanjangan("S-1", date(2027, 11, 1), date(2029, 10, 31))
    assert (answer.batasPengajuan, answer.tepatWaktu) == (limit, in_time)


def test_a_late_one_is_recorded_and_what_both_sign_extends(world):
    client = world.partner("SIGTK")
    world.now += timedelta(days=330)
    answer = client.ajukanPerpanjangan("S-1", date(2027, 10, 22), date(2029, 10, 21))
    assert answer.tepatWaktu is False
    agreement = world.catalogue.agreement("SIGTK")
    with world.store() as session:
        store.record_extension(
            session, agreement, number="P-2", first_day=date(2027, 10, 22), last_day=date(2029, 10, 21),
            note=None, now=world.now,
        )  # fmt: skip
        proposals.accept_extension(session, agreement, answer.nomorPengajuan, "P-2", world.now)
    assert client.cekStatusPerjanjian().pengajuan == ()
    world.now += timedelta(days=30)
    assert client.cekStatusPerjanjian().status == "BERLAKU"


def test_an_extension_that_cannot_be(world):
    with pytest.raises(ContractRefused) as refused:
        world.partner("BPJS").ajukanPerpanjangan("S-1", date(2016, 10, 10), date(2016, 1, 1))
    assert [path.rpartition("/")[2] for path, _ in problems(refused)] == ["alasan", "tanggalAkhir", "tanggalMulai"]


def test_a_message_does_not_answer_an_extension(world):
    agreement = world.catalogue.agreement("SIGTK")
    letter = Letter(proposals.EXTENSION, Side.BKN, "B-1", ANY_END, TODAY, first_day=TODAY)
    with world.store() as session:
        number = proposals.number_of(proposals.record(session, agreement, letter, world.now))
    with pytest.raises(ContractRefused, match="tidak dikenal"):
        world.partner("SIGTK").tanggapiPengakhiran(number, "SETUJU")


def test_at_a_partners_host_it_is_bkn_who_calls(engine, vault, now):
    operation = next(one for one in OPERATIONS if one.name == "ajukanPengakhiran")
    with writing(engine) as session:
        mirrored = call(session, vault, now, PANRB, caller=Side.BKN)
        asked = ending.AjukanPengakhiran(kepala=REQUEST, nomorSurat="B-1", tanggalPengakhiran=ANY_END)
        assert operation.carry_out(mirrored, asked).hasil == "TERCATAT"
        assert [row.side for row in proposals.proposals(session, PANRB)] == ["BKN"]


def test_an_answer_that_another_process_gave_meanwhile_is_seen(world):
    number = by_bkn(world, "PANRB")
    with world.store() as session:
        (known,) = proposals.proposals(session, PANRB)
        given = update(Proposal).values(answer="TOLAK").execution_options(synchronize_session=False)
        session.execute(given)
        assert known.answer is None
        found = proposals.find(session, PANRB, number)
        assert [one.element for one in proposals.answer_objections(found, Side.PARTNER, TODAY)] == ["nomorPengajuan"]
