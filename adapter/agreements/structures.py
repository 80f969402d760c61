"""The shared structures (domain: 2.0): what several agreements write in the same way."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar

from adapter.agreements.simple import (
    Boolean,
    Digest,
    GolonganRuang,
    JenisKelamin,
    KodeInstansi,
    KodeKabKota,
    KodeProvinsi,
    Nama,
    Nik,
    Tanggal,
    Teks40,
    Teks100,
    Teks250,
    Teks1000,
    Uuid,
    Waktu,
)
from adapter.agreements.types import SHARED_NAMESPACE, Element, SimpleType, choice

_shared = partial(SimpleType, namespace=SHARED_NAMESPACE)
_choice = partial(choice, namespace=SHARED_NAMESPACE)

_ASSUMED = "asumsi: isi elemen ini tidak dirinci dalam perjanjian"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kepala:
    """What every request begins with: who asks, under which agreement, and what for."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    idPesan: Annotated[Uuid, Element("asumsi", "Nomor pesan, berbeda untuk setiap permintaan baru")]
    waktuKirim: Annotated[Waktu, Element("asumsi", "Saat pesan dikirim")]
    kodeMitra: Annotated[Teks40, Element("asumsi", "Kode pihak yang meminta")]
    nomorPerjanjian: Annotated[Teks40, Element("asumsi", "Nomor perjanjian, dari pihak yang mana pun")]
    kodeTujuan: Annotated[
        Teks40, Element("asumsi", "Tujuan pemakaian data; harus tujuan yang disebut dalam perjanjian")
    ]
    idPengguna: Annotated[
        Teks100, Element("asumsi", "Pengguna pada pihak peminta yang bertanggung jawab atas permintaan")
    ]
    versiElemen: Annotated[Teks40, Element("asumsi", "Versi daftar elemen yang dipakai peminta")]
    idKorelasi: Annotated[Teks100 | None, Element("asumsi", "Nomor milik peminta untuk menyatukan beberapa pesan")] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KepalaJawaban:
    """What every answer begins with; it names the request that it answers."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    idPesan: Annotated[Uuid, Element("asumsi", "Nomor pesan jawaban")]
    idPesanAsal: Annotated[Uuid, Element("asumsi", "Nomor pesan permintaan yang dijawab")]
    waktuJawab: Annotated[Waktu, Element("asumsi", "Saat jawaban dibuat")]
    nomorHasil: Annotated[Teks40, Element("asumsi", "Nomor hasil, untuk dirujuk dalam surat dan berita acara")]
    versiElemen: Annotated[Teks40, Element("asumsi", "Versi daftar elemen yang berlaku pada jawaban ini")]
    ulangan: Annotated[
        Boolean, Element("asumsi", "Benar bila hasil ini sudah pernah diberikan untuk idPesan yang sama")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instansi:
    """A government body."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    kodeInstansi: Annotated[KodeInstansi | None, Element(_ASSUMED, "Kode instansi pada SIASN")] = None
    namaInstansi: Annotated[Teks250, Element(_ASSUMED, "Nama instansi")]


Rt = Annotated[str, _shared("tRt", "string", "Nomor RT atau RW", r"[0-9]{1,3}")]
KodePos = Annotated[str, _shared("tKodePos", "string", "Kode pos", r"[0-9]{5}")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alamat:
    """An address; region codes are those of the Ministry of Home Affairs, not of the statistics office."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    alamat: Annotated[Teks250, Element(_ASSUMED, "Jalan dan nomor")]
    rt: Annotated[Rt | None, Element(_ASSUMED, "Rukun tetangga")] = None
    rw: Annotated[Rt | None, Element(_ASSUMED, "Rukun warga")] = None
    kelurahanDesa: Annotated[Teks100 | None, Element(_ASSUMED, "Kelurahan atau desa")] = None
    kecamatan: Annotated[Teks100 | None, Element(_ASSUMED, "Kecamatan")] = None
    kodeKabupatenKota: Annotated[KodeKabKota | None, Element(_ASSUMED, "Kode kabupaten/kota")] = None
    kodeProvinsi: Annotated[KodeProvinsi | None, Element(_ASSUMED, "Kode provinsi")] = None
    kodePos: Annotated[KodePos | None, Element(_ASSUMED, "Kode pos")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LokasiKerja:
    """Where somebody works."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    kodeKabupatenKota: Annotated[KodeKabKota | None, Element(_ASSUMED, "Kode kabupaten/kota")] = None
    nama: Annotated[Teks250, Element(_ASSUMED, "Nama tempat bekerja")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PangkatGolonganRuang:
    """A PNS's rank with its grade; a PPPK has neither."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    pangkat: Annotated[Teks40, Element(_ASSUMED, "Nama pangkat")]
    golonganRuang: Annotated[GolonganRuang, Element(_ASSUMED, "Golongan ruang")]


TahunMasaKerja = Annotated[int, _shared("tTahunMasaKerja", "integer", "Tahun masa kerja", minimum=0, maximum=60)]
BulanMasaKerja = Annotated[int, _shared("tBulanMasaKerja", "integer", "Bulan masa kerja", minimum=0, maximum=11)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MasaKerja:
    """A length of service."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    tahun: Annotated[TahunMasaKerja, Element(_ASSUMED, "Tahun penuh")]
    bulan: Annotated[BulanMasaKerja, Element(_ASSUMED, "Sisa bulan")]


KodeGalat = Annotated[str, _shared("tKodeGalat", "string", "Kode galat", r"[A-Z][A-Z_]*")]
HubunganKeluarga = Annotated[str, _choice("tHubunganKeluarga", "Hubungan keluarga", "ISTRI", "SUAMI", "ANAK")]
UrutanAnak = Annotated[int, _shared("tUrutanAnak", "integer", "Anak ke berapa", minimum=1, maximum=99)]
StatusHidup = Annotated[str, _choice("tStatusHidup", "Hidup atau meninggal", "HIDUP", "MENINGGAL")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kesalahan:
    """One thing wrong with a request, and where."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    jalur: Annotated[Teks1000, Element("asumsi", "Letak elemen di dalam pesan")]
    kodeGalat: Annotated[KodeGalat, Element("asumsi", "Kode galat butir ini")]
    keterangan: Annotated[Teks1000, Element("asumsi", "Penjelasan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Galat:
    """The detail of every fault: a code to program on, a sentence to read, and what to do."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    kodeGalat: Annotated[KodeGalat, Element("asumsi", "Kode galat")]
    pesan: Annotated[Teks1000, Element("asumsi", "Penjelasan")]
    tindakan: Annotated[Teks1000, Element("asumsi", "Yang perlu dilakukan peminta")]
    idKorelasi: Annotated[Uuid, Element("asumsi", "Nomor untuk disebut saat menghubungi BKN")]
    idPesan: Annotated[Uuid | None, Element("asumsi", "Nomor pesan yang ditolak")] = None
    nomorPerjanjian: Annotated[Teks40 | None, Element("asumsi", "Nomor perjanjian")] = None
    tanggalAkhir: Annotated[Tanggal | None, Element("asumsi", "Hari terakhir perjanjian berlaku")] = None
    nomorPemberitahuan: Annotated[
        Teks100 | None,
        Element("asumsi", "idPemberitahuan perbaikan yang menutup layanan ini; lihat ambilPemberitahuan"),
    ] = None
    perkiraanSelesai: Annotated[Waktu | None, Element("asumsi", "Saat layanan diperkirakan terbuka kembali")] = None
    kesalahan: Annotated[tuple[Kesalahan, ...], Element("asumsi", "Butir kesalahan", most=50)] = ()
    bagian: Annotated[Teks100 | None, Element("asumsi", "Bagian bertanda tangan yang digest-nya tidak cocok")] = None
    digestPengirim: Annotated[Digest | None, Element("asumsi", "DigestValue bagian itu di dalam pesan")] = None
    digestKami: Annotated[Digest | None, Element("asumsi", "Digest bagian itu menurut BKN")] = None
    jamServer: Annotated[Waktu | None, Element("asumsi", "Jam BKN saat menilai tanda tangan dan Timestamp")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnggotaKeluarga:
    """A wife, husband or child. A child's row is specific personal data (UU 27/2022 Pasal 4 ayat (2))."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    hubunganKeluarga: Annotated[HubunganKeluarga, Element("BPJS Pasal 3 ayat (1)", "Hubungan keluarga")]
    nama: Annotated[Nama, Element(_ASSUMED, "Nama anggota keluarga")]
    nik: Annotated[Nik | None, Element(_ASSUMED, "Nomor Induk Kependudukan")] = None
    tempatLahir: Annotated[Teks100 | None, Element(_ASSUMED, "Tempat lahir")] = None
    tanggalLahir: Annotated[Tanggal, Element(_ASSUMED, "Tanggal lahir")]
    jenisKelamin: Annotated[JenisKelamin, Element(_ASSUMED, "Jenis kelamin")]
    statusHidup: Annotated[StatusHidup | None, Element(_ASSUMED, "Hidup atau meninggal")] = None
    urutanAnak: Annotated[UrutanAnak | None, Element(_ASSUMED, "Anak ke berapa")] = None
