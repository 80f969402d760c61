"""The messages on extension and early end. A day on which an agreement ends is the last day on which it is in force."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import Boolean, Tanggal, Teks40, Teks100, Teks1000
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

_PERPANJANGAN = (
    "TASPEN Pasal 8 ayat (2); SIGTK Pasal 7 ayat (3); BPJS Pasal 7 ayat (2); BPUM Pasal 7 ayat (2); "
    "PANRB Pasal 6 ayat (1)"
)
_PENGAKHIRAN = (
    "TASPEN Pasal 8 ayat (2); SIGTK Pasal 8 ayat (2); BPJS Pasal 7 ayat (2); BPUM Pasal 7 ayat (2); "
    "PANRB Pasal 6 ayat (2)"
)
_TANGGAPAN = "PANRB Pasal 6 ayat (3); perjanjian lain: kesepakatan PARA PIHAK, bentuknya asumsi"
_HARI_TERAKHIR = "hari terakhir berlaku (asumsi: seperti tanggal akhir perjanjian)"

DasarPengakhiran = Annotated[
    str,
    choice(
        "tDasarPengakhiran",
        "KEADAAN_KAHAR hanya SIGTK Pasal 12 ayat (4); KEWAJIBAN_TIDAK_DILAKSANAKAN hanya BKN, BPUM Pasal 13 ayat (1)",
        "KEHENDAK_PIHAK",
        "KEADAAN_KAHAR",
        "KEWAJIBAN_TIDAK_DILAKSANAKAN",
    ),
]
HasilPengajuan = Annotated[
    str,
    choice(
        "tHasilPengajuan",
        "TERCATAT, atau JANGKA_WAKTU_KURANG: tanggal terlalu dekat, tidak ada yang dicatat",
        "TERCATAT",
        "JANGKA_WAKTU_KURANG",
    ),
]
AkibatDiam = Annotated[
    str,
    choice(
        "tAkibatDiam",
        "Akibat bila tidak dijawab sampai dengan batasTanggapan",
        "TETAP_BERLAKU",
        "BERAKHIR",
    ),
]
Tanggapan = Annotated[
    str, choice("tTanggapan", "TOLAK berarti musyawarah; perjanjian tetap berlaku", "SETUJU", "TOLAK")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AjukanPerpanjangan:
    """One party asks for an extension. What extends is the document that both sign (SIGTK Pasal 7 ayat (2))."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorSurat: Annotated[Teks100, Element(_PERPANJANGAN, "Nomor surat permintaan tertulis")]
    tanggalMulai: Annotated[Tanggal, Element(_PERPANJANGAN, "Hari pertama perpanjangan")]
    tanggalAkhir: Annotated[Tanggal, Element(_PERPANJANGAN, f"Akhir perpanjangan, {_HARI_TERAKHIR}")]
    alasan: Annotated[
        Teks1000 | None, Element("BPJS Pasal 7 ayat (2), wajib; perjanjian lain tidak memintanya", "Alasan yang cukup")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AjukanPerpanjanganJawaban:
    """That it is recorded, and whether in time. A late one is recorded too: both parties may still agree."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorPengajuan: Annotated[Teks40, Element("asumsi", "Nomor pengajuan, untuk dirujuk kedua pihak")]
    tanggalDiterima: Annotated[Tanggal, Element("asumsi", "Hari pengajuan diterima (WIB)")]
    tepatWaktu: Annotated[Boolean, Element(_PERPANJANGAN, "Benar bila diajukan sebelum batasnya lewat")]
    batasPengajuan: Annotated[
        Tanggal | None, Element(_PERPANJANGAN, "Hari terakhir mengajukan tepat waktu; PANRB tidak menentukannya")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AjukanPengakhiran:
    """One party asks for an early end."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorSurat: Annotated[Teks100, Element(_PENGAKHIRAN, "Nomor surat pemberitahuan tertulis")]
    tanggalPengakhiran: Annotated[Tanggal, Element(_PENGAKHIRAN, f"Tanggal yang dikehendaki, {_HARI_TERAKHIR}")]
    dasar: Annotated[DasarPengakhiran | None, Element("asumsi", "Dasar pengakhiran; tanpa ini KEHENDAK_PIHAK")] = None
    alasan: Annotated[
        Teks1000 | None, Element("BPJS Pasal 7 ayat (2), wajib; perjanjian lain tidak memintanya", "Alasan yang cukup")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AjukanPengakhiranJawaban:
    """Recorded, or too near: then with the earliest day that may be asked for, and nothing is recorded."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    hasil: Annotated[HasilPengajuan, Element(_PENGAKHIRAN, "Tercatat atau tidak")]
    tanggalDiterima: Annotated[Tanggal, Element("asumsi", "Hari pengajuan diterima (WIB)")]
    tanggalPalingAwal: Annotated[
        Tanggal,
        Element(_PENGAKHIRAN, "Tanggal paling awal; jangka waktu dihitung ke tanggal yang dikehendaki (asumsi)"),
    ]
    nomorPengajuan: Annotated[Teks40 | None, Element("asumsi", "Nomor pengajuan; tidak ada bila tidak tercatat")] = None
    akibatDiam: Annotated[AkibatDiam | None, Element(_TANGGAPAN, "Akibat bila pihak lain tidak menjawab")] = None
    batasTanggapan: Annotated[
        Tanggal | None, Element("PANRB Pasal 6 ayat (3)", "Hari terakhir menjawab: 14 hari kerja sejak diterima")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TanggapiPengakhiran:
    """The other party's answer."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorPengajuan: Annotated[Teks40, Element(_TANGGAPAN, "Nomor pengajuan yang dijawab")]
    tanggapan: Annotated[Tanggapan, Element(_TANGGAPAN, "Jawaban")]
    nomorSurat: Annotated[Teks100 | None, Element(_TANGGAPAN, "Nomor surat jawaban")] = None
    alasan: Annotated[Teks1000 | None, Element(_TANGGAPAN, "Alasan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TanggapiPengakhiranJawaban:
    """What the answer does to the agreement."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorPengajuan: Annotated[Teks40, Element("asumsi", "Nomor pengajuan")]
    tanggapan: Annotated[Tanggapan, Element("asumsi", "Jawaban yang tercatat")]
    tanggalAkhir: Annotated[Tanggal, Element(_TANGGAPAN, "Hari terakhir perjanjian menurut jawaban itu")]
