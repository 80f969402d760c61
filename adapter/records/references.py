"""Reference codes: versioned lists from which nothing disappears (SIGTK Pasal 4 ayat (1) huruf c)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from adapter.records.database import run
from adapter.records.models import ReferenceCode, ReferenceList

AGENCY = "INSTANSI"

# Calls ask for a few names: built once, for that costs more than to run it.
_NAMES = select(ReferenceCode.code, ReferenceCode.name).where(
    ReferenceCode.kind == bindparam("kind"), ReferenceCode.code.in_(bindparam("asked", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Code:
    """One code as it should stand."""

    code: str
    name: str
    active: bool = True
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Codes in the order of their codes, and the version that they bring a reader to."""

    version: int
    codes: tuple[ReferenceCode, ...]


def put_codes(session: Session, kind: str, codes: Iterable[Code]) -> int:
    """Write those that differ from what stands, under one new version; returns how many."""
    listed = _locked_list(session, kind)
    wanted = {code.code: code for code in codes}
    rows = session.scalars(
        select(ReferenceCode).where(ReferenceCode.kind == kind, ReferenceCode.code.in_(wanted)),
    )
    standing = {row.code: row for row in rows}
    changed = [code for code in wanted.values() if _differs(standing.get(code.code), code)]
    if changed:
        listed.version += 1
    for code in changed:
        row = standing.get(code.code) or ReferenceCode(kind=kind, code=code.code)
        row.name, row.active, row.first_day, row.last_day = code.name, code.active, code.first_day, code.last_day
        row.version = listed.version
        session.add(row)
    session.flush()
    return len(changed)


def _locked_list(session: Session, kind: str) -> ReferenceList:
    listed = session.get(ReferenceList, kind, with_for_update=True)
    if listed is None:
        listed = ReferenceList(kind=kind, version=0)
        session.add(listed)
        session.flush()
    return listed


def _differs(row: ReferenceCode | None, code: Code) -> bool:
    if row is None:
        return True
    return (row.name, row.active, row.first_day, row.last_day) != (
        code.name,
        code.active,
        code.first_day,
        code.last_day,
    )


def version_of(session: Session, kind: str) -> int:
    """The list's version; 0 for one that is still empty."""
    return session.scalar(select(ReferenceList.version).where(ReferenceList.kind == kind)) or 0


def changes(session: Session, kind: str, since: int | None) -> Changes:
    """The codes that changed after version `since`, inactive ones too; all of them for None."""
    # The version comes first: a code written between the two statements is then told twice, never left out.
    version = version_of(session, kind)
    statement = select(ReferenceCode).where(ReferenceCode.kind == kind).order_by(ReferenceCode.code)
    if since is not None:
        statement = statement.where(ReferenceCode.version > since)
    return Changes(version, tuple(session.scalars(statement)))


def names(session: Session, kind: str, codes: Iterable[str | None]) -> dict[str, str]:
    """The names of these codes, inactive ones too."""
    asked = {code for code in codes if code is not None}
    return dict(run(session, _NAMES, {"kind": kind, "asked": list(asked)}).all())
