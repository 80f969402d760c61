"""SIGTK does all it can do, well and badly."""

from contextlib import suppress

from clients.errors import ClientError
from tests.clients.test_sigtk import ACTIVE, honour
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    client = world.sigtk(**how)
    client.ambilDataAsn("U-1", nip=[ACTIVE[0].nip])
    client.ambilReferensi("JENIS_PENGHARGAAN")
    client.kirimPenganugerahan([honour()])
    with suppress(ClientError):
        client.ambilDataAsn("U-1")
