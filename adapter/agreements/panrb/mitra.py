"""LayananPanrbMitra, which KemenPANRB hosts: BKN pulls the documents on the management of ASN that it has issued."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.feed import Feed
from adapter.agreements.operation import Offer, Service
from adapter.agreements.panrb.elements import INFORMASI, INFORMASI_MANAJEMEN_ASN, InformasiManajemenAsn
from adapter.agreements.panrb.receiving import MANAGEMENT
from adapter.agreements.panrb.terms import AGREEMENT
from adapter.agreements.simple import Boolean, Cacah, Token, UkuranHalaman, Waktu
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element

_HALAMAN = "asumsi: data besar ditarik halaman demi halaman"

# Nothing is taken out: a document whose content changes comes as a new version of it.
DOCUMENTS = Offer(
    INFORMASI_MANAJEMEN_ASN,
    key=lambda row: ("informasi", f"{row.jenisInformasi}|{row.nomorDokumen}"),
    subject=None,
    removable=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilInformasiManajemenAsn:
    """Asks for the documents issued or changed after a token; 0 asks for all."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    sejakToken: Annotated[Token, Element(INFORMASI, "Token terakhir yang sudah diterima; 0 untuk awal")]
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerubahanInformasi:
    """A document as it stands since a token."""

    tokenUrut: Annotated[Token, Element("asumsi", "Nomor urut, selalu naik")]
    berubahPada: Annotated[Waktu, Element("asumsi", "Saat perubahan tercatat pada KemenPANRB")]
    informasi: Annotated[InformasiManajemenAsn, Element(INFORMASI, "Informasi manajemen ASN")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilInformasiManajemenAsnJawaban:
    """One page of documents, in the order of their tokens."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    perubahan: Annotated[
        tuple[PerubahanInformasi, ...], Element(INFORMASI, "Informasi, menurut urutan token", most=1000)
    ] = ()
    tokenBerikutnya: Annotated[Token, Element(INFORMASI, "Token untuk permintaan berikutnya")]
    jumlahTersisa: Annotated[Cacah, Element(_HALAMAN, "Cacah baris sesudah sejakToken, halaman ini termasuk")]
    adaLagi: Annotated[Boolean, Element(_HALAMAN, "Benar bila masih ada baris sesudah halaman ini")]
    tokenTerakhir: Annotated[Token, Element(_HALAMAN, "Token terbaru pada saat jawaban ini dibuat")]


# Pasal 3 ayat (3) huruf a.
DOCUMENT_FEED = Feed(
    name="ambilInformasiManajemenAsn",
    request=AmbilInformasiManajemenAsn,
    answer=AmbilInformasiManajemenAsnJawaban,
    row=PerubahanInformasi,
    records={"informasi": DOCUMENTS},
    doc="BKN mengambil informasi manajemen ASN dari KemenPANRB, sesudah sebuah token",
)

SERVICE = Service(
    name="LayananPanrbMitra",
    namespace="urn:id:go:bkn:pks:panrb:mitra:v1",
    agreement=AGREEMENT,
    doc="Yang disediakan KemenPANRB bagi BKN, perjanjian 14/KS.00/2022 dan 3/HM.04.01/2022",
    host=DOCUMENTS.listed.giver,
    offers=(DOCUMENTS,),
    holds=(MANAGEMENT,),
    operations=(DOCUMENT_FEED.operation,),
)
