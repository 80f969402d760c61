"""Many people by number at once, and of each only what a comparison needs: plain rows, no objects of the session."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from adapter.exchange.kinds import Work
from adapter.matching.decision import Stored
from adapter.records.codes import ASN_POSITIONS, PENSIONER
from adapter.records.models import Person

_READ = json.JSONDecoder().raw_decode
"""Reads what we have written ourselves: `json.loads` would look for white space around it, which takes as long."""

_KEYS = 1000
"""In one statement; PostgreSQL plans longer lists slowly."""


@dataclass(frozen=True, slots=True)
class Found:
    """A person, by the blind index of the NIP. What is `stored` of one who is restricted is not opened: None.

    `key` is the blind index of the number that was looked up.
    """

    key: bytes
    subject: bytes
    stored: Stored | None


def by_nip(work: Work, nips: Sequence[str]) -> dict[str, Found]:
    """Whoever has these NIPs."""
    asked = {work.vault.index("nip", nip): nip for nip in nips}
    rows = _rows(work, Person.nip_index, list(asked))
    return {asked[row.nip_index]: _found(work, row.nip_index, row) for row in rows}


def by_nik(work: Work, niks: Sequence[str]) -> dict[str, Found]:
    """Whoever has these NIKs; of several contracts of one person, one that makes an ASN today."""
    asked = {work.vault.index("nik", nik): nik for nik in niks}
    found: dict[str, Found] = {}
    for row in _rows(work, Person.nik_index, list(asked)):
        nik, new = asked[row.nik_index], _found(work, row.nik_index, row)
        known = found.get(nik)
        # A restriction holds for the person, whichever of the contracts it was recorded with.
        if known is None or new.stored is None or (known.stored is not None and not known.stored.is_asn):
            found[nik] = new
    return found


def _rows(work: Work, column: InstrumentedAttribute[Any], keys: list[bytes]) -> Iterator[Any]:
    wanted = select(
        Person.nip_index, Person.nik_index, Person.identity, Person.kind, Person.legal_position, Person.deceased,
        Person.restricted, Person.work_agency, Person.home_agency,
    )  # fmt: skip
    # One statement for all, and no look by SQLAlchemy at each key.
    statement = wanted.where(column.in_(bindparam("keys", expanding=True)))
    for start in range(0, len(keys), _KEYS):
        yield from work.session.execute(statement, {"keys": keys[start : start + _KEYS]})


def _found(work: Work, key: bytes, row: Any) -> Found:  # noqa: ANN401 - a row of the statement above
    # Unpacked at once: by its names a row costs as much as the comparison.
    nip_index, _, identity, kind, legal_position, deceased, restricted, work_agency, home_agency = row
    if restricted:
        return Found(key, nip_index, None)
    # As people.identity_of, without the address and the degrees.
    plain, _ = _READ(work.vault.open(identity, b"person|identity|" + nip_index).decode())
    stored = Stored(
        nip=plain["nip"],
        nik=plain.get("nik"),
        name=plain["name"],
        born=date.fromisoformat(plain["born"]),
        kind=kind,
        is_asn=kind != PENSIONER and not deceased and legal_position in ASN_POSITIONS,
        agency=work_agency or home_agency,
    )
    return Found(key, nip_index, stored)
