"""Comparing lists by digests: at BKN's host and at BPJS Kesehatan's, and what cannot be compared."""

from functools import partial

from adapter.agreements.kerja_sama.reconciliation.messages import RentangPosisi
from clients.base import PartnerClient
from clients.demo.cast import Cast
from clients.demo.flow import Flow, refused, require

_EVERYTHING = RentangPosisi(bit=0, awalan=0)


def flows(cast: Cast) -> list[Flow]:
    """BPJS Kesehatan asks what BKN holds; the other agreements compare their own lists, or none."""
    bpjs, taspen = cast.bpjs, cast.taspen
    return [
        Flow(bpjs.agreement, "ambilSidik", partial(_holds, bpjs, "dataPegawai"), "digests of every participant"),
        Flow(cast.panrb.agreement, "ambilSidik", partial(_holds, cast.panrb, "dataManajemenAsn")),
        Flow(cast.sigtk.agreement, "ambilSidik", partial(_holds, cast.sigtk, "penganugerahan")),
        Flow(
            taspen.agreement,
            "ambilSidik",
            lambda: refused(lambda: taspen.ambilSidik("pendaftar"), "FORMAT_TIDAK_SAH"),
            "a list that only one party holds: refused",
        ),
    ]


def _holds(client: PartnerClient, name: str) -> int:
    while not (made := client.ambilSidik(name)).siap:
        pass
    require(made.garam is not None, "BKN tells no secret to compare by")
    (told,) = client.ambilSidik(name, [_EVERYTHING]).rentang
    counted = sum(part.jumlah for part in told.bagian) or len(told.catatan)
    require(counted == told.jumlah, f"{told.jumlah} records are told, and {counted} are counted")
    return told.jumlah
