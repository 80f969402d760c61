"""The messages on keadaan kahar. Which elements a notice must have, each agreement says for itself."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.kerja_sama.ending.messages import Tanggapan
from adapter.agreements.simple import Boolean, Cacah, Tanggal, Teks40, Teks100, Teks250, Teks1000
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, SimpleType, choice

_KAHAR = "TASPEN Pasal 12; PANRB Pasal 10; SIGTK Pasal 12; BPJS Pasal 8; BPUM Pasal 11"
_RINCIAN = "BPJS Pasal 8 ayat (2), wajib; perjanjian lain tidak memintanya"
_PERNYATAAN = "TASPEN Pasal 12 ayat (2), PANRB Pasal 10 ayat (2), BPUM Pasal 11 ayat (2), wajib"
_DOKUMEN = "asumsi: dokumen dikirim dengan surat, pesan ini mengikatnya"

JenisKejadian = Annotated[
    str,
    choice(
        "tJenisKejadian",
        "Kejadian; PANRB Pasal 10 ayat (1) dan SIGTK Pasal 12 ayat (2) hanya menerima yang disebutnya",
        "BENCANA_ALAM",
        "BANJIR",
        "KEBAKARAN",
        "PEMOGOKAN_UMUM",
        "PERANG",
        "WABAH",
        "KERUSAKAN",
        "KERUSUHAN",
        "KEPUTUSAN_PEMERINTAH",
        "PERANG_SAUDARA",
        "PEMBERONTAKAN",
        "PEREBUTAN_KEKUASAAN",
        "TERORISME",
        "KRISIS_MONETER",
        "KEAMANAN_TIDAK_MEMUNGKINKAN",
        "LAIN",
    ),
]
SidikJari = Annotated[str, SimpleType("tSidikJari", "string", "SHA-256 dalam heksadesimal", r"[0-9a-fA-F]{64}")]
KodeKewajiban = Annotated[
    str,
    SimpleType("tKodeKewajiban", "token", "Kode kewajiban atau nama operasi", r"[A-Za-z][A-Za-z0-9_]*", max_length=64),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DokumenLampiran:
    """A document: the paper comes by letter, its digest binds it to the message."""

    nomor: Annotated[Teks100, Element(_DOKUMEN, "Nomor dokumen")]
    penerbit: Annotated[Teks250, Element(_DOKUMEN, "Jabatan atau instansi yang menerbitkan")]
    tanggal: Annotated[Tanggal, Element(_DOKUMEN, "Tanggal dokumen")]
    sidikJari: Annotated[SidikJari, Element(_DOKUMEN, "SHA-256 dari berkas dokumen")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanKeadaanKahar:
    """One party tells that it cannot do its duties."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    jenisKejadian: Annotated[JenisKejadian, Element(_KAHAR, "Kejadian")]
    tanggalTerjadi: Annotated[Tanggal, Element(_KAHAR, "Tanggal terjadinya")]
    penyebab: Annotated[Teks1000 | None, Element(_RINCIAN, "Penyebab")] = None
    kewajibanTertunda: Annotated[
        tuple[KodeKewajiban, ...], Element(_RINCIAN, "Kewajiban yang tertunda; tanpa ini, seluruhnya", most=50)
    ] = ()
    menundaPertukaran: Annotated[
        Boolean, Element("asumsi", "Benar bila pertukaran data pun tertunda: operasi kelas A dijawab KEADAAN_KAHAR")
    ]
    bukti: Annotated[tuple[DokumenLampiran, ...], Element(_RINCIAN, "Bukti yang sah", most=20)] = ()
    lampiranPernyataan: Annotated[
        DokumenLampiran | None, Element(_PERNYATAAN, "Pernyataan tertulis dari pejabat pemerintah yang berwenang")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanKeadaanKaharJawaban:
    """That it is recorded, whether in time, and whether it postpones already."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorKahar: Annotated[Teks40, Element("asumsi", "Nomor keadaan kahar, untuk dirujuk kedua pihak")]
    tanggalDiterima: Annotated[Tanggal, Element("asumsi", "Hari pemberitahuan diterima (WIB)")]
    batasPemberitahuan: Annotated[Tanggal, Element(_KAHAR, "Hari terakhir memberitahukan tepat waktu")]
    terlambat: Annotated[
        Boolean, Element(_KAHAR, "Benar bila terlambat; maka hanya menunda bila pihak lain setuju (asumsi)")
    ]
    menunda: Annotated[
        Boolean, Element(_KAHAR, "Benar bila kewajiban sudah tertunda; salah bila menunggu pertimbangan pihak lain")
    ]
    dianggapDisetujui: Annotated[
        Tanggal | None, Element("BPJS Pasal 8 ayat (3)", "Hari sejak tanpa tanggapan dianggap disetujui")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TanggapiKeadaanKahar:
    """The other party's answer."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorKahar: Annotated[Teks40, Element(_KAHAR, "Nomor keadaan kahar yang dijawab")]
    tanggapan: Annotated[Tanggapan, Element(_KAHAR, "Jawaban")]
    alasan: Annotated[Teks1000 | None, Element("asumsi", "Alasan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TanggapiKeadaanKaharJawaban:
    """What the answer does."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorKahar: Annotated[Teks40, Element("asumsi", "Nomor keadaan kahar")]
    tanggapan: Annotated[Tanggapan, Element("asumsi", "Jawaban yang tercatat")]
    menunda: Annotated[Boolean, Element(_KAHAR, "Benar bila kewajiban tertunda mulai hari ini")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AkhiriKeadaanKahar:
    """The party that was affected tells that it is over."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorKahar: Annotated[Teks40, Element(_KAHAR, "Nomor keadaan kahar")]
    tanggalBerakhir: Annotated[Tanggal, Element(_KAHAR, "Hari terakhir keadaan kahar; tidak di masa depan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AkhiriKeadaanKaharJawaban:
    """The duties go on at once."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorKahar: Annotated[Teks40, Element("asumsi", "Nomor keadaan kahar")]
    tanggalTerjadi: Annotated[Tanggal, Element(_KAHAR, "Hari pertama")]
    tanggalBerakhir: Annotated[Tanggal, Element(_KAHAR, "Hari terakhir")]
    hariTertunda: Annotated[
        Cacah, Element(_KAHAR, "Hari kewajiban tertunda; nol bila tidak pernah menunda, misalnya ditolak")
    ]
