"""The messages of LayananPanrb. How data are asked for and acknowledged is our assumption: the annexes are lost."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.panrb.elements import (
    DATA,
    INFORMASI,
    DataManajemenAsn,
    InformasiManajemenAsn,
    JenisAsn,
    JenisInformasi,
    JenisJabatan,
)
from adapter.agreements.simple import (
    Cacah,
    GolonganPppk,
    GolonganRuang,
    KodeInstansi,
    KodeProvinsi,
    NamaElemen,
    Teks100,
    UkuranHalaman,
)
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

_HALAMAN = "asumsi: data besar ditarik halaman demi halaman"

_SARINGAN = "asumsi: akses terbatas, Pasal 2; saringan hanya menurut elemen yang berlaku"

HasilInformasi = Annotated[
    str,
    choice(
        "tHasilInformasi",
        "Nasib satu dokumen; VERSI_BARU: isinya berubah dan versi lama tetap tersimpan",
        "TERSIMPAN",
        "VERSI_BARU",
        "TIDAK_BERUBAH",
        "BARIS_GANDA",
        "TANGGAL_DI_MASA_DEPAN",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataManajemenAsn:
    """Asks for one page of ASN, without `kursor` for the first. Filters hold together; each is one of its values."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    elemenDiminta: Annotated[
        tuple[NamaElemen, ...],
        Element("asumsi", "Elemen yang diminta; kosong berarti semua yang berlaku", most=32),
    ] = ()
    jenisAsn: Annotated[JenisAsn | None, Element(_SARINGAN, "Hanya jenis ASN ini")] = None
    kodeInstansi: Annotated[
        tuple[KodeInstansi, ...], Element(_SARINGAN, "Hanya yang bekerja pada instansi ini", most=100)
    ] = ()
    kodeProvinsi: Annotated[
        tuple[KodeProvinsi, ...], Element(_SARINGAN, "Hanya yang bekerja di provinsi ini", most=38)
    ] = ()
    golonganRuang: Annotated[
        tuple[GolonganRuang, ...], Element(_SARINGAN, "Hanya PNS bergolongan ruang ini", most=17)
    ] = ()
    golonganPppk: Annotated[tuple[GolonganPppk, ...], Element(_SARINGAN, "Hanya PPPK bergolongan ini", most=17)] = ()
    jenisJabatan: Annotated[tuple[JenisJabatan, ...], Element(_SARINGAN, "Hanya jenis jabatan ini", most=3)] = ()
    kursor: Annotated[Teks100 | None, Element(_HALAMAN, "kursorBerikutnya dari halaman sebelumnya")] = None
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataManajemenAsnJawaban:
    """One page of ASN under pseudonyms."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    asn: Annotated[tuple[DataManajemenAsn, ...], Element(DATA, "Data manajemen ASN", most=1000)] = ()
    kursorBerikutnya: Annotated[
        Teks100 | None, Element(_HALAMAN, "Untuk meminta halaman berikutnya; tidak ada pada halaman terakhir")
    ] = None
    jumlahSeluruhnya: Annotated[Cacah, Element(_HALAMAN, "Cacah baris seluruh halaman, dihitung pada halaman pertama")]
    jumlahDibatasi: Annotated[
        Cacah,
        Element(
            "UU 27/2022 Pasal 40-41",
            "Cacah orang yang tidak dikirim karena pemrosesannya dibatasi; menurut jenisAsn, tanpa saringan lain",
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimInformasiManajemenAsn:
    """Brings documents to BKN."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    informasi: Annotated[
        tuple[InformasiManajemenAsn, ...], Element(INFORMASI, "Informasi manajemen ASN", least=1, most=500)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisInformasi:
    """What became of one document, and the version under which it stands."""

    jenisInformasi: Annotated[JenisInformasi, Element("asumsi", "Jenis informasi")]
    nomorDokumen: Annotated[Teks100, Element("asumsi", "Nomor dokumen")]
    hasil: Annotated[HasilInformasi, Element("asumsi", "Nasib dokumen")]
    versi: Annotated[Cacah | None, Element("asumsi", "Versi yang tersimpan, mulai dari 1")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimInformasiManajemenAsnJawaban:
    """What became of each document, in the order sent."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    jumlahDiterima: Annotated[Cacah, Element("asumsi", "Dokumen yang tersimpan atau memang sudah sama")]
    jumlahDitolak: Annotated[Cacah, Element("asumsi", "Dokumen yang tidak disimpan")]
    hasil: Annotated[tuple[BarisInformasi, ...], Element("asumsi", "Hasil tiap dokumen", most=500)] = ()
