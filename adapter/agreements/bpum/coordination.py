"""koordinasikanHasil: doubtful results, and what each party says of them (Pasal 3 ayat (1) huruf a)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from adapter.agreements.bpum.findings import PROPOSALS, opened_nik
from adapter.agreements.bpum.messages import (
    ButirKoordinasi,
    KoordinasikanHasil,
    KoordinasikanHasilJawaban,
    PendapatPihak,
)
from adapter.agreements.bpum.models import BpumConfirmed, BpumCoordination, BpumStatement
from adapter.agreements.lists import look_up, work_of
from adapter.agreements.operation import Call, Operation
from adapter.agreements.terms import Side
from adapter.clock import WIB
from adapter.errors import ContractViolation, OperatorError, Problem
from adapter.exchange.lookup import by_nik
from adapter.exchange.models import ListSession
from adapter.exchange.sessions import UnknownSession, find_session
from adapter.records.tables import table_of
from adapter.records.vault import Vault

SAME, OTHER, UNKNOWN = "ORANG_YANG_SAMA", "ORANG_BERBEDA", "BELUM_DIKETAHUI"
OPEN, AGREED_ASN, AGREED_OTHER, CANCELLED = "TERBUKA", "SEPAKAT_ASN", "SEPAKAT_BUKAN_ASN", "DIBATALKAN"
_AGREED = {SAME: AGREED_ASN, OTHER: AGREED_OTHER}
_WORDS = {Side.BKN: "BKN", Side.PARTNER: "MITRA"}


@dataclass(frozen=True, slots=True)
class Said:
    """One party's view of an item; `by` is an idPesan, or who sat at the desk."""

    side: Side
    view: str
    note: str | None
    by: str


def state(session: Session, item: BpumCoordination, said: Said, now: datetime) -> None:
    """Add a view. Where both parties now say the same, the item is closed; the same person is then confirmed."""
    session.add(
        BpumStatement(
            coordination_id=item.id, side=_WORDS[said.side], view=said.view, note=said.note, by=said.by, stated_at=now
        )
    )
    session.flush()
    latest = {one.side: one.view for one in statements(session, [item.id])}
    views = set(latest.values())
    if len(latest) < len(_WORDS) or len(views) > 1 or UNKNOWN in views:
        return
    item.agreed, item.closed_at = _AGREED[said.view], now
    if item.agreed == AGREED_ASN:
        own = {"session_id": item.session_id, "chunk_id": item.chunk_id, "place": item.place}
        nik = {"nik_index": item.nik_index, "nik": item.nik, "confirmed_at": now}
        session.execute(insert(table_of(BpumConfirmed)).values(**own, **nik))


def doubtful(session: Session, number: str, *, lock: bool = False) -> list[BpumCoordination]:
    """The doubtful results of the list with the ministry's `number`. Raises OperatorError where there is none."""
    try:
        return items_of(session, find_session(session, PROPOSALS, number), lock=lock)
    except UnknownSession:
        raise OperatorError(f"list {number!r} is not known; see `jembatan lists show`") from None


def items_of(session: Session, listed: ListSession, *, lock: bool = True) -> list[BpumCoordination]:
    """A list's doubtful results, oldest first. `lock`: nobody else closes them before the commit."""
    own = select(BpumCoordination).where(BpumCoordination.session_id == listed.id).order_by(BpumCoordination.id)
    return list(session.scalars(own.with_for_update() if lock else own))


def statements(session: Session, item_ids: Sequence[int]) -> list[BpumStatement]:
    """What was said of these items, in its order."""
    said = select(BpumStatement).where(BpumStatement.coordination_id.in_(item_ids)).order_by(BpumStatement.id)
    return list(session.scalars(said))


def number_of(item: BpumCoordination) -> str:
    """The item's number, by which both parties know it."""
    return f"BPUM-K-{item.id:06}"


def status_of(item: BpumCoordination) -> str:
    """How the item stands; cancelled is one whose row was corrected."""
    if item.closed_at is None:
        return OPEN
    return item.agreed or CANCELLED


def _koordinasikan_hasil(call: Call, sent: KoordinasikanHasil) -> KoordinasikanHasilJawaban:
    listed = look_up(call, PROPOSALS, sent.nomorUsulan, "/koordinasikanHasil/nomorUsulan")
    items = _answerable(call, items_of(call.session, listed))
    by_number = {number_of(item): item for item in items}
    _require_open(sent, by_number)
    for one in sent.pernyataan:
        said = Said(call.caller, one.pendapat, one.catatan, call.heading.idPesanAsal)
        state(call.session, by_number[one.nomorButir], said, call.now)
    said_of: dict[int, list[PendapatPihak]] = {}
    for statement in statements(call.session, [item.id for item in items]):
        said_of.setdefault(statement.coordination_id, []).append(_pendapat(statement))
    return KoordinasikanHasilJawaban(
        kepala=call.heading,
        butir=tuple(_butir(call, item, tuple(said_of.get(item.id, ()))) for item in items),
    )


def _require_open(sent: KoordinasikanHasil, by_number: dict[str, BpumCoordination]) -> None:
    numbers = [one.nomorButir for one in sent.pernyataan]
    problems = []
    for place, number in enumerate(numbers, 1):
        item = by_number.get(number)
        if item is None:
            sentence = "daftar ini tidak memiliki butir dengan nomor itu"
        elif item.closed_at is not None:
            sentence = "butir ini sudah ditutup"
        elif numbers.index(number) != place - 1:
            sentence = "butir ini sudah disebut dalam pesan yang sama"
        else:
            continue
        problems.append(Problem(f"/koordinasikanHasil/pernyataan[{place}]/nomorButir", "FORMAT_TIDAK_SAH", sentence))
    if problems:
        raise ContractViolation(tuple(problems))


def _answerable(call: Call, items: list[BpumCoordination]) -> list[BpumCoordination]:
    """The items, each person touched; without those of whoever has been restricted since, of whom no page tells."""
    niks = {item.id: nik_of(call.vault, item) for item in items}
    found = by_nik(work_of(call), list(niks.values()))
    answerable = [item for item in items if (one := found.get(niks[item.id])) is None or one.stored is not None]
    for item in answerable:
        one = found.get(niks[item.id])
        call.touch(item.nik_index if one is None else one.subject)
    return answerable


def _butir(call: Call, item: BpumCoordination, said: tuple[PendapatPihak, ...]) -> ButirKoordinasi:
    nik = nik_of(call.vault, item)
    return ButirKoordinasi(nomorButir=number_of(item), nik=nik, status=status_of(item), pendapat=said)


def nik_of(vault: Vault, item: BpumCoordination) -> str:
    """The proposed NIK. Raises VaultError."""
    return opened_nik(vault, item.nik_index, item.nik)


def _pendapat(statement: BpumStatement) -> PendapatPihak:
    at = statement.stated_at.astimezone(WIB).replace(microsecond=0)
    return PendapatPihak(pihak=statement.side, pendapat=statement.view, catatan=statement.note, waktu=at)


OPERATIONS = (
    Operation(
        "koordinasikanHasil",
        KoordinasikanHasil,
        KoordinasikanHasilJawaban,
        _koordinasikan_hasil,
        "Mengoordinasikan kembali hasil yang meragukan: pendapat tiap pihak, dan keadaan tiap butir",
        confirms=True,
    ),
)
