"""Taspen Life has lists matched, well and badly."""

from contextlib import suppress

from clients.errors import ClientError
from tests.support.lists import participant, people
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    client, (one, other) = world.taspen(**how), list(people())[:2]
    number = f"SESI-{client.kepala().idPesan}"[:40]
    client.kirimDataPemadanan(number, [participant(one), participant(other, tanggalLahir="kemarin")])
    world.work()
    client.ambilHasilPemadanan(number, halaman=1)
    with suppress(ClientError):
        client.ambilHasilPemadanan(number, halaman=2)
