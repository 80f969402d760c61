"""An invented population: person n is a function of n and a seed, of nothing else.

No number here can be a real person's (records.slots), names are made of invented words, and everything is as
of REFERENCE_DAY.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from adapter.errors import OperatorError
from adapter.records.codes import CPNS, PENSIONER, PPPK, PPPK_GRADES, RANKS
from adapter.records.record import Address, FamilyMember, Identity, Job, Record
from adapter.records.slots import MAX_PEOPLE, REFERENCE_DAY, ROWS_OF_ALL, Slot, nik_of, nip_of, slot_of
from adapter.records.words import (
    AGENCIES,
    BACK_DEGREES,
    FAMILY_NAMES,
    FEMALE_NAMES,
    MALE_NAMES,
    POSTS,
    STREETS,
    UNITS,
    regency_name,
)

_PENSION_AGE = 58
_RESTRICTED_EVERY = 997
_YEARS_BETWEEN_CHILDREN = 3


@dataclass(frozen=True, slots=True)
class SyntheticPerson:
    """Person `index` of a seed's population. `name` is without degrees; `card` is a card number to send for them."""

    index: int
    record: Record
    restricted: bool
    card: str

    @property
    def nip(self) -> str:
        """18 digits, or 9 for the oldest pensioners."""
        return self.record.identity.nip

    @property
    def nik(self) -> str | None:
        """16 digits; a few have none."""
        return self.record.identity.nik

    @property
    def name(self) -> str:
        """Without degrees."""
        return self.record.identity.name

    @property
    def kind(self) -> str:
        """CPNS, PNS, PPPK or PENSIUN_PNS."""
        return self.record.job.kind


def nth_person(index: int, seed: int = 1) -> SyntheticPerson:
    """Person `index`, counted from 0. Raises OperatorError beyond MAX_PEOPLE."""
    if not 0 <= index < MAX_PEOPLE:
        raise OperatorError(f"there is no synthetic person {index}: the population ends at {MAX_PEOPLE}")
    random = Random((seed << 40) | index)  # noqa: S311 - invented data, repeatable on purpose
    slot = slot_of(index, seed, random)
    identity = _identity(slot, random)
    job = _job(slot, random)
    family = _family(slot, identity.name, random)
    restricted = index % _RESTRICTED_EVERY == _RESTRICTED_EVERY // 2
    return SyntheticPerson(index, Record(identity, job, family), restricted, card_number(index))


def card_number(index: int) -> str:
    """A BPJS card number for person `index`: 13 digits from 09, a range that is not issued."""
    return f"09{index:011}"


def _identity(slot: Slot, random: Random) -> Identity:
    name = invented_name(random, slot.gender)
    nik = nik_of(slot.regency, slot.born, slot.gender, slot.kind.first_row + slot.row)
    old_nip = f"99{slot.number:07}" if slot.kind.name == PENSIONER else None
    # Whoever retired before 2009 never got a number of eighteen digits.
    only_old = old_nip is not None and slot.born.year == slot.kind.first_day.year
    return Identity(
        nip=old_nip if only_old and old_nip is not None else nip_of(slot),
        old_nip=None if only_old else old_nip,
        nik=None if random.random() < 0.01 else nik,  # noqa: PLR2004 - 1 %
        name=name,
        born=slot.born,
        front_degree="Dr." if random.random() < 0.02 else None,  # noqa: PLR2004 - 2 %
        back_degree=random.choice(BACK_DEGREES),
        birthplace=regency_name(slot.regency),
        address=_address(slot.regency, random),
    )


def invented_name(random: Random, gender: str) -> str:
    """One to three invented words; one-word names and apostrophes are as frequent as they are troublesome."""
    first = random.choice(FEMALE_NAMES if gender == "P" else MALE_NAMES)
    if random.random() < 0.06:  # noqa: PLR2004 - 6 % have one word
        return first
    words = [first, *random.sample(FAMILY_NAMES, random.choice((1, 1, 2)))]
    return " ".join(words)


def _address(regency: str, random: Random) -> Address:
    return Address(
        street=f"{random.choice(STREETS)} No. {random.randint(1, 199)}",
        rt=f"{random.randint(1, 20):03}",
        rw=f"{random.randint(1, 12):03}",
        village=f"Kelurahan {random.choice(FAMILY_NAMES)}",
        district=f"Kecamatan {random.choice(FAMILY_NAMES)}",
        regency=regency,
        province=regency[:2],
        postcode=f"{random.randint(10000, 99999)}",
    )


def _job(slot: Slot, random: Random) -> Job:
    home = random.choice(AGENCIES)
    post_kind, post = _post(random)
    base = Job(
        kind=slot.kind.name,
        gender=slot.gender,
        legal_position=_legal_position(slot.kind.name, random),
        home_agency=home.code,
        # A few work for another agency than the one that they belong to.
        work_agency=random.choice(AGENCIES).code if random.random() < 0.03 else home.code,  # noqa: PLR2004 - a share
        unit=random.choice(UNITS),
        post_kind=post_kind,
        post=post,
        post_since=_years_after(slot.appointed, random.randint(0, max(0, 2025 - slot.appointed.year))),
        cpns_since=None if slot.kind.name == PPPK else slot.appointed,
        location_code=slot.regency,
        location=regency_name(slot.regency),
    )
    return _with_grade(base, slot, random)


def _with_grade(job: Job, slot: Slot, random: Random) -> Job:
    if job.kind == PPPK:
        return replace(
            job,
            grade=random.choice((PPPK_GRADES[4], PPPK_GRADES[6], PPPK_GRADES[8], PPPK_GRADES[9])),
            grade_since=slot.appointed,
            grade_years=0,
            grade_months=0,
        )
    pension = _first_of_next_month(_years_after(slot.born, _PENSION_AGE)) if job.kind == PENSIONER else None
    years = (pension or REFERENCE_DAY).year - slot.appointed.year - (1 if slot.appointed.month > 1 else 0)
    steps = min(max(0, years) // 4, 5)
    grades = list(RANKS)
    start = random.choice((4, 6, 8, 8, 9))
    return replace(
        job,
        grade=grades[start + steps],
        grade_since=_years_after(slot.appointed, 4 * steps),
        grade_years=max(0, years),
        grade_months=random.randrange(12),
        pns_since=None if job.kind == CPNS else _years_after(slot.appointed, 1),
        pension_since=pension,
        work_agency=None if pension else job.work_agency,
        unit=None if pension else job.unit,
    )


def _legal_position(kind: str, random: Random) -> str:
    if kind == PPPK:
        return "71"
    if kind == PENSIONER:
        return random.choice(("88", "98", "99", "99"))
    return random.choices(("01", "02", "03", "15", "20", "66"), (960, 8, 15, 5, 9, 3))[0]


def _post(random: Random) -> tuple[str, str]:
    # 63 % functional, 31 % executive, 6 % structural (domain: 3.2).
    kind = random.choices(("FUNGSIONAL", "PELAKSANA", "STRUKTURAL"), (63, 31, 6))[0]
    return kind, random.choice(POSTS[kind])


def _family(slot: Slot, surname: str, random: Random) -> tuple[FamilyMember, ...]:
    if random.random() < 0.2:  # noqa: PLR2004 - a fifth are single
        return ()
    row = slot.kind.first_row + slot.row
    other = "L" if slot.gender == "P" else "P"
    # Shifts depend on the row alone: day and row stay a pair that nobody else has.
    born = slot.born + timedelta(days=row * 61 % 1500 - 750)
    spouse = FamilyMember(
        relation="SUAMI" if other == "L" else "ISTRI",
        name=invented_name(random, other),
        born=born,
        gender=other,
        nik=nik_of(slot.regency, born, other, ROWS_OF_ALL + row),
        birthplace=regency_name(slot.regency),
        deceased=False,
    )
    return (spouse, *_children(slot, row, surname.rsplit(maxsplit=1)[-1], random))


def _children(slot: Slot, row: int, surname: str, random: Random) -> list[FamilyMember]:
    children: list[FamilyMember] = []
    for number in range(1, random.choice((0, 1, 2, 2, 3)) + 1):
        born = slot.born + timedelta(days=(21 + _YEARS_BETWEEN_CHILDREN * number) * 365 + row * 37 % 1000)
        if born >= REFERENCE_DAY:
            break
        gender = random.choice("LP")
        children.append(
            FamilyMember(
                relation="ANAK",
                name=f"{invented_name(random, gender).split()[0]} {surname}",
                born=born,
                gender=gender,
                nik=nik_of(slot.regency, born, gender, (1 + number) * ROWS_OF_ALL + row),
                birthplace=regency_name(slot.regency),
                deceased=False,
                child=number,
            )
        )
    return children


def _years_after(day: date, years: int) -> date:
    # 29 February has no anniversary in most years.
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004 - February


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
