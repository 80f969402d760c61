"""What every operation on a whole list does in the same way, and the engine's errors in a partner's words."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from adapter.agreements.list_fields import BarisDitolak, KemajuanDaftar
from adapter.agreements.operation import Call
from adapter.errors import ContractViolation, Problem
from adapter.exchange.kinds import MANUAL, ListKind, Verdict, Work
from adapter.exchange.models import ListSession
from adapter.exchange.results import NoSuchPage, Progress, Result, ResultPage, page, progress
from adapter.exchange.rows import REASONS
from adapter.exchange.sessions import Part, PartContradicts, UnknownSession, find_session, receive
from adapter.registry.quota import take


def work_of(call: Call) -> Work:
    """With what the engine works inside of a call."""
    return Work(call.session, call.vault, call.now)


def take_in(call: Call, kind: ListKind, part: Part, paths: Mapping[str, str]) -> dict[str, Any]:
    """Store a part; gives the fields of a TandaTerimaDaftar.

    Raises QuotaExceeded, and ContractViolation; `paths` are the paths of the fields that it may blame.
    """
    try:
        receipt = receive(work_of(call), kind, part)
    except PartContradicts as error:
        raise ContractViolation((Problem(paths[error.field], "FORMAT_TIDAK_SAH", error.sentence),)) from error
    if not receipt.known:
        take(call.session, call.agreement, receipt.rows - len(receipt.refused), call.now)
    refused = tuple(refused_row(part.part, place + 1, codes) for place, codes in sorted(receipt.refused.items()))
    return {
        "kepala": call.heading,
        "nomorHasil": receipt.result_number,
        "jumlahDiterima": receipt.rows - len(refused),
        "jumlahDitolak": len(refused),
        "sudahPernahDiterima": receipt.known,
        "ditolak": refused,
    }


def refused_row(part: int, place: int, codes: Sequence[str]) -> BarisDitolak:
    """A row without a verdict."""
    said = "; ".join(REASONS[code] for code in codes)
    return BarisDitolak(bagian=part, baris=place, kodeAlasan=tuple(codes), keterangan=said)


def answered_rows(found: ResultPage | None) -> Iterator[tuple[Result, Verdict]]:
    """The rows of a page that a machine has answered."""
    for one in found.results if found is not None else ():
        if one.verdict is not None and one.verdict.outcome != MANUAL:
            yield one, one.verdict


def refused_rows(found: ResultPage | None) -> tuple[BarisDitolak, ...]:
    """The other rows of a page, and why."""
    results = found.results if found is not None else ()
    return tuple(
        refused_row(one.part, one.place, one.refused or (MANUAL,))
        for one in results
        if one.verdict is None or one.verdict.outcome == MANUAL
    )


def look_up(call: Call, kind: ListKind, number: str, path: str) -> ListSession:
    """The list with the partner's number. Raises ContractViolation at `path`."""
    try:
        return find_session(call.session, kind, number)
    except UnknownSession as error:
        problem = Problem(path, "FORMAT_TIDAK_SAH", "tidak ada daftar dengan nomor ini")
        raise ContractViolation((problem,)) from error


def progress_of(call: Call, listed: ListSession) -> Progress:
    """How far the list is, now."""
    return progress(call.session, listed, call.now)


def kemajuan(now: Progress) -> KemajuanDaftar:
    """How far a list is, for the wire."""
    return KemajuanDaftar(
        status=now.state,
        barisDiterima=now.received,
        barisSelesai=now.done,
        jumlahHalaman=now.pages,
        halamanSelesai=now.pages_done,
        bagianBelumLengkap=now.missing_parts,
        perkiraanSelesai=now.expected_at and now.expected_at.replace(microsecond=0),
    )


def page_of(call: Call, listed: ListSession, number: int | None, path: str) -> ResultPage | None:
    """A page of results; None where none is asked for, or its rows still wait. Raises ContractViolation at `path`.

    Whoever stands on it is touched once more: now the partner learns it.
    """
    if number is None:
        return None
    with _beyond_the_end(path):
        found = page(call.session, call.vault, listed, number)
    for one in found.results if found is not None else ():
        if one.verdict is not None and one.verdict.subject is not None:
            call.touch(one.verdict.subject)
    return found


@contextmanager
def _beyond_the_end(path: str) -> Iterator[None]:
    try:
        yield
    except NoSuchPage as error:
        problem = Problem(path, "FORMAT_TIDAK_SAH", "halaman ini melewati jumlahHalaman daftar")
        raise ContractViolation((problem,)) from error
