"""The messages on notices (domain: 2.4 Notice)."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.kerja_sama.parties import Pihak
from adapter.agreements.simple import (
    Boolean,
    NamaElemen,
    Teks40,
    Teks100,
    Teks250,
    Teks1000,
    Token,
    UkuranHalaman,
    Waktu,
)
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

_ISI = "SIGTK Pasal 4 ayat (1) huruf d dan ayat (2) huruf c; pada perjanjian lain asumsi"
_TERIMA = "PANRB Pasal 8 ayat (2); pada perjanjian lain asumsi"
SENDABLE = ("KENDALA", "PERBAIKAN", "PERUBAHAN_DATA", "PERUBAHAN_API", "UMUM")
MANNERS = ("LISAN", "TERTULIS", "SISTEM")

JenisPemberitahuan = Annotated[str, choice("tJenisPemberitahuan", "Jenis pemberitahuan dari satu pihak", *SENDABLE)]
JenisPemberitahuanTercatat = Annotated[
    str,
    choice(
        "tJenisPemberitahuanTercatat",
        "Jenis pemberitahuan; PENGINGAT dibuat oleh sistem BKN",
        *SENDABLE,
        "PENGINGAT",
    ),
]
CaraKonfirmasi = Annotated[str, choice("tCaraKonfirmasi", "Bagaimana penerimaan dikonfirmasi", *MANNERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class NarahubungPemberitahuan:
    """The office to turn to about a notice; never a person's name."""

    unit: Annotated[Teks250, Element("SIGTK Pasal 4 ayat (1) huruf f dan ayat (2) huruf e", "Unit kerja")]
    telepon: Annotated[Teks40, Element("SIGTK Pasal 16; pada perjanjian lain asumsi", "Telepon")]
    surel: Annotated[Teks100, Element("SIGTK Pasal 16; pada perjanjian lain asumsi", "Surat elektronik")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanPemberitahuan:
    """Tells the other party of something; or, with `menindaklanjuti`, of its end or withdrawal."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    idPemberitahuan: Annotated[Teks100, Element("asumsi", "Nomor pemberitahuan dari pengirim; sekali pakai")]
    jenis: Annotated[JenisPemberitahuan, Element(_ISI, "Jenis")]
    sistem: Annotated[Teks40 | None, Element(_ISI, "Sistem yang terdampak; wajib kecuali jenis UMUM")] = None
    mulai: Annotated[Waktu | None, Element(_ISI, "Saat mulai; wajib kecuali pemberitahuan lanjutan")] = None
    perkiraanSelesai: Annotated[
        Waktu | None, Element(_ISI, "Perkiraan saat selesai, tidak termasuk; wajib untuk PERBAIKAN")
    ] = None
    elemenTerdampak: Annotated[tuple[NamaElemen, ...], Element(_ISI, "Elemen data yang terdampak", most=100)] = ()
    uraian: Annotated[Teks1000, Element(_ISI, "Uraian; jangan memuat data orang")]
    narahubung: Annotated[NarahubungPemberitahuan, Element(_ISI, "Narahubung untuk pemberitahuan ini")]
    menindaklanjuti: Annotated[
        Teks100 | None, Element("asumsi", "idPemberitahuan terdahulu yang diakhiri atau dicabut")
    ] = None
    selesaiPada: Annotated[Waktu | None, Element("asumsi", "Saat keadaan terdahulu selesai")] = None
    dicabut: Annotated[Boolean | None, Element("asumsi", "Benar bila pemberitahuan terdahulu dicabut")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanPemberitahuanJawaban:
    """That the notice is recorded; it counts as received only once the recipient has confirmed it."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    idPemberitahuan: Annotated[Teks100, Element("asumsi", "Nomor pemberitahuan")]
    token: Annotated[Token, Element("asumsi", "Nomor urut pemberitahuan")]
    disampaikanPada: Annotated[Waktu, Element("asumsi", "Saat pemberitahuan dicatat pertama kali")]
    sudahAda: Annotated[Boolean, Element("asumsi", "Benar bila pemberitahuan yang sama sudah dicatat sebelumnya")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilPemberitahuan:
    """Asks for notices, oldest first; the next page begins at the last token of this one."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    sejakToken: Annotated[
        Token | None, Element("asumsi", "Token terakhir yang sudah diterima; tanpa ini dari awal")
    ] = None
    belumDikonfirmasi: Annotated[Boolean | None, Element(_TERIMA, "Benar: hanya yang belum dikonfirmasi peminta")] = (
        None
    )
    termasukMilikSendiri: Annotated[
        Boolean | None, Element("asumsi", "Benar: juga yang disampaikan peminta sendiri, dengan konfirmasinya")
    ] = None
    ukuranHalaman: Annotated[UkuranHalaman | None, Element("asumsi", "Baris per halaman; tanpa ini 100")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pemberitahuan:
    """A notice, and what became of it."""

    token: Annotated[Token, Element("asumsi", "Nomor urut pemberitahuan")]
    idPemberitahuan: Annotated[Teks100, Element("asumsi", "Nomor pemberitahuan dari pengirim")]
    pengirim: Annotated[Pihak, Element("asumsi", "Pihak yang memberitahukan")]
    jenis: Annotated[JenisPemberitahuanTercatat, Element(_ISI, "Jenis")]
    sistem: Annotated[Teks40 | None, Element(_ISI, "Sistem yang terdampak")] = None
    mulai: Annotated[Waktu | None, Element(_ISI, "Saat mulai")] = None
    perkiraanSelesai: Annotated[Waktu | None, Element(_ISI, "Perkiraan saat selesai, menurut kabar terakhir")] = None
    elemenTerdampak: Annotated[tuple[NamaElemen, ...], Element(_ISI, "Elemen data yang terdampak", most=100)] = ()
    uraian: Annotated[Teks1000, Element(_ISI, "Uraian")]
    narahubung: Annotated[NarahubungPemberitahuan | None, Element(_ISI, "Narahubung")] = None
    menindaklanjuti: Annotated[Teks100 | None, Element("asumsi", "Pemberitahuan yang diakhiri atau dicabut")] = None
    selesaiPada: Annotated[Waktu | None, Element("asumsi", "Saat pemberitahuan terdahulu itu selesai")] = None
    dicabut: Annotated[Boolean, Element("asumsi", "Benar bila pemberitahuan ini telah dicabut")]
    disampaikanPada: Annotated[Waktu, Element("asumsi", "Saat pemberitahuan dicatat")]
    caraKonfirmasi: Annotated[CaraKonfirmasi | None, Element(_TERIMA, "Ada bila penerima telah mengonfirmasi")] = None
    dikonfirmasiPada: Annotated[Waktu | None, Element(_TERIMA, "Saat dianggap diterima")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilPemberitahuanJawaban:
    """One page of notices."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    pemberitahuan: Annotated[tuple[Pemberitahuan, ...], Element(_ISI, "Pemberitahuan", most=1000)] = ()
    tokenTerakhir: Annotated[Token, Element("asumsi", "Dipakai sebagai sejakToken berikutnya")]
    adaLagi: Annotated[Boolean, Element("asumsi", "Benar bila masih ada halaman berikutnya")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KonfirmasiPenerimaan:
    """Confirms that a notice was received."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    idPemberitahuan: Annotated[Teks100, Element(_TERIMA, "Nomor pemberitahuan dari pihak lain")]
    caraKonfirmasi: Annotated[CaraKonfirmasi, Element(_TERIMA, "Cara konfirmasi")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KonfirmasiPenerimaanJawaban:
    """The confirmation that counts: the first."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    idPemberitahuan: Annotated[Teks100, Element(_TERIMA, "Nomor pemberitahuan")]
    caraKonfirmasi: Annotated[CaraKonfirmasi, Element(_TERIMA, "Cara konfirmasi yang pertama")]
    dikonfirmasiPada: Annotated[Waktu, Element(_TERIMA, "Saat pemberitahuan dianggap diterima")]
