"""BPJS Kesehatan pulls people, and brings cards and state officials."""

import uuid

from adapter.agreements.bpjs.difference_messages import LaporanPerbedaan
from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.clock import system_clock, wib_date
from adapter.records.population import nth_person
from adapter.records.synthetic import synthetic_officials
from clients.bpjs import BpjsClient
from clients.demo.cast import Cast
from clients.demo.flow import Flow, require

_CARDS = 100
_OFFICIALS = 25
_LAST_OF_SEMESTER_I = 6


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
        *_verification(client),
    ]


def _verification(client: BpjsClient) -> list[Flow]:
    """The verification of this semester, and what differs."""
    today = wib_date(system_clock())
    period = (str(today.year), "I" if today.month <= _LAST_OF_SEMESTER_I else "II")

    def told() -> int:
        result = client.ambilHasilVerifikasiBerkala(client.mulaiVerifikasiBerkala(*period).idSesi)
        require(result.diperiksa == result.sama + result.berbeda, "the counts do not add up")
        require(result.berbeda > 0, "nobody differs")
        return result.diperiksa

    return [
        Flow(
            client.agreement, "mulaiVerifikasiBerkala", lambda: int(bool(client.mulaiVerifikasiBerkala(*period).idSesi))
        ),
        Flow(client.agreement, "laporkanPerbedaanData", lambda: _report(client), "grade, NIK and card number differ"),
        Flow(client.agreement, "ambilHasilVerifikasiBerkala", told, "how many are the same, how many differ"),
        Flow(client.agreement, "ambilPerbedaanData", lambda: _follow(client), "the NIK waits for Dukcapil"),
        Flow(client.agreement, "selesaikanPerbedaanData", lambda: _settle(client), "BPJS yields where BKN decides"),
    ]


def _report(client: BpjsClient) -> int:
    nip = demo_cards()[0].nomorIdentitasPegawai
    rows = [
        LaporanPerbedaan(nip=nip, namaElemen=element, nilaiBpjs=value)
        for element, value in (
            ("pangkatGolonganRuang", "IV/e"),
            ("nik", "3171000101900009"),
            ("nomorKartuPeserta", nth_person(5001).card),
        )
    ]
    results = [row.hasil for row in client.laporkanPerbedaanData(rows).baris]
    require(results == ["TERCATAT"] * len(rows), f"{', '.join(results)} instead of TERCATAT")
    return len(rows)


def _follow(client: BpjsClient) -> int:
    found = {case.namaElemen: case for case in client.ambilPerbedaanData().perbedaan}
    require(found["nik"].status == "MENUNGGU_INSTANSI_LAIN", f"the NIK is {found['nik'].status}")
    require(found["nomorKartuPeserta"].nilaiAcuan == found["nomorKartuPeserta"].nilaiBpjs, "the card is not BPJS's")
    return len(found)


def _settle(client: BpjsClient) -> int:
    case = next(one for one in client.ambilPerbedaanData().perbedaan if one.namaElemen == "pangkatGolonganRuang")
    against = client.selesaikanPerbedaanData(case.idKasus, "IV/e")
    require(against.hasil == "TIDAK_BERWENANG", f"BPJS decided for itself: {against.hasil}")
    answer = client.selesaikanPerbedaanData(case.idKasus, case.nilaiBkn)
    require(answer.hasil == "DISELESAIKAN", f"it is {answer.hasil}")
    return 1


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
