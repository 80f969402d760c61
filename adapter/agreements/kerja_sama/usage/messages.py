"""The messages on the log of use: what the provider of data may read of the accesses to them."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.kerja_sama.incidents.messages import InsidenPelindungan, NomorSubjek
from adapter.agreements.simple import Cacah, Tanggal, Teks40, Teks100, UkuranHalaman, Waktu
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element

_LOG = "PANRB Pasal 3 ayat (1) huruf c dan ayat (3) huruf c; rincian asumsi"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilLogPemanfaatan:
    """Asks who has accessed the data that the asking party gave, page by page."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    mulai: Annotated[Tanggal | None, Element(_LOG, "Hari pertama (WIB)")] = None
    sampai: Annotated[Tanggal | None, Element(_LOG, "Hari terakhir (WIB)")] = None
    nomorIdentitas: Annotated[
        NomorSubjek | None, Element("UU 27/2022 Pasal 32", "Hanya akses atas data orang ini: NIP, NIP lama, atau NIK")
    ] = None
    nomorInsiden: Annotated[
        Teks40 | None, Element("UU 27/2022 Pasal 46", "Hanya insiden ini, dengan semua orang yang terdampak")
    ] = None
    kursor: Annotated[Teks40 | None, Element("asumsi", "Kursor dari halaman sebelumnya")] = None
    ukuranHalaman: Annotated[UkuranHalaman | None, Element("asumsi", "Baris per halaman")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisLogPemanfaatan:
    """One access to the asking party's data; whom it was about is not told."""

    waktu: Annotated[Waktu, Element(_LOG, "Saat akses")]
    kodeMitra: Annotated[Teks40, Element(_LOG, "Pihak yang memanggil")]
    idPengguna: Annotated[Teks100 | None, Element(_LOG, "Pengguna pada pihak yang memanggil")] = None
    operasi: Annotated[Teks100, Element(_LOG, "Operasi")]
    kodeTujuan: Annotated[Teks40 | None, Element(_LOG, "Tujuan")] = None
    hasil: Annotated[Teks40, Element(_LOG, "BERHASIL, ULANGAN, atau kodeGalat penolakan")]
    jumlahOrang: Annotated[Cacah, Element(_LOG, "Orang yang datanya tersentuh")]
    nomorHasil: Annotated[Teks40 | None, Element(_LOG, "Nomor hasil yang diberikan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilLogPemanfaatanJawaban:
    """The accesses, the earliest first; on the first page the incidents that the host has to tell of, too."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    baris: Annotated[tuple[BarisLogPemanfaatan, ...], Element(_LOG, "Akses", most=1000)] = ()
    jumlahSeluruhnya: Annotated[Cacah, Element(_LOG, "Akses seluruhnya, menurut halaman pertama")]
    kursorBerikutnya: Annotated[Teks40 | None, Element("asumsi", "Kursor halaman berikutnya, bila ada")] = None
    insiden: Annotated[
        tuple[InsidenPelindungan, ...],
        Element("UU 27/2022 Pasal 46", "Kegagalan pelindungan yang dilaporkan kepada peminta; hanya halaman pertama"),
    ] = ()
