"""Compares a list that both parties hold, without sending it (TL Pasal 9 ayat (1); BPJS Pasal 3 ayat (2)).

Whoever is asked makes his digests in bounded pieces, one with each call: nothing runs behind the calls, and whoever is
killed goes on where he was. A record is named by its position only, which nobody can turn back into a number.
"""

import base64
import binascii
from collections.abc import Iterator, Sequence

from adapter.agreements.comparing import Compared, refresh
from adapter.agreements.kerja_sama.reconciliation.messages import (
    AmbilSidik,
    AmbilSidikJawaban,
    BagianRentang,
    IsiRentang,
    RentangPosisi,
    SidikCatatan,
)
from adapter.agreements.operation import Call, Operation
from adapter.agreements.terms import Side
from adapter.errors import ContractViolation, Problem
from adapter.limits import DIGESTS_A_CALL, DIGESTS_READ_A_CALL
from adapter.records.digest_models import ComparedList, ListDigest
from adapter.records.digests import SALT_BYTES, at_positions, learn_salt, make_salt, salt_of, summaries
from adapter.records.offered import Place
from adapter.records.ranges import Mark, Range, Summary


def _ambil_sidik(call: Call, asked: AmbilSidik) -> AmbilSidikJawaban:
    one = _list(call, asked.namaDaftar)
    ranges = [_range(number, wanted) for number, wanted in enumerate(asked.rentang, 1)]
    host = Side.BKN if call.caller is Side.PARTNER else Side.PARTNER
    salt = _salt(call, asked, host)
    kept, ready = refresh(call, one, host, salt, DIGESTS_A_CALL)
    return AmbilSidikJawaban(
        kepala=call.heading,
        namaDaftar=asked.namaDaftar,
        siap=ready,
        garam=_base64(salt) if host is Side.BKN and not ranges else None,
        tokenTerakhir=one.store_at(host).reached(call, Place(call.agreement.code, one.listed.name)),
        rentang=tuple(_told(call, kept, ranges)) if ready else (),
    )


def _list(call: Call, name: str) -> Compared:
    for one in call.compared:
        if one.listed.name == name:
            return one
    names = ", ".join(one.listed.name for one in call.compared)
    raise _wrong("namaDaftar", f"yang dibandingkan dalam perjanjian ini: {names or 'tidak ada'}")


def _range(number: int, wanted: RentangPosisi) -> Range:
    try:
        return Range(wanted.bit, wanted.awalan)
    except ValueError:
        raise _wrong(f"rentang[{number}]", "bit harus kelipatan 4, dan awalan harus muat di dalamnya") from None


def _salt(call: Call, asked: AmbilSidik, host: Side) -> bytes:
    """The secret of both parties: BKN makes it, and the partner learns it from a signed message of BKN's."""
    if host is Side.BKN:
        if asked.garam is not None:
            raise _wrong("garam", "garam dibuat oleh BKN; permintaan mitra tidak membawanya")
        return make_salt(call.session, call.vault, call.agreement.code)
    if asked.garam is not None:
        return learn_salt(call.session, call.vault, call.agreement.code, _bytes(asked.garam))
    known = salt_of(call.session, call.vault, call.agreement.code)
    if known is None:
        raise _wrong("garam", "belum pernah diterima dari BKN; sertakan pada permintaan pertama")
    return known


def _bytes(text: str) -> bytes:
    try:
        salt = base64.b64decode(text, validate=True)
    except binascii.Error:
        salt = b""
    if len(salt) != SALT_BYTES:
        raise _wrong("garam", f"bukan {SALT_BYTES} byte dalam base64")
    return salt


def _told(call: Call, kept: ComparedList, ranges: Sequence[Range]) -> Iterator[IsiRentang]:
    read = 0
    for summary in summaries(call.session, kept, ranges):
        known = at_positions(call.session, kept, [mark.position for mark in summary.marks or ()])
        yield _content(summary, known)
        read += summary.count
        if read > DIGESTS_READ_A_CALL:
            return


def _content(summary: Summary, known: dict[int, ListDigest]) -> IsiRentang:
    return IsiRentang(
        bit=summary.range.bits,
        awalan=summary.range.prefix,
        jumlah=summary.count,
        bagian=tuple(
            BagianRentang(nomor=number, jumlah=share.count, sidik=_base64(share.digest))
            for number, share in (summary.shares or {}).items()
        ),
        catatan=tuple(_record(mark, known.get(mark.position)) for mark in summary.marks or ()),
    )


def _record(mark: Mark, known: ListDigest | None) -> SidikCatatan:
    token = known.token if known is not None else None
    return SidikCatatan(posisi=mark.position, sidik=_base64(mark.digest), tokenUrut=token)


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _wrong(name: str, sentence: str) -> ContractViolation:
    return ContractViolation((Problem(f"/ambilSidik/{name}", "FORMAT_TIDAK_SAH", sentence),))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "ambilSidik",
        AmbilSidik,
        AmbilSidikJawaban,
        _ambil_sidik,
        "Sidik atas isi daftar pada pihak yang ditanya, untuk menemukan catatan yang berbeda tanpa mengirim daftarnya",
    ),
)
