"""Taspen Life verifies registrants."""

from tests.support.registrants import PEOPLE, registrant, row
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    client = world.taspen(**how)
    client.verifikasiPeserta(registrant(PEOPLE[0]))
    client.verifikasiPesertaMassal([row(registrant(PEOPLE[0])), row(registrant(PEOPLE[1]), nip="0")])
