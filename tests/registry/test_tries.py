"""The guard against guessing: what it counts, for whom, and for how long."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from adapter import limits
from adapter.records.database import reading, writing
from adapter.records.vault import Vault
from adapter.registry.models import WrongTries
from adapter.registry.tries import Guard, forget, is_decoy

KEY, OTHER = b"k" * 32, b"o" * 32
PARTNER = "TASPEN"


@pytest.fixture
def tell(engine, vault, now):
    """Count wrong tries, in a transaction each."""

    def count(times: int, *keys: bytes, agreement: str = PARTNER, later: timedelta = timedelta()) -> None:
        with writing(engine) as session:
            guard = Guard(session, vault, agreement, now + later, keys)
            for _ in range(times):
                guard.wrong(keys)
            guard.save()

    return count


@pytest.fixture
def withheld(engine, vault, now):
    """Whether the guard withholds an answer about an ASN with these numbers."""

    def ask(*keys: bytes, agreement: str = PARTNER, later: timedelta = timedelta()) -> bool:
        with reading(engine) as session:
            return Guard(session, vault, agreement, now + later, keys).withholds(keys, found=True, restricted=False)

    return ask


def test_withholds_from_the_limit_on(tell, withheld):
    tell(limits.WRONG_TRIES_A_DAY - 1, KEY)
    assert not withheld(KEY)
    tell(1, KEY)
    assert withheld(KEY)
    assert withheld(OTHER, KEY)
    assert not withheld(OTHER)


def test_another_partner_and_another_day_begin_anew(tell, withheld):
    tell(limits.WRONG_TRIES_A_DAY, KEY)
    assert not withheld(KEY, agreement="BPUM")
    assert not withheld(KEY, later=timedelta(days=1))


def test_day_is_that_of_jakarta(tell, withheld):
    """The tests' day begins at 09:00 WIB: 15 hours later it is midnight there, and still the same day in UTC."""
    tell(limits.WRONG_TRIES_A_DAY, KEY)
    assert withheld(KEY, later=timedelta(hours=14, minutes=59))
    assert not withheld(KEY, later=timedelta(hours=15))


def test_counts_within_one_message_before_it_is_stored(engine: Engine, vault: Vault, now):
    with writing(engine) as session:
        guard = Guard(session, vault, PARTNER, now, [KEY])
        for _ in range(limits.WRONG_TRIES_A_DAY):
            assert not guard.withholds([KEY], found=True, restricted=False)
            guard.wrong([KEY, KEY])
        assert guard.withholds([KEY], found=True, restricted=False)


def test_restricted_and_decoys_are_withheld_at_once(engine: Engine, vault: Vault, now):
    decoy, other = _first(vault, decoy=True), _first(vault, decoy=False)
    with reading(engine) as session:
        guard = Guard(session, vault, PARTNER, now, [decoy, other])
        assert guard.withholds([other], found=True, restricted=True)
        assert guard.withholds([decoy], found=False, restricted=False)
        assert not guard.withholds([decoy], found=True, restricted=False)
        assert not guard.withholds([other], found=False, restricted=False)
        # Only the number by which somebody is looked for: a NIK sent beside it makes nobody a decoy.
        assert not guard.withholds([other, decoy], found=False, restricted=False)


def test_decoys_are_about_as_many_as_they_should_be_and_others_under_another_key(vault: Vault):
    keys = [number.to_bytes(32) for number in range(20 * limits.ONE_DECOY_IN)]
    chosen = {key for key in keys if is_decoy(vault, key)}
    assert 8 <= len(chosen) <= 36
    assert chosen != {key for key in keys if is_decoy(Vault(b"d" * 32, b"j" * 32), key)}


def test_earlier_days_are_forgotten_little_by_little(engine: Engine, tell, now, monkeypatch):
    monkeypatch.setattr(limits, "WRONG_TRIES_FORGOTTEN", 2)
    tell(1, *(bytes([number]) * 32 for number in range(5)))
    with writing(engine) as session:
        forget(session, PARTNER, (now + timedelta(days=1)).date())
        assert _rows(session) == 5
        forget(session, PARTNER, (now + timedelta(days=2)).date())
        assert _rows(session) == 3


def test_a_long_list_is_counted_in_parts(tell, withheld):
    many = [number.to_bytes(32) for number in range(1, 1203)]
    for _ in range(limits.WRONG_TRIES_A_DAY):
        tell(1, *many)
    assert withheld(many[0])
    assert withheld(many[-1])


def _rows(session) -> int:
    return session.scalar(select(func.count()).select_from(WrongTries))


def _first(vault: Vault, *, decoy: bool) -> bytes:
    keys: Iterable[bytes] = (number.to_bytes(32) for number in range(100 * limits.ONE_DECOY_IN))
    return next(key for key in keys if is_decoy(vault, key) == decoy)
