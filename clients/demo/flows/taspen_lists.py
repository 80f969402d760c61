"""Taspen Life has a list of participants matched, corrects a row, and fetches the results."""

import time
import uuid
from dataclasses import dataclass, field, replace
from itertools import islice

from adapter.agreements.taspen.list_messages import BarisPemadanan
from adapter.records.population import nth_person
from clients.demo.cast import Cast
from clients.demo.flow import Flow, require
from clients.taspen import TaspenClient

_ROWS = 100
_PATIENCE_SECONDS = 60


@dataclass
class _List:
    """One list, through all that is done with it."""

    client: TaspenClient
    number: str = field(default_factory=lambda: f"CONTOH-{uuid.uuid4().hex[:12].upper()}")


def flows(cast: Cast) -> list[Flow]:
    """The operations on lists of LayananTaspen."""
    agreement, own = cast.taspen.agreement, _List(cast.taspen)
    return [
        Flow(agreement, "kirimDataPemadanan", lambda: _send(own), "in 2 parts; one row is wrong"),
        Flow(agreement, "ambilHasilPemadanan", lambda: _fetch(own, differing=1), "one row differs by its birth date"),
        Flow(agreement, "kirimDataPemadanan", lambda: _correct(own), "the row corrected"),
        Flow(agreement, "ambilHasilPemadanan", lambda: _fetch(own, differing=0), "the corrected row counts"),
    ]


def _rows() -> list[BarisPemadanan]:
    people = (one for one in map(nth_person, range(200)) if one.kind == "PNS" and not one.restricted)
    return [
        BarisPemadanan(
            nomorPeserta=f"CONTOH-{one.index}",
            nip=one.nip,
            namaLengkap=one.name,
            tanggalLahir=one.record.identity.born.isoformat(),
            statusKepesertaan="AKTIF",
        )
        for one in islice((one for one in people if one.record.job.in_records), _ROWS)
    ]


def _send(own: _List) -> int:
    rows = _rows()
    rows[5] = replace(rows[5], tanggalLahir="1950-01-01")
    receipts = list(own.client.kirim_peserta(own.number, rows, size=60))
    return sum(receipt.jumlahDiterima for receipt in receipts)


def _correct(own: _List) -> int:
    return own.client.kirimDataPemadanan(own.number, _rows()[5:6], bagian=3).jumlahDiterima


def _fetch(own: _List, *, differing: int) -> int:
    until = time.monotonic() + _PATIENCE_SECONDS
    while own.client.ambilHasilPemadanan(own.number).kemajuan.status != "SELESAI":
        require(time.monotonic() < until, f"not done after {_PATIENCE_SECONDS} s")
        time.sleep(0.2)
    pages = list(own.client.halaman_pemadanan(own.number))
    results = [result for page in pages for result in page.hasil]
    found = [result.elemenBerbeda for result in results if result.keterangan == "tidak sesuai"]
    require(found == [("tanggalLahir",)] * differing, f"these differ: {found}")
    return len(results)
