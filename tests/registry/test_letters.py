"""A letter asks for elements for a time; the other side answers it once."""

from datetime import date, timedelta

import pytest

from adapter.agreements.bpjs.elements import DataPegawai
from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.terms import Side
from adapter.records.database import writing
from adapter.registry import letters, store
from adapter.registry.flaws import Flaw, Flawed

DAY, END = date(2026, 11, 20), date(2027, 6, 30)
NIK, NAME = ("dataPegawai", "nik"), ("dataPegawai", "keluarga")


@pytest.fixture
def session(engine, now):
    """BPJS's agreement, extended, without NIK and name."""
    with writing(engine) as opened:
        store.record_extension(opened, BPJS, number="P-1", first_day=DAY, last_day=END, note=None, now=now)
        gone = [("CABUT", *NIK), ("CABUT", *NAME)]
        store.record_addendum(opened, BPJS, number="AD-1", first_day=DAY, changes=gone, note=None, now=now)
        yield opened


def send(session, now, *elements, side=Side.PARTNER, **changes):
    given = {"number": "S-1", "dated": DAY, "elements": elements or (NIK, NAME), "reason": "uji", **changes}
    return letters.send_letter(session, BPJS, side, letters.Letter(**given), by="uji", now=now)


def answer(session, now, decision, *elements, last=END, number="S-1"):
    given = letters.Decision(decision, elements, last if elements else None)
    return letters.answer_letter(session, BPJS, number, given, by="uji", now=now + timedelta(minutes=1))


def passing(session, day):
    return {"nik", "keluarga"} & store.standing(session, BPJS, day).effective[DataPegawai]


def flaws(raised):
    return list(raised.value.found)


def test_unanswered_it_changes_nothing(session, now):
    send(session, now)
    assert [row.number for row in letters.unanswered(session, BPJS)] == ["S-1"]
    assert passing(session, DAY) == set()


def test_granted_in_part_that_part_passes_until_the_day(session, now):
    send(session, now)
    answer(session, now, "SEBAGIAN", NIK, last=DAY + timedelta(days=9))
    assert [passing(session, DAY + timedelta(days=days)) for days in (0, 9, 10)] == [{"nik"}, {"nik"}, set()]
    assert letters.unanswered(session, BPJS) == []


def test_refused_nothing_passes_and_the_sender_learns_it(session, now):
    send(session, now)
    answer(session, now, "DITOLAK")
    assert passing(session, DAY) == set()
    assert send(session, now).answer.decision == "DITOLAK"


@pytest.mark.parametrize(
    ("decision", "elements", "last", "flaw"),
    [
        ("DISETUJUI", (NIK,), END, ("keputusan", Flaw.DECISION_DIFFERS)),
        ("SEBAGIAN", (NIK, NAME), END, ("keputusan", Flaw.DECISION_DIFFERS)),
        ("SEBAGIAN", (), None, ("keputusan", Flaw.DECISION_DIFFERS)),
        ("DITOLAK", (NIK,), END, ("keputusan", Flaw.DECISION_DIFFERS)),
        ("MENUNGGU", (), None, ("keputusan", Flaw.DECISION_DIFFERS)),
        ("DISETUJUI", (NIK, NAME), None, ("berlakuSampai", Flaw.NO_LAST_DAY)),
        ("DISETUJUI", (NIK, NAME), END + timedelta(days=1), ("berlakuSampai", Flaw.AFTER_AGREEMENT)),
        ("DISETUJUI", (NIK, NAME), DAY - timedelta(days=1), ("berlakuSampai", Flaw.IN_PAST)),
        ("SEBAGIAN", (NIK, ("dataPegawai", "jenisKelamin")), END, ("elemenDiminta", Flaw.NOT_ASKED_FOR)),
    ],
)
def test_an_answer_that_cannot_be(session, now, decision, elements, last, flaw):
    send(session, now)
    with pytest.raises(Flawed) as raised:
        answer(session, now, decision, *elements, last=last)
    assert flaw in flaws(raised)
    assert passing(session, DAY) == set()


def test_it_is_answered_once(session, now):
    send(session, now)
    answer(session, now, "DITOLAK")
    with pytest.raises(Flawed) as raised:
        answer(session, now, "DISETUJUI", NIK, NAME)
    assert flaws(raised) == [("nomorSurat", Flaw.ANSWERED_ALREADY)]


def test_an_unknown_letter_is_not_answered(session, now):
    with pytest.raises(Flawed) as raised:
        answer(session, now, "DITOLAK", number="S-9")
    assert flaws(raised) == [("nomorSurat", Flaw.NUMBER_UNKNOWN)]


def test_all_that_is_wrong_is_told_at_once(session, now):
    send(session, now)
    elements = (
        ("dataLain", "nik"),
        ("dataPegawai", "agama"),
        ("dataPegawai", "tanggalMutakhir"),
        NIK,
        NIK,
    )
    with pytest.raises(Flawed) as raised:
        send(
            session, now, *elements, ("kartuPesertaPns", "namaPns"),
            dated=DAY + timedelta(days=1), wanted_until=END + timedelta(days=1),
        )  # fmt: skip
    assert flaws(raised) == [
        ("nomorSurat", Flaw.NUMBER_USED),
        ("tanggalSurat", Flaw.IN_FUTURE),
        ("berlakuSampai", Flaw.AFTER_AGREEMENT),
        ("elemenDiminta[1]/daftar", Flaw.UNKNOWN_LIST),
        ("elemenDiminta[2]/elemen", Flaw.UNKNOWN_ELEMENT),
        ("elemenDiminta[3]/elemen", Flaw.NEVER_SENT),
        ("elemenDiminta[5]/elemen", Flaw.CONTRADICTION),
        ("elemenDiminta[6]/daftar", Flaw.OWN_LIST),
    ]


def test_bkn_asks_for_what_the_partner_gives(session, now):
    assert send(session, now, ("kartuPesertaPns", "namaPns"), side=Side.BKN).side == "BKN"
    with pytest.raises(Flawed) as raised:
        send(session, now, NIK, side=Side.BKN, number="S-2")
    assert flaws(raised) == [("elemenDiminta[1]/daftar", Flaw.OWN_LIST)]


def test_a_letter_from_before_the_agreement(session, now):
    with pytest.raises(Flawed) as raised:
        send(session, now, dated=date(2016, 10, 9))
    assert flaws(raised) == [("tanggalSurat", Flaw.BEFORE_AGREEMENT)]
