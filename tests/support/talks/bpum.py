"""The ministry does all it can do, well and badly."""

from contextlib import suppress
from dataclasses import replace

from adapter.agreements.bpum.elements import DataBalikan, Eliminasi
from adapter.agreements.bpum.messages import PernyataanKoordinasi
from clients.errors import ClientError
from tests.support.lists import other_day, people, proposal, stranger
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    client, (one, other) = world.bpum(**how), list(people())[:2]
    doubtful = proposal(other, namaLengkap="Nama Lain Sekali", tanggalLahir=other_day(other))
    number = f"USUL-{world.bpum().kepala().idPesan}"[:40]
    client.kirimUsulanPenerima(number, "CALON_PENERIMA", [proposal(one), doubtful, stranger(1), stranger(2, nik="1")])
    world.work()
    page = client.ambilHasilVerifikasi(number, halaman=1)
    (item,) = client.koordinasikanHasil(number).butir
    client.koordinasikanHasil(number, [PernyataanKoordinasi(nomorButir=item.nomorButir, pendapat="ORANG_BERBEDA")])
    report = Eliminasi(
        nik=one.nik, nomorHasil=page.nomorHasil, nomorDokumenPenetapan="SK-1", tanggalDokumen=world.now.date(),
        status="KEBERATAN",
    )  # fmt: skip
    client.laporkanEliminasi([report, replace(report, nik="1")])
    row = proposal(one)
    client.kirimDataBalikan(
        number, [DataBalikan(nik=row.nik, namaLengkap=row.namaLengkap, tanggalLahir=row.tanggalLahir)]
    )
    with suppress(ClientError):
        client.ambilHasilVerifikasi(number, halaman=9)
