"""A partner tells, fetches and confirms."""

from contextlib import suppress
from datetime import timedelta

from adapter.agreements.terms import Side
from adapter.registry.notice_rules import Draft
from adapter.registry.notices import publish
from clients.errors import ClientError
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    client = world.sigtk(**how)
    with world.store() as session:
        told = Draft(
            number="BKN-1", kind="PERBAIKAN", text="perbaikan", system="SIASN", starts_at=world.now,
            expected_end=world.now + timedelta(hours=1),
        )  # fmt: skip
        publish(session, None, Side.BKN, told, world.now)
    with suppress(ClientError):
        client.ambilDataAsn("U-1", nip=["199001012015041901"])
    client.sampaikanPemberitahuan(
        "S-1", "PERUBAHAN_DATA", "elemen baru", sistem="SIGTK", mulai=world.now, elemenTerdampak=["namaPenghargaan"]
    )
    client.ambilPemberitahuan(termasukMilikSendiri=True)
    client.konfirmasiPenerimaan("BKN-1", "TERTULIS")
    client.sampaikanPemberitahuan("S-2", "PERUBAHAN_DATA", "selesai", menindaklanjuti="S-1", selesaiPada=world.now)
    with world.store() as session:
        ended = Draft(number="BKN-2", kind="PERBAIKAN", text="batal", follows="BKN-1", withdrawn=True)
        publish(session, None, Side.BKN, ended, world.now)
    with suppress(ClientError):
        client.sampaikanPemberitahuan("S-3", "PERBAIKAN", "tanpa waktu")
