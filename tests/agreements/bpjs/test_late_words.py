"""Words about cards and state officials that come long after they were said: in a folder, or set aside."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from adapter.agreements.bpjs.mitra_messages import PerubahanKartu, PerubahanPejabat
from adapter.agreements.bpjs.receiving import take_card_changes, take_cards, take_official_changes, take_officials
from adapter.agreements.receiving import Incoming
from adapter.records.models import Card, Person, StateOfficial
from tests.support.exchanged import officials
from tests.support.rows import HOLDERS, card

HELD, (OFFICIAL,) = card(HOLDERS[0]), officials(1)
DAY, YEARS = timedelta(days=1), timedelta(days=3650)


class Desk:
    """BKN's end, without a wire: each word said so many days from now, and taken now or at another time."""

    def __init__(self, world) -> None:
        self.world = world

    def _take(self, taker, row, said: int, now=timedelta(0)) -> str:
        with self.world.store() as session:
            at = self.world.now
            to = Incoming(session, self.world.vault, at + now, "pesan", told_at=at + now + said * DAY)
            return taker(to, [row])[0].result

    def give(self, row, said: int = 0, **how) -> str:
        return self._take(take_cards if row is HELD else take_officials, row, said, **how)

    def take_back(self, row, said: int = 0) -> str:
        told = {"tokenUrut": 1, "jenisPerubahan": "HAPUS", "berubahPada": self.world.now}
        if row is HELD:
            return self._take(take_card_changes, PerubahanKartu(kartu=row, **told), said)
        return self._take(take_official_changes, PerubahanPejabat(pejabat=row, **told), said)

    def stands(self, row) -> bool:
        with self.world.store() as session:
            return session.scalars(select(Card if row is HELD else StateOfficial)).first() is not None


@pytest.fixture
def desk(world):
    return Desk(world)


@pytest.fixture(params=[HELD, OFFICIAL], ids=["card", "official"])
def row(request):
    return request.param


def test_an_older_word_does_not_take_out_who_was_given_since(desk, row):
    desk.give(row)
    assert (desk.take_back(row, said=-2), desk.stands(row)) == ("TIDAK_BERUBAH", True)
    assert (desk.take_back(row), desk.stands(row)) == ("TERSIMPAN", False)


def test_an_older_word_that_he_is_gone_does_not_make_room_for_one_between(desk, row):
    desk.give(row)
    desk.take_back(row)
    assert desk.take_back(row, said=-3) == "TIDAK_BERUBAH"
    assert (desk.give(row, said=-2), desk.stands(row)) == ("TIDAK_BERUBAH", False)


def test_what_our_clock_wrote_down_when_it_had_jumped_is_put_right_by_the_next_word(desk, row):
    desk.give(row, now=YEARS)
    assert desk.give(row) == "TIDAK_BERUBAH"
    desk.world.now += 3 * DAY
    assert (desk.take_back(row, said=-2), desk.stands(row)) == ("TERSIMPAN", False)


def test_a_late_word_does_not_tell_that_somebody_restricted_is_here(desk, world):
    desk.give(HELD)
    with world.store() as session:
        holder = select(Person).where(Person.nip_index == world.vault.index("nip", HOLDERS[0].nip))
        session.scalars(holder).one().restricted = True
    assert [desk.give(HELD, said) for said in (0, -2)] == ["TIDAK_DITEMUKAN"] * 2
