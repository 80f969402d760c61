"""The messages on failures of protection and on destruction."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import Boolean, Cacah, NamaElemen, Tanggal, Teks40, Teks100, Teks250, Teks1000, Waktu
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, SimpleType, choice

_46 = "UU 27/2022 Pasal 46; TL Pasal 11 ayat (9)"
_44 = "UU 27/2022 Pasal 44; rincian asumsi"

NomorSubjek = Annotated[
    str, SimpleType("tNomorSubjek", "string", "NIP, NI PPPK, NIP lama, atau NIK", r"[0-9]{9}|[0-9]{16}|[0-9]{18}")
]
AlasanPemusnahan = Annotated[
    str, choice("tAlasanPemusnahan", "Mengapa dimusnahkan", "ELEMEN_DICABUT", "PERJANJIAN_BERAKHIR", "RETENSI_HABIS")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporkanKegagalanPelindungan:
    """Tells the other party of a failure to protect data; at once, within a day of knowing (assumption)."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    waktuKejadian: Annotated[Waktu, Element(_46, "Saat terjadinya, atau perkiraan yang paling awal")]
    waktuDiketahui: Annotated[Waktu, Element(_46, "Saat diketahui; batas 3 x 24 jam dihitung dari sini")]
    uraianData: Annotated[Teks1000, Element(_46, "Data pribadi yang terungkap")]
    kronologi: Annotated[Teks1000, Element(_46, "Kapan dan bagaimana terungkap")]
    penanganan: Annotated[Teks1000, Element(_46, "Upaya penanganan dan pemulihan")]
    subjekTerdampak: Annotated[
        tuple[NomorSubjek, ...], Element(_46, "Orang yang terdampak, bila sudah diketahui", most=20_000)
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporkanKegagalanPelindunganJawaban:
    """The incident's number, and until when people and the institution must be told."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorInsiden: Annotated[Teks40, Element("asumsi", "Nomor insiden")]
    batasWaktu: Annotated[Waktu, Element(_46, "3 x 24 jam sejak diketahui")]
    lewatSasaran: Annotated[Boolean, Element("asumsi", "Disampaikan lebih dari 24 jam sesudah diketahui")]
    jumlahSubjek: Annotated[Cacah, Element(_46, "Orang terdampak yang disebut, masing-masing sekali")]


@dataclass(frozen=True, slots=True, kw_only=True)
class InsidenPelindungan:
    """An incident as the other party is told of it, with the people whom it touches."""

    nomorInsiden: Annotated[Teks40, Element("asumsi", "Nomor insiden")]
    waktuKejadian: Annotated[Waktu, Element(_46, "Saat terjadinya")]
    waktuDiketahui: Annotated[Waktu, Element(_46, "Saat diketahui")]
    batasWaktu: Annotated[Waktu, Element(_46, "3 x 24 jam sejak diketahui")]
    uraianData: Annotated[Teks1000, Element(_46, "Data pribadi yang terungkap")]
    kronologi: Annotated[Teks1000, Element(_46, "Kapan dan bagaimana terungkap")]
    penanganan: Annotated[Teks1000, Element(_46, "Upaya penanganan dan pemulihan")]
    jumlahSubjek: Annotated[Cacah, Element(_46, "Cacah orang yang terdampak")]
    subjekTerdampak: Annotated[
        tuple[NomorSubjek, ...],
        Element(_46, "Orang yang terdampak; bila kurang dari jumlahSubjek, minta dengan nomorInsiden", most=20_000),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KonfirmasiPemusnahan:
    """Confirms that data of the other party were destroyed: a berita acara pemusnahan."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorBeritaAcara: Annotated[Teks100, Element(_44, "Nomor berita acara pemusnahan")]
    alasan: Annotated[AlasanPemusnahan, Element(_44, "Mengapa dimusnahkan")]
    kelasData: Annotated[Teks250, Element(_44, "Kelas data yang dimusnahkan")]
    elemen: Annotated[tuple[NamaElemen, ...], Element(_44, "Elemen; wajib bila ELEMEN_DICABUT", most=64)] = ()
    cara: Annotated[Teks1000, Element(_44, "Cara pemusnahan")]
    jumlah: Annotated[Cacah, Element(_44, "Cacah rekaman yang dimusnahkan")]
    tanggal: Annotated[Tanggal, Element(_44, "Tanggal pemusnahan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KonfirmasiPemusnahanJawaban:
    """That the confirmation was kept."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorBeritaAcara: Annotated[Teks100, Element(_44, "Nomor berita acara pemusnahan")]
    waktuDicatat: Annotated[Waktu, Element(_44, "Saat dicatat")]
