"""Somebody whom nobody knows."""

from contextlib import suppress

from clients.errors import ClientError
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    with suppress(ClientError):
        world.bpjs(signer=world.signer("STRANGER"), **how).cekStatusPerjanjian()
