"""The messages of LayananBpjs. How data are asked for and acknowledged is our assumption: the agreement is silent."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.bpjs.elements import PESERTA, DataPegawai, DataPejabatNegara, JenisPeserta, KartuPesertaPns
from adapter.agreements.simple import (
    Boolean,
    Cacah,
    NamaElemen,
    Tanggal,
    Teks40,
    Token,
    UkuranHalaman,
    Uuid,
    Waktu,
)
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

_MUTASI = "Pasal 1 angka 6"

_HALAMAN = "asumsi: data besar ditarik halaman demi halaman"

JenisPerubahan = Annotated[str, choice("tJenisPerubahan", "Jenis perubahan catatan", "BARU", "UBAH", "HAPUS")]

Dampak = Annotated[str, choice("tDampak", "Dampak mutasi", "FINANSIAL", "NON_FINANSIAL", "KEDUANYA")]

JenisMutasi = Annotated[
    str,
    choice(
        "tJenisMutasi",
        "Jenis mutasi",
        "KENAIKAN_PANGKAT",
        "CPNS_KE_PNS",
        "PINDAH_INSTANSI",
        "PENSIUN",
        "MENINGGAL",
        "MENIKAH",
        "CERAI",
        "KELAHIRAN_ANAK",
        "ANAK_LEPAS_TANGGUNGAN",
        "PERUBAHAN_ALAMAT",
        "KOREKSI_IDENTITAS",
    ),
]

HasilBaris = Annotated[
    str,
    choice(
        "tHasilBaris",
        "Nasib satu baris kiriman",
        "TERSIMPAN",
        "TIDAK_BERUBAH",
        "TIDAK_DITEMUKAN",
        "NAMA_BERBEDA",
        "KARTU_MILIK_LAIN",
        "BARIS_GANDA",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutasi:
    """A change in a record, with the record as it is now."""

    idMutasi: Annotated[Uuid, Element("asumsi", "Nomor mutasi")]
    tokenUrut: Annotated[Token, Element("asumsi", "Nomor urut, selalu naik")]
    jenisPerubahan: Annotated[JenisPerubahan, Element("asumsi", "Jenis perubahan")]
    dampak: Annotated[Dampak, Element(_MUTASI, "Dampak terhadap data finansial dan non finansial")]
    jenisMutasi: Annotated[JenisMutasi | None, Element("asumsi", "Jenis mutasi, bila dapat dikenali")] = None
    berlakuMulai: Annotated[Tanggal, Element("asumsi", "Hari mutasi mulai berlaku")]
    elemenBerubah: Annotated[tuple[NamaElemen, ...], Element("asumsi", "Nama elemen yang berubah")] = ()
    pegawai: Annotated[DataPegawai | None, Element(_MUTASI, "Data lengkap sesudah perubahan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataPegawai:
    """Asks for one page of records; without `kursor` for the first."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    elemenDiminta: Annotated[
        tuple[NamaElemen, ...],
        Element("asumsi", "Elemen yang diminta; kosong berarti semua yang berlaku", most=32),
    ] = ()
    mutakhirSejak: Annotated[
        Waktu | None, Element("Pasal 4 ayat (2) huruf a angka 2)", "Hanya data yang dimutakhirkan sejak saat ini")
    ] = None
    jenisPeserta: Annotated[tuple[JenisPeserta, ...], Element(PESERTA, "Hanya jenis peserta ini", most=3)] = ()
    kursor: Annotated[Teks40 | None, Element(_HALAMAN, "kursorBerikutnya dari halaman sebelumnya")] = None
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataPegawaiJawaban:
    """One page of records."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    pegawai: Annotated[
        tuple[DataPegawai, ...], Element("Pasal 3 ayat (1) huruf a", "Data PNS dan pensiunan PNS", most=1000)
    ] = ()
    kursorBerikutnya: Annotated[
        Teks40 | None, Element(_HALAMAN, "Untuk meminta halaman berikutnya; tidak ada pada halaman terakhir")
    ] = None
    jumlahSeluruhnya: Annotated[Cacah, Element(_HALAMAN, "Cacah baris seluruh halaman, dihitung pada halaman pertama")]
    jumlahDibatasi: Annotated[
        Cacah, Element("UU 27/2022 Pasal 40-41", "Cacah orang yang tidak dikirim karena pemrosesannya dibatasi")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilMutasi:
    """Asks for the changes after a token; 0 asks from the beginning."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    sejakToken: Annotated[Token, Element(_MUTASI, "Token terakhir yang sudah diterima; 0 untuk awal")]
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilMutasiJawaban:
    """Changes in the order of their tokens."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    mutasi: Annotated[tuple[Mutasi, ...], Element(_MUTASI, "Mutasi", most=1000)] = ()
    tokenBerikutnya: Annotated[Token, Element(_MUTASI, "Token untuk permintaan berikutnya")]
    adaLagi: Annotated[Boolean, Element(_HALAMAN, "Benar bila masih ada mutasi sesudah halaman ini")]
    tokenTerakhir: Annotated[Token, Element(_HALAMAN, "Token terbaru pada saat jawaban ini dibuat")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimKartuPesertaPns:
    """Brings card numbers to BKN."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    kartu: Annotated[
        tuple[KartuPesertaPns, ...],
        Element("Pasal 3 ayat (1) huruf b angka 1)", "Nomor kartu peserta PNS", least=1, most=1000),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimDataPejabatNegara:
    """Brings state officials' records to BKN."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    pejabat: Annotated[
        tuple[DataPejabatNegara, ...],
        Element("Pasal 3 ayat (1) huruf b angka 2)", "Data pejabat negara", least=1, most=500),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisHasil:
    """What became of one row, by its place in the request, counted from 1."""

    baris: Annotated[Cacah, Element("asumsi", "Urutan baris pada kiriman, mulai dari 1")]
    hasil: Annotated[HasilBaris, Element("asumsi", "Nasib baris")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HasilKiriman:
    """What became of the rows sent, each at its place."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    jumlahDiterima: Annotated[Cacah, Element("asumsi", "Baris yang tersimpan atau memang sudah sama")]
    jumlahDitolak: Annotated[Cacah, Element("asumsi", "Baris yang tidak disimpan")]
    baris: Annotated[
        tuple[BarisHasil, ...], Element("asumsi", "Hasil tiap baris, menurut urutan kiriman", most=1000)
    ] = ()
