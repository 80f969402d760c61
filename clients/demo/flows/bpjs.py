"""BPJS Kesehatan pulls people, and brings cards and state officials."""

import uuid

from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.records.population import nth_person
from adapter.records.synthetic import synthetic_officials
from clients.bpjs import BpjsClient
from clients.demo.cast import Cast
from clients.demo.flow import Flow, require

_CARDS = 100
_OFFICIALS = 25


def flows(cast: Cast) -> list[Flow]:
    """LayananBpjs."""
    return _bpjs(cast.bpjs)


def _bpjs(client: BpjsClient) -> list[Flow]:
    message_id = str(uuid.uuid4())
    return [
        Flow(client.agreement, "ambilDataPegawai", lambda: _employees(client), "all pages, with families"),
        Flow(client.agreement, "ambilMutasi", lambda: len(client.ambilMutasi(0).mutasi)),
        Flow(client.agreement, "kirimKartuPesertaPns", lambda: _cards(client, message_id, repeated=False)),
        Flow(
            client.agreement,
            "kirimKartuPesertaPns",
            lambda: _cards(client, message_id, repeated=True),
            "sent again: the same result, marked ulangan",
        ),
        Flow(client.agreement, "kirimDataPejabatNegara", lambda: _officials(client)),
    ]


def _employees(client: BpjsClient) -> int:
    pages = list(client.halaman_pegawai(page_size=500))
    count = sum(len(page.pegawai) for page in pages)
    require(count == pages[0].jumlahSeluruhnya, f"{count} records, {pages[0].jumlahSeluruhnya} promised")
    return count


def demo_cards() -> list[KartuPesertaPns]:
    """The cards of invented people."""
    people = [person for person in map(nth_person, range(_CARDS * 2)) if person.kind in ("PNS", "CPNS")][:_CARDS]
    return [
        KartuPesertaPns(nomorIdentitasPegawai=person.nip, namaPns=person.name, nomorKartuPeserta=person.card)
        for person in people
    ]


def _cards(client: BpjsClient, message_id: str, *, repeated: bool) -> int:
    result = client.kirimKartuPesertaPns(demo_cards(), idPesan=message_id)
    require(result.jumlahDitolak == 0, f"{result.jumlahDitolak} cards were not stored")
    require(result.kepala.ulangan is repeated, f"ulangan is {result.kepala.ulangan}")
    return result.jumlahDiterima


def demo_officials() -> list[DataPejabatNegara]:
    """Invented state officials."""
    return [
        DataPejabatNegara(
            nik=official.nik,
            namaPegawaiPejabatNegara=official.name,
            nomorKartuPeserta=official.card,
            tempatLahir=official.birthplace,
            tanggalLahir=official.born,
            jenisKelamin=official.gender,
            jenisPeserta=official.kind,
        )
        for official in synthetic_officials(_OFFICIALS)
    ]


def _officials(client: BpjsClient) -> int:
    result = client.kirimDataPejabatNegara(demo_officials())
    require(result.jumlahDitolak == 0, f"{result.jumlahDitolak} officials were not stored")
    return result.jumlahDiterima
