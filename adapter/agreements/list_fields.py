"""What every message on a whole list says in the same way: its parts, its progress, its rows without a verdict."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar

from adapter.agreements.simple import Boolean, Cacah, Teks40, Teks1000, Waktu
from adapter.agreements.structures import KepalaJawaban, KodeGalat
from adapter.agreements.types import SHARED_NAMESPACE, Element, SimpleType, choice

_shared = partial(SimpleType, namespace=SHARED_NAMESPACE)
BAGIAN = "asumsi: daftar besar dikirim dalam beberapa pesan"
KEMAJUAN = "asumsi: daftar besar dikerjakan di belakang layar"
ROWS_PER_MESSAGE = 5000

NomorBagian = Annotated[
    int, _shared("tNomorBagian", "integer", "Nomor bagian atau halaman, mulai dari 1", minimum=1, maximum=100_000)
]
StatusDaftar = Annotated[
    str,
    choice("tStatusDaftar", "Kemajuan sebuah daftar", "DITERIMA", "DIPROSES", "SELESAI", namespace=SHARED_NAMESPACE),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisDitolak:
    """A row without a verdict, by the part and the place in it where it was sent, and why."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    bagian: Annotated[Cacah, Element(BAGIAN, "Nomor bagian yang memuat baris")]
    baris: Annotated[Cacah, Element(BAGIAN, "Urutan baris dalam bagian itu, mulai dari 1")]
    kodeAlasan: Annotated[tuple[KodeGalat, ...], Element(BAGIAN, "Sebab baris tidak dijawab", least=1, most=10)]
    keterangan: Annotated[Teks1000, Element(BAGIAN, "Penjelasan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KemajuanDaftar:
    """How far a list is."""

    NAMESPACE: ClassVar[str] = SHARED_NAMESPACE

    status: Annotated[StatusDaftar, Element(KEMAJUAN, "Kemajuan daftar")]
    barisDiterima: Annotated[Cacah, Element(KEMAJUAN, "Baris yang sudah diterima, termasuk yang ditolak")]
    barisSelesai: Annotated[Cacah, Element(KEMAJUAN, "Baris yang sudah dikerjakan")]
    jumlahHalaman: Annotated[Cacah, Element(KEMAJUAN, "Halaman hasil dari baris yang sudah diterima")]
    halamanSelesai: Annotated[Cacah, Element(KEMAJUAN, "Halaman yang sudah dikerjakan")]
    bagianBelumLengkap: Annotated[Boolean, Element(BAGIAN, "Benar bila masih ada bagian yang belum diterima")]
    perkiraanSelesai: Annotated[
        Waktu | None, Element(KEMAJUAN, "Perkiraan menurut kecepatan terakhir; tidak ada bila belum terukur")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TandaTerimaDaftar:
    """What became of one part."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorHasil: Annotated[Teks40, Element("asumsi", "Nomor hasil daftar ini, untuk dirujuk selanjutnya")]
    jumlahDiterima: Annotated[Cacah, Element(BAGIAN, "Baris bagian ini yang akan dikerjakan")]
    jumlahDitolak: Annotated[Cacah, Element(BAGIAN, "Baris bagian ini yang ditolak")]
    sudahPernahDiterima: Annotated[
        Boolean, Element(BAGIAN, "Benar bila bagian yang sama sudah pernah diterima; tidak ada yang berubah")
    ]
    ditolak: Annotated[
        tuple[BarisDitolak, ...], Element(BAGIAN, "Baris yang ditolak dan sebabnya", most=ROWS_PER_MESSAGE)
    ] = ()
