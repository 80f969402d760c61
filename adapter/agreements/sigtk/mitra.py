"""LayananSigtkMitra, which SIGTK hosts: BKN pulls the honours that the President has enacted."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.feed import Feed
from adapter.agreements.operation import Offer, Service
from adapter.agreements.sigtk import mitra_push
from adapter.agreements.sigtk.elements import PENGANUGERAHAN, SAH, Penganugerahan
from adapter.agreements.sigtk.receiving import ASN
from adapter.agreements.sigtk.terms import AGREEMENT
from adapter.agreements.simple import Boolean, Cacah, Token, UkuranHalaman, Waktu
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element

_HALAMAN = "asumsi: data besar ditarik halaman demi halaman"

# Nothing is taken out: a revoked honour stays, with the decree that revokes it.
HONOURS = Offer(
    PENGANUGERAHAN,
    key=lambda row: ("penganugerahan", row.idPenganugerahan),
    subject=lambda row: ("nip", row.nip),
    removable=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilPenganugerahan:
    """Asks for the honours enacted or revoked after a token; 0 asks for all."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    sejakToken: Annotated[Token, Element(SAH, "Token terakhir yang sudah diterima; 0 untuk awal")]
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerubahanPenganugerahan:
    """An honour as it stands since a token."""

    tokenUrut: Annotated[Token, Element("asumsi", "Nomor urut, selalu naik")]
    berubahPada: Annotated[Waktu, Element("asumsi", "Saat perubahan tercatat pada SIGTK")]
    penganugerahan: Annotated[Penganugerahan, Element(SAH, "Penganugerahan yang sudah disahkan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilPenganugerahanJawaban:
    """One page of honours, in the order of their tokens."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    perubahan: Annotated[
        tuple[PerubahanPenganugerahan, ...], Element(SAH, "Penganugerahan, menurut urutan token", most=1000)
    ] = ()
    tokenBerikutnya: Annotated[Token, Element(SAH, "Token untuk permintaan berikutnya")]
    jumlahTersisa: Annotated[Cacah, Element(_HALAMAN, "Cacah baris sesudah sejakToken, halaman ini termasuk")]
    adaLagi: Annotated[Boolean, Element(_HALAMAN, "Benar bila masih ada baris sesudah halaman ini")]
    tokenTerakhir: Annotated[Token, Element(_HALAMAN, "Token terbaru pada saat jawaban ini dibuat")]


# Pasal 4 ayat (2) huruf a dan huruf b; Pasal 5 ayat (1) huruf a dan huruf b.
HONOUR_FEED = Feed(
    name="ambilPenganugerahan",
    request=AmbilPenganugerahan,
    answer=AmbilPenganugerahanJawaban,
    row=PerubahanPenganugerahan,
    records={"penganugerahan": HONOURS},
    doc="BKN mengambil penganugerahan yang sudah disahkan melalui Keputusan Presiden, sesudah sebuah token",
)

SERVICE = Service(
    name="LayananSigtkMitra",
    namespace="urn:id:go:bkn:pks:sigtk:mitra:v1",
    agreement=AGREEMENT,
    doc="Yang disediakan SIGTK bagi BKN, perjanjian Perj-01/KSN/SM/12/2022 dan 43/HM.04.01/2022",
    host=HONOURS.listed.giver,
    offers=(HONOURS,),
    holds=(ASN,),
    operations=(HONOUR_FEED.operation, *mitra_push.OPERATIONS),
)
