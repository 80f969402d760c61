"""The messages by which BKN brings employees' records to BPJS Kesehatan; their form is our assumption.

That they are brought, and not only offered, rests on Pasal 4 ayat (1) huruf a angka 2) and ayat (2) huruf a angka 2):
each party gives the other up-to-date data; Pasal 9 ayat (1) and (2): electronically.
"""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.bpjs.elements import DataPegawai
from adapter.agreements.bpjs.messages import Dampak, JenisMutasi, JenisPerubahan, Mutasi
from adapter.agreements.simple import Cacah, NamaElemen, Tanggal, Token
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice
from adapter.limits import PUSHED_EMPLOYEES

_MUTAKHIR = "Pasal 4 ayat (1) huruf a angka 2) dan ayat (2) huruf a angka 2); Pasal 9 ayat (1) dan ayat (2)"
_MUTASI = "Pasal 1 angka 6"

HasilPegawai = Annotated[
    str,
    choice(
        "tHasilPegawai",
        "Nasib satu baris kiriman data pegawai",
        "TERSIMPAN",
        "TIDAK_BERUBAH",
        "DIHAPUS",
        "DIBIARKAN",
        "TANPA_KUNCI",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimanPegawai:
    """One record as it stands at BKN; where it comes of a mutation, what the mutation feed tells of it too."""

    jenisPerubahan: Annotated[JenisPerubahan, Element(_MUTASI, "Jenis perubahan; BARU pada pengiriman penuh")]
    tokenUrut: Annotated[Token | None, Element("asumsi", "Nomor urut mutasi; tidak ada pada pengiriman penuh")] = None
    jenisMutasi: Annotated[JenisMutasi | None, Element("asumsi", "Jenis mutasi, bila dapat dikenali")] = None
    dampak: Annotated[Dampak | None, Element(_MUTASI, "Dampak terhadap data finansial dan non finansial")] = None
    berlakuMulai: Annotated[Tanggal | None, Element("asumsi", "Hari mutasi mulai berlaku")] = None
    elemenBerubah: Annotated[tuple[NamaElemen, ...], Element("asumsi", "Nama elemen yang berubah", most=32)] = ()
    pegawai: Annotated[
        DataPegawai, Element("Pasal 3 ayat (1) huruf a", "Data pegawai; pada HAPUS cukup nomor-nomornya")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimDataPegawai:
    """Brings employees' records to BPJS Kesehatan."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    pegawai: Annotated[tuple[KirimanPegawai, ...], Element(_MUTAKHIR, "Data pegawai", least=1, most=PUSHED_EMPLOYEES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisPegawai:
    """What became of one row, by its place in the request, counted from 1."""

    baris: Annotated[Cacah, Element("asumsi", "Urutan baris pada kiriman, mulai dari 1")]
    hasil: Annotated[HasilPegawai, Element("asumsi", "Nasib baris")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimDataPegawaiJawaban:
    """What became of the rows sent, each at its place."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    jumlahDiterima: Annotated[Cacah, Element("asumsi", "Baris yang tersimpan, terhapus, atau memang sudah sama")]
    jumlahDitolak: Annotated[Cacah, Element("asumsi", "Baris yang tidak disimpan")]
    baris: Annotated[
        tuple[BarisPegawai, ...], Element("asumsi", "Hasil tiap baris, menurut urutan kiriman", most=PUSHED_EMPLOYEES)
    ] = ()


def whole(record: DataPegawai) -> KirimanPegawai:
    """A row of a full push: the record as it stands, of no mutation."""
    return KirimanPegawai(jenisPerubahan="BARU", pegawai=record)


def changed(mutation: Mutasi) -> KirimanPegawai | None:
    """The row for a mutation as ambilMutasi gives it; None for one without a record."""
    if mutation.pegawai is None:
        return None
    return KirimanPegawai(
        jenisPerubahan=mutation.jenisPerubahan,
        tokenUrut=mutation.tokenUrut,
        jenisMutasi=mutation.jenisMutasi,
        dampak=mutation.dampak,
        berlakuMulai=mutation.berlakuMulai,
        elemenBerubah=mutation.elemenBerubah,
        pegawai=mutation.pegawai,
    )
