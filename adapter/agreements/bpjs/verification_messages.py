"""The messages of the periodic verification (Pasal 3 ayat (2); Pasal 1 angka 7); their form is our assumption."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.bpjs.difference_messages import PerbedaanData
from adapter.agreements.simple import Boolean, Cacah, Tahun, Token, UkuranHalaman, Uuid, Waktu
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

_VERIFIKASI = "Pasal 3 ayat (2); Pasal 1 angka 7"
_MUTAKHIR = "Pasal 4 ayat (2) huruf a angka 2)"
_HALAMAN = "asumsi: data besar diambil halaman demi halaman"

Semester = Annotated[str, choice("tSemester", "Semester kalender", "I", "II")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MulaiVerifikasiBerkala:
    """Begins the verification of a semester."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    tahun: Annotated[Tahun, Element(_VERIFIKASI, "Tahun")]
    semester: Annotated[Semester, Element(_VERIFIKASI, "Semester yang diverifikasi")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MulaiVerifikasiBerkalaJawaban:
    """The session; one that is open for the semester is given again."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    idSesi: Annotated[Uuid, Element(_VERIFIKASI, "Nomor sesi")]
    dimulaiPada: Annotated[Waktu, Element(_VERIFIKASI, "Saat sesi dimulai")]
    sudahBerjalan: Annotated[Boolean, Element("asumsi", "Benar bila sesi semester itu sudah berjalan")]
    jumlahKasusBaru: Annotated[Cacah, Element(_VERIFIKASI, "Perbedaan yang ditemukan BKN saat sesi dimulai")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilHasilVerifikasiBerkala:
    """Asks how a session stands, and for a page of its cases."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    idSesi: Annotated[Uuid, Element(_VERIFIKASI, "Nomor sesi")]
    sejakNomor: Annotated[Token | None, Element(_HALAMAN, "nomorBerikutnya dari halaman sebelumnya")] = None
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kemutakhiran:
    """How up to date BKN's records of the participants are."""

    terlama: Annotated[Waktu | None, Element(_MUTAKHIR, "tanggalMutakhir yang paling lama")] = None
    terbaru: Annotated[Waktu | None, Element(_MUTAKHIR, "tanggalMutakhir yang paling baru")] = None
    sampai30Hari: Annotated[Cacah, Element(_MUTAKHIR, "Peserta yang dimutakhirkan dalam 30 hari terakhir")]
    sampai180Hari: Annotated[Cacah, Element(_MUTAKHIR, "Peserta yang dimutakhirkan 31-180 hari yang lalu")]
    lebihLama: Annotated[Cacah, Element(_MUTAKHIR, "Peserta yang dimutakhirkan lebih lama dari itu")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilHasilVerifikasiBerkalaJawaban:
    """How the session stands now: people are counted, and each difference is a case."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    idSesi: Annotated[Uuid, Element(_VERIFIKASI, "Nomor sesi")]
    dimulaiPada: Annotated[Waktu, Element(_VERIFIKASI, "Saat sesi dimulai")]
    berakhirPada: Annotated[Waktu | None, Element(_VERIFIKASI, "Saat sesi berakhir; tidak ada bila masih berjalan")] = (
        None
    )
    diperiksa: Annotated[Cacah, Element(_VERIFIKASI, "Peserta yang datanya ada pada kedua pihak")]
    sama: Annotated[Cacah, Element(_VERIFIKASI, "Dari yang diperiksa: tanpa perbedaan yang belum selesai")]
    berbeda: Annotated[Cacah, Element(_VERIFIKASI, "Dari yang diperiksa: dengan perbedaan yang belum selesai")]
    hanyaDiBkn: Annotated[
        Cacah, Element(_VERIFIKASI, "Peserta pada BKN yang nomor kartunya belum diterima dari BPJS Kesehatan")
    ]
    hanyaDiBpjs: Annotated[
        Cacah, Element(_VERIFIKASI, "Kartu dari BPJS Kesehatan yang pemegangnya bukan lagi peserta pada BKN")
    ]
    kemutakhiran: Annotated[Kemutakhiran, Element(_MUTAKHIR, "Kemutakhiran data BKN")]
    perbedaan: Annotated[
        tuple[PerbedaanData, ...],
        Element(_VERIFIKASI, "Kasus yang belum selesai, atau dilaporkan selama sesi", most=1000),
    ] = ()
    nomorBerikutnya: Annotated[Token, Element(_HALAMAN, "sejakNomor untuk halaman berikutnya")]
    adaLagi: Annotated[Boolean, Element(_HALAMAN, "Benar bila masih ada kasus sesudah halaman ini")]
