"""The messages by which two parties compare a list: ranges of positions, and digests of what is in them."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import Boolean, Cacah, Digest, NamaElemen, Token
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, SimpleType
from adapter.limits import RANGES_A_CALL
from adapter.records.ranges import DEEPEST_BITS, POSITION_BITS, STEP_BITS

_SIDIK = "TL Pasal 9 ayat (1); BPJS Pasal 3 ayat (2); cara membandingkan asumsi"

JumlahBit = Annotated[
    int,
    SimpleType(
        "tJumlahBit", "integer", f"Jumlah bit awalan, kelipatan {STEP_BITS}; 0 seluruh daftar", minimum=0,
        maximum=DEEPEST_BITS,
    ),
]  # fmt: skip
Posisi = Annotated[
    int,
    SimpleType("tPosisi", "integer", "Posisi 63 bit, atau awalannya", minimum=0, maximum=(1 << POSITION_BITS) - 1),
]
NomorAnak = Annotated[
    int,
    SimpleType("tNomorAnak", "integer", "Nomor bagian dari sebuah rentang", minimum=0, maximum=(1 << STEP_BITS) - 1),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RentangPosisi:
    """All positions that begin with the same bits."""

    bit: Annotated[JumlahBit, Element(_SIDIK, "Jumlah bit awalan")]
    awalan: Annotated[Posisi, Element(_SIDIK, "Awalan sebagai bilangan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilSidik:
    """Asks what ranges of a list hold; without any range only whether the digests are ready."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    namaDaftar: Annotated[NamaElemen, Element(_SIDIK, "Daftar elemen yang dibandingkan")]
    garam: Annotated[
        Digest | None,
        Element(_SIDIK, "Rahasia bersama 32 byte, dalam base64; dibuat BKN, dan hanya BKN yang mengirimnya"),
    ] = None
    rentang: Annotated[tuple[RentangPosisi, ...], Element(_SIDIK, "Rentang yang ditanyakan", most=RANGES_A_CALL)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BagianRentang:
    """A sixteenth of a range that holds many records; an empty one is left out."""

    nomor: Annotated[NomorAnak, Element(_SIDIK, "Nomor bagian, dari 0")]
    jumlah: Annotated[Cacah, Element(_SIDIK, "Catatan di dalamnya")]
    sidik: Annotated[
        Digest,
        Element(_SIDIK, "16 byte pertama SHA-256 atas posisi (8 byte, big-endian) dan sidik tiap catatan, berurutan"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SidikCatatan:
    """One record: where it stands, the digest of its content, and by which token it can be pulled."""

    posisi: Annotated[
        Posisi,
        Element(_SIDIK, "63 bit pertama HMAC-SHA-256(garam; 'position', namaDaftar, jenis nomor, nomor; dipisah NUL)"),
    ]
    sidik: Annotated[
        Digest, Element(_SIDIK, "16 byte pertama HMAC-SHA-256(garam; 'content', NUL, isi kanonis sebagai JSON)")
    ]
    tokenUrut: Annotated[Token | None, Element(_SIDIK, "Token perubahan terakhir catatan ini pada pemberinya")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IsiRentang:
    """What a range holds: its records where they are few, else its sixteenths."""

    bit: Annotated[JumlahBit, Element(_SIDIK, "Jumlah bit awalan")]
    awalan: Annotated[Posisi, Element(_SIDIK, "Awalan sebagai bilangan")]
    jumlah: Annotated[Cacah, Element(_SIDIK, "Catatan di dalamnya")]
    bagian: Annotated[tuple[BagianRentang, ...], Element(_SIDIK, "Isi tiap bagian, bila lebih dari 16 catatan")] = ()
    catatan: Annotated[tuple[SidikCatatan, ...], Element(_SIDIK, "Tiap catatan, bila paling banyak 16")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilSidikJawaban:
    """What the ranges hold, in their order; perhaps not all of them: ask again for those that are missing."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    namaDaftar: Annotated[NamaElemen, Element(_SIDIK, "Daftar elemen yang dibandingkan")]
    siap: Annotated[
        Boolean,
        Element(_SIDIK, "Salah selama sidik masih disusun: tanyakan lagi, setiap permintaan menyusun sebagian"),
    ]
    garam: Annotated[
        Digest | None, Element(_SIDIK, "Rahasia bersama 32 byte, dalam base64; hanya dari BKN, tanpa rentang")
    ] = None
    tokenTerakhir: Annotated[
        Token | None, Element(_SIDIK, "Token terakhir yang sudah termasuk pada pihak yang menjawab")
    ] = None
    rentang: Annotated[
        tuple[IsiRentang, ...], Element(_SIDIK, "Isi rentang; yang tidak dijawab ditanyakan lagi", most=RANGES_A_CALL)
    ] = ()
