"""The messages of LayananBpum. How lists are sent and fetched is our assumption: the Petunjuk Teknis is lost."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.bpum.elements import (
    BALIKAN,
    ELIMINASI,
    HASIL,
    USULAN,
    DataBalikan,
    Eliminasi,
    HasilVerifikasi,
    Tahap,
    Usulan,
)
from adapter.agreements.list_fields import (
    BAGIAN,
    KEMAJUAN,
    ROWS_PER_MESSAGE,
    BarisDitolak,
    KemajuanDaftar,
    NomorBagian,
    TandaTerimaDaftar,
)
from adapter.agreements.simple import Boolean, Cacah, Nik, Tanggal, Teks40, Teks1000, Waktu
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

KOORDINASI = "Pasal 3 ayat (1) huruf a; Pasal 4 ayat (1) huruf b"

HasilEliminasi = Annotated[
    str,
    choice(
        "tHasilEliminasi", "Nasib satu laporan eliminasi", "TERCATAT", "SUDAH_TERCATAT", "BUKAN_HASIL_ASN",
        "NIK_TIDAK_SAH", "TANGGAL_DI_MASA_DEPAN",
    ),
]  # fmt: skip
Pendapat = Annotated[
    str,
    choice("tPendapat", "Pendapat tentang hasil yang meragukan", "ORANG_YANG_SAMA", "ORANG_BERBEDA", "BELUM_DIKETAHUI"),
]
StatusKoordinasi = Annotated[
    str,
    choice(
        "tStatusKoordinasi", "Keadaan butir koordinasi", "TERBUKA", "SEPAKAT_ASN", "SEPAKAT_BUKAN_ASN", "DIBATALKAN"
    ),
]
PihakKoordinasi = Annotated[str, choice("tPihakKoordinasi", "Pihak yang berpendapat", "BKN", "MITRA")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimUsulanPenerima:
    """Brings one part of a list of proposed recipients."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorUsulan: Annotated[Teks40, Element("asumsi: daftar diberi nomor oleh pengirim", "Nomor daftar usulan")]
    tahap: Annotated[Tahap, Element("Pasal 1; Pasal 2", "Calon penerima atau penerima")]
    bagian: Annotated[NomorBagian, Element(BAGIAN, "Nomor bagian ini; perbaikan dikirim sebagai bagian berikutnya")]
    terakhir: Annotated[Boolean, Element(BAGIAN, "Benar pada bagian terakhir")]
    usulan: Annotated[tuple[Usulan, ...], Element(USULAN, "Penerima yang diusulkan", least=1, most=ROWS_PER_MESSAGE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimUsulanPenerimaJawaban(TandaTerimaDaftar):
    """What became of one part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilHasilVerifikasi:
    """Asks how far a list is, and for one page of its results."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorUsulan: Annotated[Teks40, Element("asumsi", "Nomor daftar usulan")]
    halaman: Annotated[NomorBagian | None, Element(KEMAJUAN, "Halaman; tanpa ini hanya kemajuan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilHasilVerifikasiJawaban:
    """How far the list is, and the page; each row that was corrected stands only where it came last."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorHasil: Annotated[Teks40, Element("Pasal 3 ayat (1) huruf e", "Nomor hasil, dasar dokumen penetapan")]
    kemajuan: Annotated[KemajuanDaftar, Element(KEMAJUAN, "Kemajuan daftar")]
    jumlahAsn: Annotated[Cacah, Element(HASIL, "Baris dengan keterangan ASN sejauh ini")]
    jumlahTidakDitemukan: Annotated[Cacah, Element(HASIL, "Baris dengan keterangan data tidak ditemukan sejauh ini")]
    jumlahPerluKoordinasi: Annotated[Cacah, Element(KOORDINASI, "Di antaranya yang perlu dikoordinasikan")]
    halaman: Annotated[NomorBagian | None, Element(KEMAJUAN, "Halaman ini; tidak ada bila belum dikerjakan")] = None
    tanggalData: Annotated[Tanggal | None, Element("Pasal 3 ayat (1) huruf e", "Tanggal data ASN yang dipakai")] = None
    hasil: Annotated[tuple[HasilVerifikasi, ...], Element(HASIL, "Hasil tiap baris", most=ROWS_PER_MESSAGE)] = ()
    ditolak: Annotated[
        tuple[BarisDitolak, ...], Element(BAGIAN, "Baris tanpa hasil dan sebabnya", most=ROWS_PER_MESSAGE)
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PernyataanKoordinasi:
    """What one party says of one doubtful result."""

    nomorButir: Annotated[Teks40, Element(KOORDINASI, "Nomor butir koordinasi")]
    pendapat: Annotated[Pendapat, Element(f"{KOORDINASI}; nilai asumsi", "Pendapat pihak yang memanggil")]
    catatan: Annotated[Teks1000 | None, Element(KOORDINASI, "Dasar pendapat itu")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KoordinasikanHasil:
    """Gives one party's views on doubtful results, or none to read how they stand."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorUsulan: Annotated[Teks40, Element("asumsi", "Nomor daftar usulan")]
    pernyataan: Annotated[
        tuple[PernyataanKoordinasi, ...], Element(KOORDINASI, "Pendapat; kosong untuk membaca saja", most=500)
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PendapatPihak:
    """What a party said, and when; its latest word counts."""

    pihak: Annotated[PihakKoordinasi, Element(KOORDINASI, "Pihak yang berpendapat")]
    pendapat: Annotated[Pendapat, Element(KOORDINASI, "Pendapat")]
    catatan: Annotated[Teks1000 | None, Element(KOORDINASI, "Dasar pendapat itu")] = None
    waktu: Annotated[Waktu, Element(KOORDINASI, "Saat disampaikan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ButirKoordinasi:
    """A doubtful result, how it stands, and what each party has said."""

    nomorButir: Annotated[Teks40, Element(KOORDINASI, "Nomor butir koordinasi")]
    nik: Annotated[Nik, Element(HASIL, "NIK dari usulan")]
    status: Annotated[StatusKoordinasi, Element(KOORDINASI, "Keadaan butir")]
    pendapat: Annotated[tuple[PendapatPihak, ...], Element(KOORDINASI, "Pendapat kedua pihak, urut waktu")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KoordinasikanHasilJawaban:
    """Every doubtful result of the list."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    butir: Annotated[tuple[ButirKoordinasi, ...], Element(KOORDINASI, "Butir koordinasi daftar ini")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporkanEliminasi:
    """Reports what became of NIKs that were confirmed as an ASN's."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    eliminasi: Annotated[tuple[Eliminasi, ...], Element(ELIMINASI, "Laporan", least=1, most=ROWS_PER_MESSAGE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisEliminasi:
    """What became of one report, by its place in the request, counted from 1."""

    baris: Annotated[Cacah, Element("asumsi", "Urutan baris pada kiriman, mulai dari 1")]
    hasil: Annotated[HasilEliminasi, Element("asumsi", "Nasib laporan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporkanEliminasiJawaban:
    """What became of each report, and how many NIKs are still unreported."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    jumlahTercatat: Annotated[Cacah, Element(ELIMINASI, "Laporan yang tercatat atau memang sudah tercatat")]
    jumlahBelumDilaporkan: Annotated[Cacah, Element(ELIMINASI, "NIK terkonfirmasi ASN yang belum dilaporkan")]
    baris: Annotated[tuple[BarisEliminasi, ...], Element(ELIMINASI, "Hasil tiap baris", most=ROWS_PER_MESSAGE)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimDataBalikan:
    """Brings back the list of ASN whose data were accessed, in one message or several."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorDataBalikan: Annotated[Teks40, Element("asumsi: daftar diberi nomor oleh pengirim", "Nomor data balikan")]
    data: Annotated[
        tuple[DataBalikan, ...], Element(BALIKAN, "ASN yang datanya diakses", least=1, most=ROWS_PER_MESSAGE)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimDataBalikanJawaban:
    """How the lists sent so far compare with BKN's confirmations: in numbers, never in rows."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    jumlahDiterima: Annotated[Cacah, Element(BALIKAN, "Baris kiriman ini yang diterima")]
    jumlahDitolak: Annotated[Cacah, Element(BALIKAN, "Baris kiriman ini yang ditolak")]
    jumlahTerkonfirmasi: Annotated[Cacah, Element(BALIKAN, "NIK yang pernah dijawab ASN")]
    jumlahBelumDikembalikan: Annotated[
        Cacah, Element(BALIKAN, "Di antaranya yang belum ada pada data balikan mana pun")
    ]
    ditolak: Annotated[
        tuple[BarisDitolak, ...], Element(BALIKAN, "Baris yang ditolak dan sebabnya", most=ROWS_PER_MESSAGE)
    ] = ()
