"""The messages of LayananSigtk. How data are asked for and acknowledged is our assumption: the annex is lost."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.sigtk.elements import PEDOMAN, SAH, DataAsn, IdPenganugerahan, Penganugerahan
from adapter.agreements.simple import Cacah, NamaElemen, Nik, Nip, Teks40
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

HasilPenganugerahan = Annotated[
    str,
    choice(
        "tHasilPenganugerahan",
        "Nasib satu penganugerahan",
        "TERSIMPAN",
        "SUDAH_ADA",
        "DICABUT",
        "NIP_TIDAK_DITEMUKAN",
        "NAMA_BERBEDA",
        "BERBEDA_ISI",
        "TANGGAL_KEPPRES_DI_MASA_DEPAN",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataAsn:
    """Asks for the ASN of one proposal, by NIP, by NIK, or both kinds."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorUsulan: Annotated[Teks40, Element("Pasal 1 angka 4; Pasal 3", "Nomor usulan yang sedang diverifikasi")]
    elemenDiminta: Annotated[
        tuple[NamaElemen, ...],
        Element("asumsi", "Elemen yang diminta; kosong berarti semua yang berlaku", most=32),
    ] = ()
    nip: Annotated[tuple[Nip, ...], Element(PEDOMAN, "NIP atau NI PPPK yang diminta", most=100)] = ()
    nik: Annotated[tuple[Nik, ...], Element(PEDOMAN, "NIK yang diminta", most=100)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataAsnJawaban:
    """The ASN found, in the order asked, each once."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    asn: Annotated[tuple[DataAsn, ...], Element(PEDOMAN, "Data ASN", most=200)] = ()
    tidakDitemukan: Annotated[
        tuple[Teks40, ...], Element("asumsi", "NIP atau NIK yang diminta tetapi tidak ada pada data ASN", most=200)
    ] = ()
    jumlahDibatasi: Annotated[
        Cacah, Element("UU 27/2022 Pasal 40-41", "Cacah orang yang tidak dikirim karena pemrosesannya dibatasi")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimPenganugerahan:
    """Brings enacted honours to BKN."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    penganugerahan: Annotated[
        tuple[Penganugerahan, ...], Element(SAH, "Penganugerahan yang sudah disahkan", least=1, most=500)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisPenganugerahan:
    """What became of one honour."""

    idPenganugerahan: Annotated[IdPenganugerahan, Element("asumsi", "Nomor penganugerahan pada SIGTK")]
    hasil: Annotated[HasilPenganugerahan, Element("asumsi", "Nasib penganugerahan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimPenganugerahanJawaban:
    """What became of each honour, in the order sent."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    jumlahDiterima: Annotated[Cacah, Element("asumsi", "Penganugerahan yang tersimpan atau memang sudah ada")]
    jumlahDitolak: Annotated[Cacah, Element("asumsi", "Penganugerahan yang tidak disimpan")]
    hasil: Annotated[tuple[BarisPenganugerahan, ...], Element("asumsi", "Hasil tiap penganugerahan", most=500)] = ()
