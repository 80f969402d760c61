"""KemenPANRB pulls data under pseudonyms, and brings what it has determined."""

from datetime import date

from adapter.agreements.panrb.elements import InformasiManajemenAsn
from clients.demo.cast import Cast
from clients.demo.flow import Flow, refused, require
from clients.panrb import PanrbClient


def flows(cast: Cast) -> list[Flow]:
    """LayananPanrb."""
    client = cast.panrb
    pull, send = "ambilDataManajemenAsn", "kirimInformasiManajemenAsn"
    return [
        Flow(client.agreement, pull, lambda: _asn(client), "all pages, under pseudonyms"),
        Flow(
            client.agreement,
            pull,
            lambda: refused(lambda: client.ambilDataManajemenAsn(elemenDiminta=["nip"]), "ELEMEN_TIDAK_DIIZINKAN"),
            "the NIP: refused without an adendum",
        ),
        Flow(client.agreement, send, lambda: _information(client, 120, "TERSIMPAN")),
        Flow(client.agreement, send, lambda: _information(client, 120, "TIDAK_BERUBAH"), "sent again: stored once"),
        Flow(client.agreement, send, lambda: _information(client, 125, "VERSI_BARU"), "changed: a version of its own"),
    ]


def _asn(client: PanrbClient) -> int:
    pages = list(client.halaman_asn(page_size=500))
    names = {row.idSemu for page in pages for row in page.asn}
    require(len(names) == pages[0].jumlahSeluruhnya, f"{len(names)} names, {pages[0].jumlahSeluruhnya} promised")
    require(not any(row.nip for page in pages for row in page.asn), "a NIP left")
    return len(names)


def demo_document(amount: int, number: str = "CONTOH-1/2026") -> InformasiManajemenAsn:
    """An invented document."""
    return InformasiManajemenAsn(
        jenisInformasi="PENETAPAN_KEBUTUHAN",
        nomorDokumen=number,
        tanggalDokumen=date(2026, 1, 15),
        kodeInstansi="K01",
        tahun="2026",
        jenisAsn="PPPK",
        jumlah=amount,
    )


def _information(client: PanrbClient, amount: int, expected: str) -> int:
    (row,) = client.kirimInformasiManajemenAsn([demo_document(amount)]).hasil
    require(row.hasil == expected, f"{row.hasil} instead of {expected}")
    return 1
