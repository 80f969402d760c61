"""The data elements of a verification for Taspen Life, and the lists that govern them.

Lampiran I, which lists them, is lost: TL-LAMP1-DEFAULT v1 is our assumption, the identity trio of BPUM Pasal 3 ayat (2)
huruf a with NIP, NIK and kind from this agreement's own words and BPJS Pasal 3 ayat (1) huruf a. What that paragraph
names beyond them is off until an adendum lets it in.
"""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.rows import Isian
from adapter.agreements.simple import (
    GolonganRuang,
    JenisKelamin,
    KodeInstansi,
    Nama,
    NamaElemen,
    Nik,
    Nip,
    Tanggal,
    Teks40,
    Teks100,
)
from adapter.agreements.terms import ElementList, Side
from adapter.agreements.types import Element, choice

LAMPIRAN_I = "Pasal 4 ayat (1) huruf a; rincian asumsi TL-LAMP1-DEFAULT v1, Lampiran I hilang"
_CONFIRMED = "Pasal 4 ayat (1) huruf a; Pasal 5 ayat (2) huruf a"
_DETAIL = "asumsi: keterangan tiap elemen yang dikirim, di samping keterangan keseluruhan Pasal 4 ayat (1) huruf a"
_OFF = "asumsi: menunggu adendum (Pasal 6 ayat (3)); elemen menurut BPJS Pasal 3 ayat (1) huruf a"

JenisAsn = Annotated[str, choice("tJenisAsn", "Jenis ASN", "CPNS", "PNS", "PPPK")]
_GRADES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")
GolonganPppk = Annotated[str, choice("tGolonganPppk", "Golongan PPPK", *_GRADES)]
KeteranganTl = Annotated[
    str, choice("tKeteranganTl", "Keterangan verifikasi", "data tidak ditemukan", "sesuai", "tidak sesuai")
]
KeteranganElemen = Annotated[str, choice("tKeteranganElemen", "Keterangan satu elemen", "sesuai", "tidak sesuai")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pendaftar:
    """Somebody who registers, as the insurer knows them."""

    nomorPendaftaran: Annotated[
        Teks40, Element("Pasal 4 ayat (1) huruf a; asumsi: bukti pendaftaran", "Nomor pendaftaran; tidak dibandingkan")
    ]
    nip: Annotated[Nip, Element("Pasal 2; Pasal 3 angka 1", "NIP atau NI PPPK; kunci pencarian")]
    nik: Annotated[Nik | None, Element(LAMPIRAN_I, "Nomor Induk Kependudukan; dibandingkan bila dikirim")] = None
    namaLengkap: Annotated[Nama, Element(LAMPIRAN_I, "Nama lengkap; gelar tidak dibandingkan")]
    tanggalLahir: Annotated[Tanggal, Element(LAMPIRAN_I, "Tanggal lahir")]
    jenisAsn: Annotated[
        JenisAsn | None, Element("Pasal 1 angka 6 sampai 8", "Jenis ASN; dibandingkan bila dikirim")
    ] = None
    tempatLahir: Annotated[Teks100 | None, Element(_OFF, "Tempat lahir")] = None
    jenisKelamin: Annotated[JenisKelamin | None, Element(_OFF, "Jenis kelamin")] = None
    instansiKerja: Annotated[KodeInstansi | None, Element(_OFF, "Kode instansi kerja")] = None
    golonganRuang: Annotated[GolonganRuang | None, Element(_OFF, "Golongan ruang PNS")] = None
    golonganPppk: Annotated[GolonganPppk | None, Element(_OFF, "Golongan PPPK")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisPendaftar:
    """A Pendaftar in a list: each field as text, so that a bad row is named and the others are answered."""

    nomorPendaftaran: Annotated[Isian | None, Element(LAMPIRAN_I, "Seperti pada pendaftar; wajib, teks 1-40 huruf")] = (
        None
    )
    nip: Annotated[Isian | None, Element(LAMPIRAN_I, "Seperti pada pendaftar; wajib, 18 angka")] = None
    nik: Annotated[Isian | None, Element(LAMPIRAN_I, "Seperti pada pendaftar; 16 angka")] = None
    namaLengkap: Annotated[Isian | None, Element(LAMPIRAN_I, "Seperti pada pendaftar; wajib, teks 1-150 huruf")] = None
    tanggalLahir: Annotated[Isian | None, Element(LAMPIRAN_I, "Seperti pada pendaftar; wajib, tttt-bb-hh")] = None
    jenisAsn: Annotated[Isian | None, Element(LAMPIRAN_I, "Seperti pada pendaftar; CPNS, PNS, atau PPPK")] = None
    tempatLahir: Annotated[Isian | None, Element(_OFF, "Seperti pada pendaftar")] = None
    jenisKelamin: Annotated[Isian | None, Element(_OFF, "Seperti pada pendaftar; L atau P")] = None
    instansiKerja: Annotated[Isian | None, Element(_OFF, "Seperti pada pendaftar")] = None
    golonganRuang: Annotated[Isian | None, Element(_OFF, "Seperti pada pendaftar")] = None
    golonganPppk: Annotated[Isian | None, Element(_OFF, "Seperti pada pendaftar")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RincianElemen:
    """Whether one element that was sent agrees; never with a value."""

    nama: Annotated[NamaElemen, Element(_DETAIL, "Nama elemen yang dikirim")]
    keterangan: Annotated[KeteranganElemen, Element(_DETAIL, "Keterangan elemen itu")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HasilVerifikasi:
    """What BKN confirms of one registrant."""

    nomorPendaftaran: Annotated[Teks40, Element(_CONFIRMED, "Nomor pendaftaran yang dikirim")]
    keterangan: Annotated[KeteranganTl, Element(_CONFIRMED, "Keterangan keseluruhan")]
    rincian: Annotated[tuple[RincianElemen, ...], Element(_DETAIL, "Keterangan tiap elemen yang dikirim", most=16)] = ()
    tanggalData: Annotated[Tanggal, Element("asumsi: data dibaca langsung", "Hari (WIB) data BKN dibaca")]


PENDAFTAR = ElementList(
    "pendaftar",
    Pendaftar,
    Side.PARTNER,
    elements=("nomorPendaftaran", "nip", "nik", "namaLengkap", "tanggalLahir", "jenisAsn"),
    accompanying=(),
    source=LAMPIRAN_I,
    off=("tempatLahir", "jenisKelamin", "instansiKerja", "golonganRuang", "golonganPppk"),
)

HASIL_VERIFIKASI = ElementList(
    "hasilVerifikasi",
    HasilVerifikasi,
    Side.BKN,
    # The three values are what the agreement is about; the detail is ours, and an adendum can switch it off.
    elements=("rincian",),
    accompanying=("nomorPendaftaran", "keterangan", "tanggalData"),
    source=_CONFIRMED,
)
