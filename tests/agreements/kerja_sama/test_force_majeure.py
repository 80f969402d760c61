"""Keadaan kahar: each agreement's own period, what a notice must have, who answers, and what rests meanwhile."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from adapter.agreements.kerja_sama.force_majeure import messages as kahar
from adapter.agreements.kerja_sama.force_majeure.operations import OPERATIONS
from adapter.agreements.panrb.terms import AGREEMENT as PANRB
from adapter.agreements.terms import Side
from adapter.clock import wib_date
from adapter.records.database import writing
from adapter.registry import force_majeure, postponement
from adapter.registry.force_majeure import Notice
from adapter.registry.postponement import Pause
from adapter.registry.term_models import ForceMajeure
from clients.errors import ContractRefused, RequestRefused
from tests.support.records import REQUEST, call
from tests.support.world import World

TODAY = date(2026, 11, 20)
PAPER = kahar.DokumenLampiran(nomor="300/1/2026", penerbit="BPBD", tanggal=TODAY, sidikJari="A" * 64)
DETAILS = {"penyebab": "banjir", "bukti": [PAPER]}


def given(world: World, code: str, **changes: object) -> dict[str, object]:
    """All that any agreement asks for."""
    duty = world.catalogue.agreement(code).duties[0].code
    return {**DETAILS, "kewajibanTertunda": [duty], "lampiranPernyataan": PAPER, **changes}


def by_bkn(world: World, code: str, *, exchange: bool = False) -> str:
    """BKN tells of its own; gives the number."""
    notice = Notice(Side.BKN, "BENCANA_ALAM", wib_date(world.now), wib_date(world.now), postpones_exchange=exchange)
    with world.store() as session:
        return force_majeure.number_of(
            force_majeure.record(session, world.catalogue.agreement(code), notice, world.now)
        )


def answered(world: World, code: str, number: str, word: str) -> None:
    with world.store() as session:
        row = force_majeure.find(session, world.catalogue.agreement(code), number)
        assert row is not None
        force_majeure.answer(row, word, world.now)


def pauses(world: World, code: str) -> tuple[Pause, ...]:
    with world.store() as session:
        return postponement.pauses(session, code, wib_date(world.now))


@pytest.mark.parametrize(("code", "days"), [("TASPEN", 14), ("PANRB", 14), ("BPUM", 14), ("SIGTK", 7), ("BPJS", 7)])
def test_each_agreement_has_its_own_period(world, code, days):
    client = world.partner(code)
    in_time = client.sampaikanKeadaanKahar("BENCANA_ALAM", TODAY - timedelta(days=days), **given(world, code))
    late = client.sampaikanKeadaanKahar("BENCANA_ALAM", TODAY - timedelta(days=days + 1), **given(world, code))
    assert (in_time.terlambat, in_time.batasPemberitahuan) == (False, TODAY)
    assert (late.terlambat, late.menunda, late.dianggapDisetujui) == (True, False, None)


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("TASPEN", ["lampiranPernyataan"]),
        ("PANRB", ["lampiranPernyataan"]),
        ("BPUM", ["lampiranPernyataan"]),
        ("BPJS", ["penyebab", "kewajibanTertunda", "bukti"]),
    ],
)
def test_what_a_notice_must_have(world, code, missing):
    with pytest.raises(ContractRefused) as refused:
        world.partner(code).sampaikanKeadaanKahar("BENCANA_ALAM", TODAY)
    assert refused.value.kodeGalat == "DATA_TIDAK_LENGKAP"
    assert [item.jalur for item in refused.value.kesalahan] == [f"/sampaikanKeadaanKahar/{name}" for name in missing]


@pytest.mark.parametrize(
    ("code", "event", "accepted"),
    [
        ("PANRB", "WABAH", True),
        ("PANRB", "TERORISME", False),
        ("SIGTK", "TERORISME", True),
        ("SIGTK", "BANJIR", False),
        ("TASPEN", "LAIN", True),
        ("BPUM", "LAIN", True),
        ("BPJS", "LAIN", True),
    ],
)
def test_a_closed_list_of_events_is_closed(world, code, event, accepted):
    client = world.partner(code)
    if accepted:
        assert client.sampaikanKeadaanKahar(event, TODAY, **given(world, code)).nomorKahar
    else:
        with pytest.raises(ContractRefused, match="kejadian menurut perjanjian ini"):
            client.sampaikanKeadaanKahar(event, TODAY, **given(world, code))


def test_what_cannot_be_is_named_all_at_once(world):
    changes = given(world, "SIGTK", kewajibanTertunda=["PEMANTAUAN_EVALUASI", "SENAM_PAGI"])
    with pytest.raises(ContractRefused) as refused:
        world.partner("SIGTK").sampaikanKeadaanKahar("BANJIR", TODAY + timedelta(days=1), **changes)
    paths = [item.jalur.removeprefix("/sampaikanKeadaanKahar/") for item in refused.value.kesalahan]
    assert paths == ["jenisKejadian", "tanggalTerjadi", "kewajibanTertunda[2]"]


def test_the_same_event_is_told_once(world):
    client = world.partner("SIGTK")
    client.sampaikanKeadaanKahar("BENCANA_ALAM", TODAY)
    with pytest.raises(ContractRefused, match="sudah tercatat"):
        client.sampaikanKeadaanKahar("BENCANA_ALAM", TODAY)


def test_sigtk_needs_nobodys_consent(world):
    client = world.partner("SIGTK")
    told = client.sampaikanKeadaanKahar("BENCANA_ALAM", TODAY - timedelta(days=3), menundaPertukaran=True)
    assert told.menunda is True
    with pytest.raises(RequestRefused, match=f"{told.nomorKahar} sejak 2026-11-17") as refused:
        world.sigtk().ambilReferensi("INSTANSI")
    assert refused.value.kodeGalat == "KEADAAN_KAHAR"
    (lasting,) = client.cekStatusPerjanjian().keadaanKahar
    assert (lasting.nomorKahar, lasting.menunda, lasting.menundaPertukaran) == (told.nomorKahar, True, True)
    over = client.akhiriKeadaanKahar(told.nomorKahar, TODAY)
    assert over.hariTertunda == 4
    world.sigtk().ambilReferensi("INSTANSI")
    assert client.cekStatusPerjanjian().keadaanKahar == ()
    assert pauses(world, "SIGTK") == (Pause(TODAY - timedelta(days=3), TODAY, ()),)


def test_the_exchange_goes_on_where_it_is_not_postponed(world):
    world.partner("SIGTK").sampaikanKeadaanKahar("BENCANA_ALAM", TODAY, kewajibanTertunda=["PEMANTAUAN_EVALUASI"])
    world.sigtk().ambilReferensi("INSTANSI")
    assert pauses(world, "SIGTK") == (Pause(TODAY, None, ("PEMANTAUAN_EVALUASI",)),)


@pytest.mark.parametrize(("word", "rests"), [("SETUJU", True), ("TOLAK", False)])
def test_where_the_other_party_considers_it_nothing_rests_before(world, word, rests):
    told = world.partner("PANRB").sampaikanKeadaanKahar("WABAH", TODAY, **given(world, "PANRB"))
    assert (told.menunda, pauses(world, "PANRB")) == (False, ())
    answered(world, "PANRB", told.nomorKahar, word)
    assert bool(pauses(world, "PANRB")) is rests


def test_seven_days_of_silence_agree_for_bpjs(world):
    told = world.partner("BPJS").sampaikanKeadaanKahar("LAIN", TODAY, **given(world, "BPJS", menundaPertukaran=True))
    assert (told.menunda, told.dianggapDisetujui) == (False, date(2026, 11, 28))
    world.now += timedelta(days=7)
    world.bpjs().ambilDataPegawai(ukuranHalaman=1)
    assert pauses(world, "BPJS") == ()
    world.now += timedelta(days=1)
    with pytest.raises(RequestRefused, match="KEADAAN_KAHAR"):
        world.bpjs().ambilDataPegawai(ukuranHalaman=1)
    assert [pause.first_day for pause in pauses(world, "BPJS")] == [TODAY]


@pytest.mark.parametrize(("days", "refused"), [(7, False), (8, True)])
def test_after_the_silence_bpjs_cannot_refuse_any_more(world, days, refused):
    number = by_bkn(world, "BPJS", exchange=True)
    world.now += timedelta(days=days)
    client = world.partner("BPJS")
    if refused:
        with pytest.raises(ContractRefused, match="dianggap disetujui"):
            client.tanggapiKeadaanKahar(number, "TOLAK")
    else:
        assert client.tanggapiKeadaanKahar(number, "TOLAK").menunda is False


def test_what_is_told_late_rests_only_if_the_other_agrees(world):
    client = world.partner("SIGTK")
    told = client.sampaikanKeadaanKahar("BENCANA_ALAM", TODAY - timedelta(days=30))
    assert (told.terlambat, pauses(world, "SIGTK")) == (True, ())
    answered(world, "SIGTK", told.nomorKahar, "SETUJU")
    assert [pause.first_day for pause in pauses(world, "SIGTK")] == [TODAY - timedelta(days=30)]


def test_a_refusal_ends_what_had_begun_to_rest(world):
    number = by_bkn(world, "SIGTK", exchange=True)
    world.now += timedelta(days=2)
    assert world.partner("SIGTK").tanggapiKeadaanKahar(number, "TOLAK", alasan="tidak berdampak").menunda is False
    world.sigtk().ambilReferensi("INSTANSI")
    assert pauses(world, "SIGTK") == (Pause(TODAY, TODAY + timedelta(days=2), ()),)


def test_nobody_answers_himself_or_ends_the_others(world):
    client = world.partner("SIGTK")
    own = client.sampaikanKeadaanKahar("BENCANA_ALAM", TODAY).nomorKahar
    with pytest.raises(ContractRefused, match="dijawab oleh pihak lain"):
        client.tanggapiKeadaanKahar(own, "SETUJU")
    theirs = by_bkn(world, "SIGTK")
    with pytest.raises(ContractRefused, match="dilaporkan oleh pihak lain"):
        client.akhiriKeadaanKahar(theirs, TODAY)
    for number in ("KHR-999", "PGJ-1", by_bkn(world, "BPUM")):
        with pytest.raises(ContractRefused, match="tidak dikenal"):
            client.tanggapiKeadaanKahar(number, "SETUJU")


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_it_ends_after_it_began_and_not_in_the_future(world, day):
    client = world.partner("SIGTK")
    number = client.sampaikanKeadaanKahar("BENCANA_ALAM", TODAY).nomorKahar
    with pytest.raises(ContractRefused):
        client.akhiriKeadaanKahar(number, day)
    client.akhiriKeadaanKahar(number, TODAY)
    with pytest.raises(ContractRefused, match="sudah berakhir"):
        client.akhiriKeadaanKahar(number, TODAY)


def test_at_a_partners_host_it_is_bkn_who_calls(engine, vault, now):
    operation = next(one for one in OPERATIONS if one.name == "sampaikanKeadaanKahar")
    with writing(engine) as session:
        mirrored = call(session, vault, now, PANRB, caller=Side.BKN)
        told = kahar.SampaikanKeadaanKahar(
            kepala=REQUEST, jenisKejadian="BANJIR", tanggalTerjadi=TODAY, menundaPertukaran=False,
            lampiranPernyataan=PAPER,
        )  # fmt: skip
        assert operation.carry_out(mirrored, told).terlambat is False
        assert [row.side for row in force_majeure.all_of(session, "PANRB")] == ["BKN"]


def test_an_answer_that_another_process_gave_meanwhile_is_seen(world):
    number = by_bkn(world, "PANRB")
    with world.store() as session:
        (known,) = force_majeure.all_of(session, "PANRB")
        given = update(ForceMajeure).values(answer="TOLAK").execution_options(synchronize_session=False)
        session.execute(given)
        assert known.answer is None
        found = force_majeure.find(session, PANRB, number)
        wrong = force_majeure.answer_objections(found, PANRB, Side.PARTNER, TODAY)
        assert [one.element for one in wrong] == ["nomorKahar"]
