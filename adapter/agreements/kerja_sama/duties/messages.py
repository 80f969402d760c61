"""The messages on the calendar of duties."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.kerja_sama.parties import Pihak
from adapter.agreements.simple import Boolean, Tanggal, Teks40, Teks250, Teks1000
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

_ISI = "kewajiban berkala tiap perjanjian; bentuk kalender asumsi"

StatusKewajiban = Annotated[
    str,
    choice(
        "tStatusKewajiban",
        "Keadaan kewajiban hari ini (WIB); JATUH_TEMPO mulai 14 hari sebelum jatuh tempo",
        "AKAN_DATANG",
        "JATUH_TEMPO",
        "TERLAMBAT",
        "DIPENUHI",
        "DITUNDA",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilKalenderKewajiban:
    """Asks what is owed, by which party, and when."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    hanyaTerlambat: Annotated[Boolean | None, Element("asumsi", "Benar: hanya yang terlambat")] = None
    sejak: Annotated[Tanggal | None, Element("asumsi", "Hanya periode yang berakhir pada atau sesudah hari ini")] = None
    sampai: Annotated[
        Tanggal | None, Element("asumsi", "Hanya periode yang mulai pada atau sebelum hari ini; tanpa ini setahun lagi")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kewajiban:
    """One period of one duty."""

    kode: Annotated[Teks40, Element(_ISI, "Kode kewajiban")]
    uraian: Annotated[Teks250, Element(_ISI, "Kewajiban")]
    sumber: Annotated[Teks250, Element(_ISI, "Pasal yang menyebutnya; yang bukan dari teks ditandai asumsi")]
    pihak: Annotated[tuple[Pihak, ...], Element(_ISI, "Pihak yang wajib", least=1, most=2)]
    periode: Annotated[Teks40, Element(_ISI, "Nama periode")]
    tanggalMulai: Annotated[Tanggal, Element(_ISI, "Hari pertama periode")]
    tanggalAkhir: Annotated[Tanggal, Element(_ISI, "Hari terakhir periode")]
    jatuhTempo: Annotated[
        Tanggal | None, Element("asumsi: akhir periode", "Hari terakhir; tidak ada selama ditunda keadaan kahar")
    ] = None
    status: Annotated[StatusKewajiban, Element(_ISI, "Keadaan hari ini")]
    dipenuhiPada: Annotated[Tanggal | None, Element(_ISI, "Hari kewajiban dipenuhi")] = None
    bukti: Annotated[Teks250 | None, Element(_ISI, "Nomor hasil, atau bukti yang dicatat BKN")] = None
    akibat: Annotated[
        Teks1000 | None, Element(_ISI, "Yang dapat menyusul menurut perjanjian bila terlambat; diputuskan manusia")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilKalenderKewajibanJawaban:
    """The calendar, by due date."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    kewajiban: Annotated[tuple[Kewajiban, ...], Element(_ISI, "Kewajiban", most=10000)] = ()
