"""Notices: told once, read by those they are for, confirmed once, ended only by another notice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapter.agreements.terms import Contact, Side
from adapter.records.database import reading, writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.notice_rules import Draft, NoticeRefused
from adapter.registry.notices import confirm, last_token, publish, seen_by

BPJS, SIGTK = (load_agreements().agreement(code) for code in ("BPJS", "SIGTK"))
HOUR = timedelta(hours=1)


def draft(now, number="N-1", **changes):
    told = Draft(
        number=number, kind="PERBAIKAN", text="perbaikan", system="SIASN", starts_at=now, expected_end=now + HOUR
    )
    return replace(told, **changes)


def tell(engine, now, *drafts, to=SIGTK, by=Side.BKN):
    with writing(engine) as session:
        return [publish(session, to, by, one, now)[1] for one in drafts]


def numbers(engine, agreement, side, **how):
    with reading(engine) as session:
        return [seen.notice.number for seen in seen_by(session, agreement, side, **how)]


def wrongs(engine, now, told, **how):
    with pytest.raises(NoticeRefused) as refused:
        tell(engine, now, told, **how)
    with reading(engine) as session:
        assert last_token(session) in (0, 1)
    return [(wrong.element, wrong.code) for wrong in refused.value.wrongs]


def test_who_sees_what(engine, now):
    tell(engine, now, draft(now, "KE-SIGTK"))
    tell(engine, now, draft(now, "KE-SEMUA"), to=None)
    tell(engine, now, draft(now, "DARI-BPJS"), to=BPJS, by=Side.PARTNER)
    assert numbers(engine, SIGTK, Side.PARTNER) == ["KE-SIGTK", "KE-SEMUA"]
    assert numbers(engine, BPJS, Side.PARTNER) == ["KE-SEMUA"]
    assert numbers(engine, BPJS, Side.PARTNER, own=True) == ["KE-SEMUA", "DARI-BPJS"]
    assert numbers(engine, BPJS, Side.BKN) == ["DARI-BPJS"]
    assert numbers(engine, SIGTK, Side.BKN) == []
    assert numbers(engine, SIGTK, Side.PARTNER, after=1) == ["KE-SEMUA"]


def test_the_same_again_is_known_and_other_content_is_refused(engine, now):
    contact = Contact("Biro", "021", "a@b.go.id", "")
    assert tell(engine, now, draft(now, contact=contact), draft(now, contact=contact)) == [False, True]
    assert wrongs(engine, now, draft(now, text="lain", contact=contact)) == [
        ("idPemberitahuan", "DUPLIKAT_BERBEDA_ISI")
    ]
    assert numbers(engine, SIGTK, Side.PARTNER) == ["N-1"]


def test_two_partners_may_use_one_number(engine, now):
    assert tell(engine, now, draft(now), to=SIGTK, by=Side.PARTNER) == [False]
    assert tell(engine, now, draft(now), to=BPJS, by=Side.PARTNER) == [False]


BARE = {"starts_at": None, "expected_end": None}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"expected_end": None, "system": None}, ["perkiraanSelesai LENGKAP", "sistem LENGKAP"]),
        ({"starts_at": None}, ["mulai LENGKAP"]),
        ({"withdrawn": True}, ["dicabut SAH"]),
        ({"follows": "TIADA", **BARE}, ["selesaiPada LENGKAP", "menindaklanjuti SAH"]),
        ({"follows": "TIADA", "withdrawn": True}, ["mulai SAH", "perkiraanSelesai SAH", "menindaklanjuti SAH"]),
    ],
)
def test_everything_that_is_wrong_is_told_at_once(engine, now, changes, expected):
    found = wrongs(engine, now, draft(now, **changes))
    assert [f"{element} {code.rpartition('_')[2]}" for element, code in found] == expected


@pytest.mark.parametrize("length", [timedelta(0), -HOUR, timedelta(days=31, seconds=1)])
def test_an_end_before_the_beginning_or_too_far_away(engine, now, length):
    assert wrongs(engine, now, draft(now, expected_end=now + length)) == [("perkiraanSelesai", "FORMAT_TIDAK_SAH")]


def test_the_end_is_told_by_a_follow_up_of_the_same_sender_kind_and_recipients(engine, now):
    tell(engine, now, draft(now, kind="KENDALA", expected_end=None))
    end = Draft(number="N-2", kind="KENDALA", text="pulih", follows="N-1", ended_at=now + HOUR)
    unknown = [("menindaklanjuti", "FORMAT_TIDAK_SAH")]
    assert wrongs(engine, now, end, to=None) == unknown
    assert wrongs(engine, now, end, by=Side.PARTNER) == unknown
    assert wrongs(engine, now, replace(end, kind="UMUM")) == unknown
    assert wrongs(engine, now, replace(end, ended_at=now - HOUR)) == [("selesaiPada", "FORMAT_TIDAK_SAH")]
    assert tell(engine, now, end) == [False]
    with reading(engine) as session:
        first, later = seen_by(session, SIGTK, Side.PARTNER)
        assert (first.ends_at, first.notice.expected_end, later.followed) == (now + HOUR, None, "N-1")


def test_a_confirmation_is_the_first_one_and_each_partner_gives_its_own(engine, now):
    tell(engine, now, draft(now), to=None)
    with writing(engine) as session:
        for manner, at in (("LISAN", now), ("SISTEM", now + HOUR)):
            receipt = confirm(session, SIGTK, Side.PARTNER, "N-1", manner=manner, who="SIGTK", now=at)
            assert (receipt.manner, receipt.confirmed_at) == ("LISAN", now)
    assert numbers(engine, SIGTK, Side.PARTNER, unconfirmed=True) == []
    assert numbers(engine, BPJS, Side.PARTNER, unconfirmed=True) == ["N-1"]


def test_nobody_confirms_his_own_notice_or_that_of_another_agreement(engine, now):
    tell(engine, now, draft(now))
    for agreement, side in ((SIGTK, Side.BKN), (BPJS, Side.PARTNER)):
        with pytest.raises(NoticeRefused, match="no notice 'N-1' is addressed"), writing(engine) as session:
            confirm(session, agreement, side, "N-1", manner="SISTEM", who="x", now=now)
