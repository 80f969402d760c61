"""The reference codes that BKN owes SIGTK (Pasal 4 ayat (1) huruf c; Pasal 5 ayat (2) huruf c), list by list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, get_args

from sqlalchemy.orm import Session

from adapter.agreements.kerja_sama.references.messages import JenisReferensi, Referensi
from adapter.agreements.kerja_sama.references.operations import told
from adapter.agreements.operation import Call
from adapter.agreements.sigtk.mitra_push import KirimReferensi, KirimReferensiJawaban
from adapter.agreements.sigtk.terms import AGREEMENT
from adapter.agreements.simple import Token
from adapter.agreements.types import Element
from adapter.exchange.outgoing import Made
from adapter.exchange.parts import At, Range
from adapter.exchange.runs import FULL
from adapter.limits import PUSHED_CODES
from adapter.records.marks import mark_of
from adapter.records.references import changes
from clients.bkn import BknToSigtk
from clients.sync.legs import Naming
from clients.sync.push import Push

KINDS: tuple[str, ...] = get_args(JenisReferensi)[1].values


@dataclass(frozen=True, slots=True, kw_only=True)
class KodeKiriman:
    """A code on its way, and the version of its list that it belongs to."""

    kode: Annotated[Referensi, Element("asumsi", "Kode")]
    versi: Annotated[Token, Element("asumsi", "Versi daftar")]


@dataclass(frozen=True, slots=True)
class References:
    """One list of codes, by their places in it: codes are never removed, so that no place moves forward."""

    kind: str

    @property
    def mark(self) -> str:
        """Each list has its own versions."""
        return f"kirimReferensi/{self.kind}"

    def ranges(self, session: Session) -> list[Range]:
        """The whole list."""
        found = changes(session, self.kind, None)
        return [Range(0, len(found.codes), newest=found.version)] if found.codes else []

    def changes(self, session: Session, since: int) -> list[Range]:
        """The whole list is gone through, where it has a newer version."""
        return [one for one in self.ranges(session) if one.newest is not None and one.newest > since]

    def full(self, call: Call, seen: At, size: int) -> Made:
        """All codes of the next places."""
        return self._next(call, seen, size, 0)

    def delta(self, call: Call, seen: At, size: int) -> Made:
        """Of the next places the codes that have changed."""
        return self._next(call, seen, size, mark_of(call.session, AGREEMENT.code, self.mark))

    def count(self, call: Call, one: Range, stage: str) -> int:
        """The codes in these places that the stage sends."""
        since = 0 if stage == FULL else mark_of(call.session, AGREEMENT.code, self.mark)
        codes = changes(call.session, self.kind, None).codes[one.first : one.last]
        return sum(code.version > since for code in codes)

    def _next(self, call: Call, seen: At, size: int, since: int) -> Made:
        codes = changes(call.session, self.kind, None).codes
        end = min(seen.reached + size, len(codes))
        version = seen.newest or 0
        some = [code for code in codes[seen.reached : end] if code.version > since]
        rows = tuple(KodeKiriman(kode=told(code), versi=version) for code in some)
        return Made(rows, end, end < len(codes))


def reference_pushes() -> tuple[Push, ...]:
    """A leg for each list."""
    return tuple(_push(References(kind)) for kind in KINDS)


def _push(source: References) -> Push:
    def send(client: BknToSigtk, rows: Sequence[KodeKiriman], message_id: str) -> KirimReferensiJawaban:
        request = KirimReferensi(
            kepala=client.kepala(message_id=message_id),
            jenisReferensi=source.kind,
            versi=rows[0].versi,
            referensi=tuple(row.kode for row in rows),
        )
        return client.send(request, KirimReferensiJawaban)

    return Push(
        name=f"referensi/{source.kind}",
        agreement=AGREEMENT,
        operation="kirimReferensi",
        client=BknToSigtk,
        source=source,
        row=KodeKiriman,
        send=send,
        results=_results,
        naming=Naming(key=lambda row: ("referensi", f"{source.kind}|{row.kode.kode}"), subject=None),
        largest=PUSHED_CODES,
        marked=source.mark,
    )


def _results(answer: KirimReferensiJawaban) -> list[str]:
    # The answer counts; which of them was stored makes no difference to what is owed.
    return ["TERSIMPAN"] * answer.jumlahTersimpan + ["TIDAK_BERUBAH"] * answer.jumlahTidakBerubah
