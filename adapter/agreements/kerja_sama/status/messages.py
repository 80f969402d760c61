"""The messages on the state of an agreement and its element lists."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.kerja_sama.parties import Pihak
from adapter.agreements.simple import Boolean, Cacah, NamaElemen, Tanggal, Teks40, Teks100, Teks250, Teks1000
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

_ISI = "asumsi: hak atas keterangan tentang perjanjian sendiri"

StatusPerjanjian = Annotated[
    str,
    choice(
        "tStatusPerjanjian",
        "Status perjanjian",
        "DRAF",
        "BERLAKU",
        "AKAN_BERAKHIR",
        "DITANGGUHKAN",
        "BERAKHIR",
        "DIHENTIKAN",
        "BATAL_DEMI_HUKUM",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CekStatusPerjanjian:
    """Asks how the agreement stands today."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Perpanjangan:
    """A recorded extension."""

    nomor: Annotated[Teks100, Element(_ISI, "Nomor perpanjangan")]
    tanggalMulai: Annotated[Tanggal, Element(_ISI, "Hari pertama")]
    tanggalAkhir: Annotated[Tanggal, Element(_ISI, "Hari terakhir")]
    catatan: Annotated[Teks250 | None, Element(_ISI, "Catatan")] = None


JenisPengajuan = Annotated[str, choice("tJenisPengajuan", "Yang diajukan", "PERPANJANGAN", "PENGAKHIRAN")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PengajuanTerbuka:
    """A proposal that waits for the other party's answer."""

    nomorPengajuan: Annotated[Teks40, Element(_ISI, "Nomor pengajuan")]
    jenis: Annotated[JenisPengajuan, Element(_ISI, "Perpanjangan atau pengakhiran")]
    pengaju: Annotated[Pihak, Element(_ISI, "Pihak yang mengajukan; pihak lain yang menjawab")]
    nomorSurat: Annotated[Teks100, Element(_ISI, "Nomor surat")]
    tanggalDiterima: Annotated[Tanggal, Element(_ISI, "Hari diterima")]
    tanggalAkhir: Annotated[Tanggal, Element(_ISI, "Hari terakhir perjanjian yang dikehendaki")]
    batasTanggapan: Annotated[
        Tanggal | None, Element("PANRB Pasal 6 ayat (3)", "Hari terakhir menjawab; sesudahnya perjanjian berakhir")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KaharBerjalan:
    """A keadaan kahar that has not ended."""

    nomorKahar: Annotated[Teks40, Element(_ISI, "Nomor keadaan kahar")]
    pihak: Annotated[Pihak, Element(_ISI, "Pihak yang mengalaminya")]
    tanggalTerjadi: Annotated[Tanggal, Element(_ISI, "Hari pertama")]
    menunda: Annotated[Boolean, Element(_ISI, "Benar bila kewajiban tertunda hari ini; salah bila menunggu jawaban")]
    menundaPertukaran: Annotated[Boolean, Element(_ISI, "Benar bila pertukaran data termasuk yang ditunda")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CekStatusPerjanjianJawaban:
    """How the agreement stands today."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    judul: Annotated[Teks1000, Element(_ISI, "Tentang apa perjanjian itu")]
    nomorMitra: Annotated[Teks40, Element(_ISI, "Nomor perjanjian dari mitra")]
    nomorBkn: Annotated[Teks40, Element(_ISI, "Nomor perjanjian dari BKN")]
    status: Annotated[StatusPerjanjian, Element(_ISI, "Status hari ini (WIB)")]
    tanggalMulai: Annotated[Tanggal, Element(_ISI, "Hari pertama perjanjian")]
    tanggalAkhir: Annotated[Tanggal, Element(_ISI, "Hari terakhir, perpanjangan diperhitungkan")]
    sisaHari: Annotated[Cacah, Element(_ISI, "Hari tersisa, hari ini tidak dihitung; nol bila berakhir")]
    perpanjangan: Annotated[tuple[Perpanjangan, ...], Element(_ISI, "Perpanjangan yang tercatat")] = ()
    alasanStatus: Annotated[Teks1000 | None, Element(_ISI, "Sebab ditangguhkan, dihentikan, atau batal demi hukum")] = (
        None
    )
    tanggalPerluKonfirmasi: Annotated[
        Teks250 | None, Element("asumsi: teks perjanjian tidak terbaca", "Yang perlu dipastikan PARA PIHAK")
    ] = None
    pengajuan: Annotated[tuple[PengajuanTerbuka, ...], Element(_ISI, "Pengajuan yang menunggu jawaban")] = ()
    keadaanKahar: Annotated[tuple[KaharBerjalan, ...], Element(_ISI, "Keadaan kahar yang belum berakhir")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDaftarElemen:
    """Asks which data elements may pass today."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElemenDaftar:
    """A data element, and whether it may pass today."""

    nama: Annotated[NamaElemen, Element(_ISI, "Nama elemen")]
    arti: Annotated[Teks250, Element(_ISI, "Arti elemen")]
    sumber: Annotated[Teks250, Element(_ISI, "Pasal yang menyebutnya")]
    berlaku: Annotated[Boolean, Element(_ISI, "Benar bila boleh dipertukarkan hari ini")]
    nomorAdendum: Annotated[Teks100 | None, Element(_ISI, "Adendum terakhir yang mengubah elemen ini")] = None
    wajib: Annotated[Boolean | None, Element(_ISI, "Benar bila sebuah adendum mewajibkan elemen ini")] = None
    nomorSurat: Annotated[
        Teks100 | None, Element("PANRB Pasal 12 ayat (3)", "Surat yang mengizinkan elemen ini untuk sementara")
    ] = None
    berlakuSampai: Annotated[
        Tanggal | None, Element("PANRB Pasal 12 ayat (3)", "Hari terakhir izin menurut surat itu")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DaftarElemen:
    """One list: what one party gives."""

    nama: Annotated[NamaElemen, Element(_ISI, "Nama daftar")]
    pemberi: Annotated[Pihak, Element(_ISI, "Pihak yang memberi data ini")]
    sumber: Annotated[Teks250, Element(_ISI, "Pasal daftar ini")]
    elemen: Annotated[tuple[ElemenDaftar, ...], Element(_ISI, "Elemen data")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDaftarElemenJawaban:
    """The lists of the agreement."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    daftar: Annotated[tuple[DaftarElemen, ...], Element(_ISI, "Daftar elemen")] = ()
