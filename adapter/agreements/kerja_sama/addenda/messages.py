"""The messages on addenda, and on letters that ask for more elements."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import NamaElemen, Tanggal, Teks40, Teks100, Teks1000
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

_ADENDUM = "TL Pasal 6 ayat (3) dan Pasal 14; PANRB Pasal 12; SETNEG Pasal 15; KUMKM Pasal 13 ayat (2)"
_BERLAKU = "SETNEG Pasal 15 ayat (3); asumsi bagi yang lain: sejak tanda tangan"
_ASUMSI = "asumsi: rincian adendum tidak diatur dalam perjanjian"
_TIM = "PANRB Pasal 4 ayat (1) sampai ayat (3)"
_SURAT = "PANRB Pasal 12 ayat (3); asumsi bagi yang lain"

JenisPerubahan = Annotated[
    str, choice("tJenisPerubahan", "Perubahan atas sebuah elemen data", "TAMBAH", "CABUT", "UBAH")
]
Kardinalitas = Annotated[str, choice("tKardinalitas", "Wajib (1) atau boleh tidak diisi (0..1)", "1", "0..1")]
StatusAdendum = Annotated[str, choice("tStatusAdendum", "Nasib sebuah adendum", "DIUSULKAN", "DISETUJUI")]
StatusPermintaan = Annotated[
    str,
    choice("tStatusPermintaan", "Nasib permintaan data tambahan", "MENUNGGU", "DISETUJUI", "SEBAGIAN", "DITOLAK"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Perubahan:
    """What becomes of one element."""

    jenis: Annotated[JenisPerubahan, Element(_ADENDUM, "TAMBAH, CABUT, atau UBAH kardinalitas")]
    daftar: Annotated[NamaElemen, Element(_ASUMSI, "Nama daftar, dari ambilDaftarElemen")]
    elemen: Annotated[NamaElemen, Element(_ASUMSI, "Nama elemen, dari ambilDaftarElemen")]
    kardinalitas: Annotated[Kardinalitas | None, Element(_ASUMSI, "Hanya untuk UBAH, dan wajib di sana")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AjukanAdendum:
    """Proposes an addendum; it counts when the other party has approved it, and changes nothing before."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorAdendum: Annotated[Teks100, Element(_ADENDUM, "Nomor adendum")]
    tanggalTandaTangan: Annotated[Tanggal, Element(_ADENDUM, "Tanggal tanda tangan")]
    berlakuMulai: Annotated[Tanggal | None, Element(_BERLAKU, "Hari pertama berlaku")] = None
    perubahan: Annotated[tuple[Perubahan, ...], Element(_ADENDUM, "Perubahan atas elemen data", least=1, most=100)]
    anggotaTim: Annotated[
        Teks40 | None, Element(_TIM, "Anggota Tim Teknis dari pihak pengusul, menurut nomor jabatannya")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AjukanAdendumJawaban:
    """That the proposal is kept, for the other party to approve."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorAdendum: Annotated[Teks100, Element(_ADENDUM, "Nomor adendum")]
    status: Annotated[StatusAdendum, Element(_ASUMSI, "Nasib adendum")]
    berlakuMulai: Annotated[Tanggal, Element(_BERLAKU, "Hari pertama berlaku bila disetujui")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetujuiAdendum:
    """Approves what the other party has proposed."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorAdendum: Annotated[Teks100, Element(_ADENDUM, "Nomor adendum yang diajukan pihak lain")]
    anggotaTim: Annotated[
        Teks40 | None, Element(_TIM, "Anggota Tim Teknis dari pihak yang menyetujui, menurut nomor jabatannya")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetujuiAdendumJawaban:
    """From when the addendum counts: its own first day, or today where that has passed."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorAdendum: Annotated[Teks100, Element(_ADENDUM, "Nomor adendum")]
    status: Annotated[StatusAdendum, Element(_ASUMSI, "Nasib adendum")]
    berlakuMulai: Annotated[Tanggal, Element(_BERLAKU, "Hari pertama berlaku")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElemenTambahan:
    """An element of a list that the other party gives."""

    daftar: Annotated[NamaElemen, Element(_SURAT, "Nama daftar, dari ambilDaftarElemen")]
    elemen: Annotated[NamaElemen, Element(_SURAT, "Nama elemen, dari ambilDaftarElemen")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AjukanPermintaanDataTambahan:
    """Asks the other party by letter for elements outside of the lists. Sent again, it tells of the answer."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorSurat: Annotated[Teks100, Element(_SURAT, "Nomor surat")]
    tanggalSurat: Annotated[Tanggal, Element(_SURAT, "Tanggal surat")]
    elemenDiminta: Annotated[tuple[ElemenTambahan, ...], Element(_SURAT, "Elemen yang diminta", least=1, most=100)]
    alasan: Annotated[Teks1000, Element(_SURAT, "Alasan")]
    berlakuSampai: Annotated[
        Tanggal | None, Element(_SURAT, "Hari terakhir yang diminta; paling lambat hari terakhir perjanjian")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AjukanPermintaanDataTambahanJawaban:
    """The state of the request, and what the other party has answered, if it has."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorSurat: Annotated[Teks100, Element(_SURAT, "Nomor surat")]
    keputusan: Annotated[StatusPermintaan, Element(_SURAT, "Nasib permintaan")]
    elemenDisetujui: Annotated[tuple[ElemenTambahan, ...], Element(_SURAT, "Elemen yang disetujui")] = ()
    berlakuSampai: Annotated[Tanggal | None, Element(_SURAT, "Hari terakhir elemen itu boleh dikirim")] = None
    nomorJawaban: Annotated[Teks100 | None, Element(_SURAT, "Nomor surat jawaban")] = None
