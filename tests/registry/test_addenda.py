"""An addendum is proposed by one side and approved by the other; what is wrong is told all at once."""

from datetime import date, timedelta

import pytest

from adapter.agreements.bpjs.elements import DataPegawai
from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.panrb.terms import AGREEMENT as PANRB
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.agreements.terms import Side
from adapter.errors import OperatorError
from adapter.records.database import writing
from adapter.registry import addenda, store, team
from adapter.registry.effective import ElementChange
from adapter.registry.flaws import Flaw, Flawed, told_to_operator

DAY = date(2026, 11, 20)
WITHDRAW = ElementChange("CABUT", "dataPegawai", "nik")


@pytest.fixture
def session(engine):
    with writing(engine) as opened:
        yield opened


def proposal(*changes, number="AD-1", signed=DAY, first=DAY, member=None):
    return addenda.Proposal(number, signed, first, changes or (WITHDRAW,), member)


def propose(session, now, given, *, agreement=BPJS, side=Side.PARTNER):
    return addenda.propose(session, agreement, side, given, by="uji", now=now)


def approve(session, now, number="AD-1", *, agreement=BPJS, side=Side.BKN, member=None):
    return addenda.approve(session, agreement, side, number, team_member=member, by="uji", now=now)


def flaws(raised):
    return list(raised.value.found)


def passes(session, day):
    return "nik" in store.standing(session, BPJS, day).effective[DataPegawai]


@pytest.mark.parametrize("side", list(Side))
def test_one_side_alone_changes_nothing(session, now, side):
    propose(session, now, proposal(), side=side)
    with pytest.raises(Flawed) as raised:
        approve(session, now, side=side)
    assert flaws(raised) == [("nomorAdendum", Flaw.OWN_PROPOSAL)]
    assert passes(session, DAY)


def test_the_other_side_puts_it_into_effect_from_its_day_on(session, now):
    later = DAY + timedelta(days=7)
    propose(session, now, proposal(first=later))
    assert [one.number for one in addenda.awaiting(session, BPJS)] == ["AD-1"]
    assert approve(session, now) == later
    assert [passes(session, later - timedelta(days=1)), passes(session, later)] == [True, False]
    assert addenda.awaiting(session, BPJS) == []


def test_approved_late_it_counts_from_the_approval(session, now):
    propose(session, now, proposal())
    assert approve(session, now + timedelta(days=3)) == DAY + timedelta(days=3)


def test_it_is_approved_once(session, now):
    propose(session, now, proposal())
    approve(session, now)
    with pytest.raises(Flawed) as raised:
        approve(session, now)
    assert flaws(raised) == [("nomorAdendum", Flaw.APPROVED_ALREADY)]


def test_an_unknown_number_is_not_approved(session, now):
    with pytest.raises(Flawed) as raised:
        approve(session, now, "AD-9")
    assert flaws(raised) == [("nomorAdendum", Flaw.NUMBER_UNKNOWN)]


def test_all_that_is_wrong_is_told_at_once(session, now):
    store.record_addendum(session, BPJS, number="AD-1", first_day=DAY, changes=[WITHDRAW], note=None, now=now)
    given = proposal(
        ElementChange("CABUT", "dataLain", "nik"),
        ElementChange("TAMBAH", "dataPegawai", "agama"),
        ElementChange("TAMBAH", "dataPegawai", "tanggalMutakhir"),
        WITHDRAW,
        ElementChange("TAMBAH", "dataPegawai", "nik"),
        ElementChange("UBAH", "kartuPesertaPns", "namaPns"),
        ElementChange("UBAH", "dataPegawai", "keluarga", mandatory=True),
        ElementChange("CABUT", "kartuPesertaPns", "nomorKartuPeserta", mandatory=False),
        ElementChange("UBAH", "dataPejabatNegara", "namaPegawaiPejabatNegara", mandatory=False),
        signed=date(2016, 10, 9),
        first=date(2016, 10, 8),
    )  # fmt: skip
    with pytest.raises(Flawed) as raised:
        propose(session, now, given)
    assert flaws(raised) == [
        ("nomorAdendum", Flaw.NUMBER_USED),
        ("tanggalTandaTangan", Flaw.BEFORE_AGREEMENT),
        ("berlakuMulai", Flaw.BEFORE_AGREEMENT),
        ("perubahan[1]/daftar", Flaw.UNKNOWN_LIST),
        ("perubahan[2]/elemen", Flaw.UNKNOWN_ELEMENT),
        ("perubahan[3]/elemen", Flaw.NEVER_SENT),
        ("perubahan[5]/elemen", Flaw.CONTRADICTION),
        ("perubahan[6]/kardinalitas", Flaw.NO_CARDINALITY),
        ("perubahan[7]/daftar", Flaw.NOT_THE_PARTNERS),
        ("perubahan[8]/kardinalitas", Flaw.NEEDLESS_CARDINALITY),
        ("perubahan[9]/kardinalitas", Flaw.REQUIRED_BY_CONTRACT),
    ]
    assert addenda.awaiting(session, BPJS) == []


def test_it_does_not_count_from_before_its_signature(session, now):
    with pytest.raises(Flawed) as raised:
        propose(session, now, proposal(first=DAY - timedelta(days=1)))
    assert flaws(raised) == [("berlakuMulai", Flaw.BEFORE_SIGNATURE)]


def test_setneg_sets_the_first_day_jointly_and_others_count_from_the_signature(session, now):
    given = proposal(ElementChange("CABUT", "dataAsn", "nik"), first=None)
    with pytest.raises(Flawed) as raised:
        propose(session, now, given, agreement=SIGTK)
    assert flaws(raised) == [("berlakuMulai", Flaw.NO_FIRST_DAY)]
    assert propose(session, now, proposal(first=None, signed=DAY)).first_day == DAY


@pytest.mark.parametrize(
    ("member", "flaw"),
    [
        (None, Flaw.NO_TEAM_MEMBER),
        ("DIT-9", Flaw.NOT_IN_TEAM),
        ("ASDEP-1", Flaw.NOT_IN_TEAM),
        ("DIT-1", Flaw.NOT_IN_TEAM),
    ],
)
def test_panrb_wants_a_member_of_ones_own_side_of_the_team_today(session, now, member, flaw):
    for name, side, last in (("ASDEP-1", Side.PARTNER, None), ("DIT-1", Side.BKN, DAY - timedelta(days=1))):
        known = team.Member(name, side, "ANALIS", "KEP-1", DAY - timedelta(days=30), last)
        team.add_member(session, PANRB, known, by="uji", now=now)
    assert team.flaw_of(session, PANRB, Side.BKN, member, DAY) is flaw
    assert team.flaw_of(session, PANRB, Side.PARTNER, "ASDEP-1", DAY) is None
    assert team.flaw_of(session, BPJS, Side.BKN, None, DAY) is None


def test_who_of_the_team_approved_is_kept(session, now):
    for name, side in (("ASDEP-1", Side.PARTNER), ("DIT-1", Side.BKN)):
        known = team.Member(name, side, "PENGAWAS", "KEP-1", DAY, None)
        team.add_member(session, BPJS, known, by="uji", now=now)
    propose(session, now, proposal(member="ASDEP-1"))
    approve(session, now, member="DIT-1")
    row = addenda.proposal(session, BPJS, "AD-1")
    assert (row.team_member, row.approval.team_member, row.approval.side) == ("ASDEP-1", "DIT-1", "BKN")


def test_a_role_and_days_that_cannot_be(session, now):
    with pytest.raises(OperatorError, match="no role in the team"):
        team.add_member(session, PANRB, team.Member("X", Side.BKN, "KETUA", "KEP-1", DAY, None), by="uji", now=now)
    with pytest.raises(OperatorError, match="is before the first"):
        team.add_member(
            session, PANRB, team.Member("X", Side.BKN, "ANALIS", "K", DAY, date(2026, 1, 1)), by="u", now=now
        )


def test_an_operator_reads_it_in_one_line(session, now):
    told = "addendum AD-9: nomorAdendum: there is nothing with this number; nothing was recorded"
    with pytest.raises(OperatorError, match=told), told_to_operator("addendum AD-9"):
        approve(session, now, "AD-9")
