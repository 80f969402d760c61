"""BPJS Kesehatan does all it can do, well and badly."""

from contextlib import suppress

from adapter.agreements.bpjs.difference_messages import LaporanPerbedaan
from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.records.population import nth_person
from adapter.records.synthetic import synthetic_officials
from clients.errors import ClientError
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    client = world.bpjs(**how)
    client.cekStatusPerjanjian()
    client.ambilDaftarElemen()
    client.ambilNarahubung()
    client.ambilDataPegawai(ukuranHalaman=50)
    client.ambilMutasi(0)
    person = next(person for person in map(nth_person, range(60)) if person.kind == "PNS" and not person.restricted)
    card = KartuPesertaPns(nomorIdentitasPegawai=person.nip, namaPns=person.name, nomorKartuPeserta=person.card)
    client.kirimKartuPesertaPns([card])
    (official,) = synthetic_officials(1)
    client.kirimDataPejabatNegara([
        DataPejabatNegara(
            nik=official.nik, namaPegawaiPejabatNegara=official.name, nomorKartuPeserta=official.card,
            tanggalLahir=official.born, jenisKelamin=official.gender, jenisPeserta=official.kind,
        )
    ])  # fmt: skip
    number = client.mulaiVerifikasiBerkala("2026", "I").idSesi
    client.laporkanPerbedaanData([
        LaporanPerbedaan(nip=person.nip, namaElemen="pangkatGolonganRuang", nilaiBpjs="IV/e"),
        LaporanPerbedaan(nip=person.nip, namaElemen="nomorKartuPeserta", nilaiBpjs="0009999999999"),
    ])  # fmt: skip
    client.ambilHasilVerifikasiBerkala(number)
    case = client.ambilPerbedaanData().perbedaan[0]
    client.selesaikanPerbedaanData(case.idKasus, case.nilaiBkn)
    with suppress(ClientError):
        client.ambilDataPegawai(ukuranHalaman=0)
    client.purpose = "BUKAN_TUJUAN"
    with suppress(ClientError):
        client.ambilMutasi(0)
