"""A partner asks what is owed."""

from contextlib import suppress
from datetime import timedelta

from clients.errors import ClientError
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    client = world.bpjs(**how)
    client.ambilKalenderKewajiban()
    with suppress(ClientError):
        client.ambilKalenderKewajiban(sejak=world.now.date(), sampai=world.now.date() - timedelta(days=1))
