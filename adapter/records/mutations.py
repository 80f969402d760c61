"""The mutation feed: which changes a partner is told of, and in what words (BPJS Pasal 1 angka 6; domain: 2.3)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from adapter.clock import wib_date
from adapter.records.codes import CPNS, PENSIONER, PNS, RANKS
from adapter.records.models import Mutation, MutationCounter
from adapter.records.record import FamilyMember, Record

NEW, CHANGED, REMOVED = "BARU", "UBAH", "HAPUS"

_STEP = timedelta(microseconds=1)

# Domain 2.3 names 3-7 and 10 non-financial, 11-14 and the agencies financial; 1 and 2 we add to the former.
_IDENTITY = frozenset(["nomorIdentitasPegawai", "nik", "namaPegawai", "tempatLahir", "tanggalLahir", "jenisKelamin"])
_ADDRESS = frozenset({"alamatDomisili"})
_AGENCY = frozenset({"instansiKerja", "instansiInduk"})
_PLACE = frozenset({"lokasiTempatBekerja"})
_STATUS = frozenset({"statusPegawai"})
_GRADE = frozenset({"pangkatGolonganRuang", "tmtGolonganRuangTerakhir", "masaKerjaGolongan"})
_FAMILY = frozenset({"keluarga"})
_FINANCIAL = _AGENCY | _STATUS | _GRADE


@dataclass(frozen=True, slots=True)
class Change:
    """One mutation before it has a token. `elements` are DataPegawai's names, sorted; none where a record goes."""

    change: str
    kind: str | None
    impact: str
    effective_on: date
    elements: tuple[str, ...]


def changes_between(before: Record | None, after: Record, now: datetime) -> list[Change]:
    """What happened between two states of one person, one Change for each kind.

    Families are compared only where both records carry one. Nothing for somebody who is outside the records
    before and after.
    """
    today = wib_date(now)
    was, is_ = before is not None and before.job.in_records, after.job.in_records
    if before is None or not was:
        return [Change(NEW, None, "KEDUANYA", today, tuple(sorted(after.elements())))] if is_ else []
    if not is_:
        return [departure(after, now)]
    return [*_job_changes(before, after, today), *_family_changes(before, after, today)]


def departure(after: Record, now: datetime) -> Change:
    """Somebody has left the records, or died."""
    return Change(REMOVED, "MENINGGAL" if after.job.deceased else None, "KEDUANYA", wib_date(now), ())


def _job_changes(before: Record, after: Record, today: date) -> list[Change]:
    old, new = before.elements(), after.elements()
    left = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)} - _FAMILY
    found = []
    for kind, names, effective_on in _kinds(before, after, today):
        concerned = left & names
        if concerned:
            found.append(Change(CHANGED, kind, _impact(concerned), effective_on, tuple(sorted(concerned))))
            left -= concerned
    return found


def _kinds(before: Record, after: Record, today: date) -> list[tuple[str | None, frozenset[str], date]]:
    """The kinds of change in the order in which they claim elements."""
    old, new = before.job, after.job
    kinds: list[tuple[str | None, frozenset[str], date]] = []
    if old.kind != PENSIONER and new.kind == PENSIONER:
        kinds.append(("PENSIUN", _STATUS | _AGENCY | _PLACE, new.pension_since or today))
    if (old.kind, new.kind) == (CPNS, PNS):
        kinds.append(("CPNS_KE_PNS", _STATUS, new.pns_since or today))
    if _rank(new.grade) > _rank(old.grade):
        kinds.append(("KENAIKAN_PANGKAT", _GRADE, new.grade_since or today))
    if (old.work_agency, old.home_agency) != (new.work_agency, new.home_agency):
        kinds.append(("PINDAH_INSTANSI", _AGENCY | _PLACE, today))
    kinds += [("PERUBAHAN_ALAMAT", _ADDRESS, today), ("KOREKSI_IDENTITAS", _IDENTITY, today)]
    # The agreement's list of kinds is ours: what has no name there goes out without one.
    return [*kinds, (None, _GRADE | _STATUS, today), (None, _AGENCY | _PLACE, today)]


def _rank(grade: str | None) -> int:
    return list(RANKS).index(grade) if grade in RANKS else -1


def _impact(elements: Iterable[str]) -> str:
    kinds = {name in _FINANCIAL for name in elements}
    return "KEDUANYA" if len(kinds) > 1 else ("FINANSIAL" if True in kinds else "NON_FINANSIAL")


def _family_changes(before: Record, after: Record, today: date) -> list[Change]:
    if before.family is None or after.family is None or before.family == after.family:
        return []
    old, new = _by_key(before.family), _by_key(after.family)
    kinds = {_arrival(new[key]) for key in new.keys() - old.keys()}
    kinds |= {_departure(old[key]) for key in old.keys() - new.keys() if not old[key].deceased}
    kinds |= {"MENINGGAL" for key in old.keys() & new.keys() if new[key].deceased and not old[key].deceased}
    if not kinds:
        # Whoever died was told of then: being struck off the list is neither a divorce nor a growing up.
        impact = "FINANSIAL" if old.keys() != new.keys() else "NON_FINANSIAL"
        return [Change(CHANGED, None, impact, today, ("keluarga",))]
    return [Change(CHANGED, kind, "FINANSIAL", today, ("keluarga",)) for kind in sorted(kinds)]


def _by_key(family: tuple[FamilyMember, ...]) -> dict[object, FamilyMember]:
    # A NIK may come later, or be corrected: who a member is follows from relation, birth and place among the children.
    return {(member.relation, member.born, member.child or member.name): member for member in family}


def _arrival(member: FamilyMember) -> str:
    return "KELAHIRAN_ANAK" if member.relation == "ANAK" else "MENIKAH"


def _departure(member: FamilyMember) -> str:
    return "ANAK_LEPAS_TANGGUNGAN" if member.relation == "ANAK" else "CERAI"


def append(session: Session, changes: list[tuple[int, Change]], now: datetime) -> None:
    """Add (person's id, Change) pairs to the feed, in this order.

    Call it last in a transaction: it takes the counter's lock, and every other writer of mutations waits for
    it until the commit.
    """
    if not changes:
        return
    last = session.execute(
        update(MutationCounter)
        .values(last_token=MutationCounter.last_token + len(changes))
        .returning(MutationCounter.last_token)
    ).scalar_one()
    rows = [
        {
            "token": token,
            "mutation_id": str(uuid.uuid4()),
            "person_id": person_id,
            "change": change.change,
            "kind": change.kind,
            "impact": change.impact,
            "effective_on": change.effective_on,
            "elements": " ".join(change.elements),
            "recorded_at": now,
        }
        for token, (person_id, change) in enumerate(changes, last - len(changes) + 1)
    ]
    session.execute(insert(Mutation), rows)


def take_instant(session: Session, now: datetime) -> datetime:
    """When what this transaction changes counts as changed: `now`, or just after the latest instant already taken.

    Instants rise in the order of commits, as tokens do and by the same lock: whoever has asked for all that changed up
    to one of them misses nothing that is committed later.
    """
    counter = _locked_counter(session)
    if counter.last_instant is not None and counter.last_instant >= now:
        now = counter.last_instant + _STEP
    counter.last_instant = now
    return now


def settle(session: Session, now: datetime) -> None:
    """Wait for the writers under way; whoever writes from now on does so after `now`, whatever his clock says.

    For an answer that will be asked after by its own time: nothing can come to stand before that any more.
    """
    counter = _locked_counter(session)
    counter.last_instant = max(now, counter.last_instant or now)


def _locked_counter(session: Session) -> MutationCounter:
    # Not yet what is open in the session: only the lock's holder should write under it.
    with session.no_autoflush:
        return session.get_one(MutationCounter, 1, with_for_update=True, populate_existing=True)


def last_token(session: Session) -> int:
    """The newest token; 0 where nothing has changed yet."""
    return session.scalars(select(MutationCounter.last_token)).one()


def after_token(session: Session, token: int, limit: int) -> list[Mutation]:
    """At most `limit` mutations after `token`, in order."""
    return list(session.scalars(select(Mutation).where(Mutation.token > token).order_by(Mutation.token).limit(limit)))
