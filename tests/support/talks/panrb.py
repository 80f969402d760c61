"""KemenPANRB does all it can do, well and badly."""

from contextlib import suppress

from clients.errors import ClientError
from tests.clients.test_panrb import document
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    client = world.panrb(**how)
    client.ambilDataManajemenAsn(ukuranHalaman=50)
    client.kirimInformasiManajemenAsn([document(), document(nomorDokumen="2")])
    with suppress(ClientError):
        client.ambilDataManajemenAsn(kursor="bukan-kursor")
    with suppress(ClientError):
        client.ambilDataManajemenAsn(elemenDiminta=["nip"])
