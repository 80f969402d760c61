"""The ministry has proposed recipients verified, coordinates, eliminates, and gives back what it accessed."""

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice

from adapter.agreements.bpum.elements import DataBalikan, Eliminasi, HasilVerifikasi, Usulan
from adapter.agreements.bpum.messages import PernyataanKoordinasi
from adapter.clock import system_clock, wib_date
from adapter.records.population import SyntheticPerson, nth_person
from clients.bpum import BpumClient
from clients.demo.cast import Cast
from clients.demo.flow import Flow, refused, require
from clients.lists import Waiting

_ASN = 50
_STRANGERS = 1450
_BAD = 3
_PATIENCE_SECONDS = 60
_WAITING = Waiting(0.2, time.sleep)


@dataclass
class _List:
    """One list, through all that is done with it."""

    client: BpumClient
    number: str = field(default_factory=lambda: f"CONTOH-{uuid.uuid4().hex[:12].upper()}")
    result_number: str = ""
    confirmed: list[HasilVerifikasi] = field(default_factory=list)


def flows(cast: Cast) -> list[Flow]:
    """LayananBpum."""
    agreement, own = cast.bpum.agreement, _List(cast.bpum)
    return [
        Flow(agreement, "kirimUsulanPenerima", lambda: _send(own), "in 2 parts; 3 bad rows are named"),
        Flow(agreement, "ambilHasilVerifikasi", lambda: _fetch(own), "worked through in the background; all pages"),
        Flow(
            agreement,
            "ambilHasilVerifikasi",
            lambda: refused(lambda: own.client.ambilHasilVerifikasi(own.number, halaman=99), "FORMAT_TIDAK_SAH"),
            "a page beyond the end",
        ),
        Flow(agreement, "koordinasikanHasil", lambda: _coordinate(own), "a doubtful result"),
        Flow(agreement, "laporkanEliminasi", lambda: _eliminate(own)),
        Flow(agreement, "kirimDataBalikan", lambda: _give_back(own), "2 rows fewer: the difference is 2"),
    ]


def _people() -> Iterator[SyntheticPerson]:
    for person in map(nth_person, range(200)):
        if person.kind in ("PNS", "PPPK") and person.record.job.in_records and person.nik and not person.restricted:
            yield person


def _rows() -> list[Usulan]:
    rows = [
        Usulan(nik=one.nik, namaLengkap=one.name, tanggalLahir=one.record.identity.born.isoformat())
        for one in islice(_people(), _ASN)
    ]
    born = next(_people()).record.identity.born - timedelta(days=4000)
    rows[0] = Usulan(nik=rows[0].nik, namaLengkap="Nama Lain Sekali", tanggalLahir=born.isoformat())
    rows += [
        Usulan(nik=f"35780001{number:08}", namaLengkap="Warga Contoh", tanggalLahir="1990-01-01")
        for number in range(_STRANGERS)
    ]
    bad = Usulan(nik="123", namaLengkap="Baris Salah", tanggalLahir="1990-02-30")
    return [*rows, *[bad] * _BAD]


def _send(own: _List) -> int:
    receipts = list(own.client.kirim_daftar(own.number, "CALON_PENERIMA", _rows(), size=1000))
    bad = sum(receipt.jumlahDitolak for receipt in receipts)
    require(bad == _BAD, f"{bad} rows were refused")
    return sum(receipt.jumlahDiterima for receipt in receipts)


def _fetch(own: _List) -> int:
    until = time.monotonic() + _PATIENCE_SECONDS
    while own.client.ambilHasilVerifikasi(own.number).kemajuan.status != "SELESAI":
        require(time.monotonic() < until, f"not done after {_PATIENCE_SECONDS} s")
        _WAITING.sleep(_WAITING.seconds)
    pages = list(own.client.halaman_hasil(own.number))
    results = [result for page in pages for result in page.hasil]
    own.result_number = pages[0].nomorHasil
    own.confirmed = [result for result in results if result.keterangan == "ASN"]
    require(len(own.confirmed) == _ASN - 1, f"{len(own.confirmed)} are ASN")
    return len(results)


def _coordinate(own: _List) -> int:
    (item,) = own.client.koordinasikanHasil(own.number).butir
    said = PernyataanKoordinasi(nomorButir=item.nomorButir, pendapat="ORANG_BERBEDA", catatan="contoh")
    (item,) = own.client.koordinasikanHasil(own.number, [said]).butir
    require([one.pihak for one in item.pendapat] == ["MITRA"], "the view was not recorded")
    return 1


def _eliminate(own: _List) -> int:
    today = wib_date(system_clock())
    rows = [
        Eliminasi(
            nik=result.nik, nomorHasil=own.result_number, nomorDokumenPenetapan="CONTOH-SK-1", tanggalDokumen=today,
            status="DIELIMINASI",
        )
        for result in own.confirmed
    ]  # fmt: skip
    answer = own.client.laporkanEliminasi(rows)
    require(answer.jumlahTercatat == len(rows), f"{answer.jumlahTercatat} were recorded")
    return answer.jumlahTercatat


def _give_back(own: _List) -> int:
    sent = {row.nik: row for row in _rows()}
    rows = [sent[result.nik] for result in own.confirmed[:-2]]
    data = [
        DataBalikan(nik=row.nik, namaLengkap=row.namaLengkap, tanggalLahir=row.tanggalLahir) for row in rows
    ]  # fmt: skip
    answer = own.client.kirimDataBalikan(own.number, data)
    require(answer.jumlahBelumDikembalikan == 2, f"{answer.jumlahBelumDikembalikan} are missing")  # noqa: PLR2004 - above
    return answer.jumlahDiterima
