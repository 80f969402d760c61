"""Numbers for an invented population: unique by construction, and none of them a real person's.

The kecamatan in every NIK is 00, which is none; serials of a NIP run from 900, which no day of appointments
reaches. Person n of a kind gets slot p of that kind by a permutation; a slot is a day of birth and a `row`,
and the row fixes the serials.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from adapter.records.codes import CPNS, PENSIONER, PNS, PPPK, PROVINCES
from adapter.records.words import REGENCIES

REFERENCE_DAY = date(2026, 1, 1)
ROWS_OF_ALL = 1000
"""Rows of all kinds together; family members take the same rows, in thousands of their own in the NIK's serial."""

_LAST_APPOINTMENT = 2024


@dataclass(frozen=True, slots=True)
class Kind:
    """Places of a kind in every 25 people, its days of birth, and its rows."""

    name: str
    places: int
    first_day: date
    last_day: date
    first_row: int
    rows: int

    @property
    def days(self) -> int:
        """Days of birth."""
        return (self.last_day - self.first_day).days + 1

    @property
    def slots(self) -> int:
        """Places for people of this kind."""
        return self.days * self.rows


# 60 % PNS, 4 % CPNS, 24 % PPPK, 12 % pensioners.
KINDS = (
    Kind(PNS, 15, date(1968, 1, 1), date(2002, 12, 31), 0, 600),
    Kind(CPNS, 1, date(1998, 1, 1), date(2006, 12, 31), 600, 100),
    Kind(PPPK, 6, date(1967, 1, 1), date(2004, 12, 31), 700, 150),
    Kind(PENSIONER, 3, date(1946, 1, 1), date(1966, 12, 31), 850, 150),
)
_CYCLE = 25
# Mixed, so that any short run of people has every kind: coprime to 25.
_STRIDE = 7

MAX_PEOPLE = min(kind.slots // kind.places for kind in KINDS) * _CYCLE
"""More than 8 million."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What is drawn for one person before anything is written down."""

    kind: Kind
    number: int
    born: date
    row: int
    regency: str
    gender: str
    appointed: date


def slot_of(index: int, seed: int, random: Random) -> Slot:
    """The slot of person `index`; region, gender and year of appointment are drawn."""
    kind, number = _kind_and_number(index)
    # Multiplication by a number coprime to the slots is a permutation; near the golden section it spreads evenly.
    slot = (number * _coprime(kind.slots) + seed * 7919) % kind.slots
    born = kind.first_day + timedelta(days=slot // kind.rows)
    regency = random.choice(list(PROVINCES)) + random.choice(REGENCIES)
    gender = "P" if random.random() < 0.55 else "L"  # noqa: PLR2004 - 55 % of ASN are women
    return Slot(kind, slot, born, slot % kind.rows, regency, gender, _appointed(kind, born, slot % kind.rows, random))


def _kind_and_number(index: int) -> tuple[Kind, int]:
    cycle, position = divmod(index, _CYCLE)
    place = position * _STRIDE % _CYCLE
    for kind in KINDS:
        if place < kind.places:
            return kind, cycle * kind.places + place
        place -= kind.places
    raise AssertionError("the places of all kinds make one cycle")


@cache
def _coprime(slots: int) -> int:
    factor = int(slots * 0.618)
    while math.gcd(factor, slots) != 1:
        factor += 1
    return factor


def _appointed(kind: Kind, born: date, row: int, random: Random) -> date:
    # The row's hundreds stand in the month (two months each) or in the frequency of a PPPK's contract.
    month = 1 + 2 * (row // 100) + random.randrange(2)
    if kind.name == CPNS:
        return date(REFERENCE_DAY.year - 1, month, 1)
    if kind.name == PPPK:
        return date(random.randint(max(2021, born.year + 20), 2025), month, 1)
    return date(random.randint(born.year + 22, min(born.year + 32, _LAST_APPOINTMENT)), month, 1)


def nip_of(slot: Slot) -> str:
    """The NIP, or the NI PPPK, of eighteen digits."""
    serial, hundreds = 900 + slot.row % 100, slot.row // 100
    appointed = f"{slot.appointed:%Y}2{1 + hundreds}" if slot.kind.name == PPPK else f"{slot.appointed:%Y%m}"
    return f"{slot.born:%Y%m%d}{appointed}{1 if slot.gender == 'L' else 2}{serial}"


def nik_of(regency: str, born: date, gender: str, serial: int) -> str:
    """Region, kecamatan 00, day (a woman's plus 40), month, year, serial."""
    day = born.day + (40 if gender == "P" else 0)
    return f"{regency}00{day:02}{born:%m%y}{serial:04}"
