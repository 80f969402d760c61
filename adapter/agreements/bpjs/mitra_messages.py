"""The messages of LayananBpjsMitra. How data are asked for is our assumption: the agreement is silent."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.agreements.bpjs.messages import JenisPerubahan
from adapter.agreements.simple import Boolean, Cacah, Token, UkuranHalaman, Uuid, Waktu
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element

_KARTU = "Pasal 3 ayat (1) huruf b angka 1)"
_PEJABAT = "Pasal 3 ayat (1) huruf b angka 2)"
_MUTASI = "Pasal 1 angka 6; Pasal 9 ayat (1)"
_HALAMAN = "asumsi: data besar ditarik halaman demi halaman"
_MUTAKHIR = "Pasal 4 ayat (2) huruf a angka 2)"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilKartuPesertaPns:
    """Asks for the cards that stand since a token; 0 asks for all."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    sejakToken: Annotated[Token, Element(_KARTU, "Token terakhir yang sudah diterima; 0 untuk awal")]
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerubahanKartu:
    """A card as it stands since a token."""

    tokenUrut: Annotated[Token, Element("asumsi", "Nomor urut, selalu naik")]
    jenisPerubahan: Annotated[JenisPerubahan, Element("asumsi", "Jenis perubahan")]
    berubahPada: Annotated[Waktu, Element(_MUTAKHIR, "Saat perubahan tercatat pada BPJS Kesehatan")]
    kartu: Annotated[KartuPesertaPns, Element(_KARTU, "Nomor kartu peserta; pada HAPUS yang terakhir diketahui")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilKartuPesertaPnsJawaban:
    """One page of cards, in the order of their tokens."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    perubahan: Annotated[tuple[PerubahanKartu, ...], Element(_KARTU, "Kartu, menurut urutan token", most=1000)] = ()
    tokenBerikutnya: Annotated[Token, Element(_KARTU, "Token untuk permintaan berikutnya")]
    jumlahTersisa: Annotated[Cacah, Element(_HALAMAN, "Cacah baris sesudah sejakToken, halaman ini termasuk")]
    adaLagi: Annotated[Boolean, Element(_HALAMAN, "Benar bila masih ada baris sesudah halaman ini")]
    tokenTerakhir: Annotated[Token, Element(_HALAMAN, "Token terbaru pada saat jawaban ini dibuat")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataPejabatNegara:
    """Asks for the state officials that stand since a token; 0 asks for all."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    sejakToken: Annotated[Token, Element(_PEJABAT, "Token terakhir yang sudah diterima; 0 untuk awal")]
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerubahanPejabat:
    """A state official's record as it stands since a token."""

    tokenUrut: Annotated[Token, Element("asumsi", "Nomor urut, selalu naik")]
    jenisPerubahan: Annotated[JenisPerubahan, Element("asumsi", "Jenis perubahan")]
    berubahPada: Annotated[Waktu, Element(_MUTAKHIR, "Saat perubahan tercatat pada BPJS Kesehatan")]
    pejabat: Annotated[DataPejabatNegara, Element(_PEJABAT, "Data pejabat; pada HAPUS yang terakhir diketahui")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataPejabatNegaraJawaban:
    """One page of state officials, in the order of their tokens."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    perubahan: Annotated[
        tuple[PerubahanPejabat, ...], Element(_PEJABAT, "Data pejabat, menurut urutan token", most=1000)
    ] = ()
    tokenBerikutnya: Annotated[Token, Element(_PEJABAT, "Token untuk permintaan berikutnya")]
    jumlahTersisa: Annotated[Cacah, Element(_HALAMAN, "Cacah baris sesudah sejakToken, halaman ini termasuk")]
    adaLagi: Annotated[Boolean, Element(_HALAMAN, "Benar bila masih ada baris sesudah halaman ini")]
    tokenTerakhir: Annotated[Token, Element(_HALAMAN, "Token terbaru pada saat jawaban ini dibuat")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilMutasiPeserta:
    """Asks for every change in cards and officials after a token; 0 asks from the beginning."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    sejakToken: Annotated[Token, Element(_MUTASI, "Token terakhir yang sudah diterima; 0 untuk awal")]
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MutasiPeserta:
    """One change, with the record after it: a card, or a state official."""

    idMutasi: Annotated[Uuid, Element("asumsi", "Nomor mutasi")]
    tokenUrut: Annotated[Token, Element("asumsi", "Nomor urut, selalu naik")]
    jenisPerubahan: Annotated[JenisPerubahan, Element("asumsi", "Jenis perubahan")]
    berubahPada: Annotated[Waktu, Element(_MUTAKHIR, "Saat perubahan tercatat pada BPJS Kesehatan")]
    kartu: Annotated[KartuPesertaPns | None, Element(_KARTU, "Kartu, bila mutasi mengenai kartu")] = None
    pejabat: Annotated[DataPejabatNegara | None, Element(_PEJABAT, "Pejabat, bila mutasi mengenai pejabat")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilMutasiPesertaJawaban:
    """One page of changes, in the order of their tokens."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    mutasi: Annotated[tuple[MutasiPeserta, ...], Element(_MUTASI, "Mutasi, menurut urutan token", most=1000)] = ()
    tokenBerikutnya: Annotated[Token, Element(_MUTASI, "Token untuk permintaan berikutnya")]
    jumlahTersisa: Annotated[Cacah, Element(_HALAMAN, "Cacah mutasi sesudah sejakToken, halaman ini termasuk")]
    adaLagi: Annotated[Boolean, Element(_HALAMAN, "Benar bila masih ada mutasi sesudah halaman ini")]
    tokenTerakhir: Annotated[Token, Element(_HALAMAN, "Token terbaru pada saat jawaban ini dibuat")]
