"""BKN brings partners what it owes them, and a partner compares what both hold, well and badly."""

from contextlib import suppress

from adapter.agreements.bpjs.push_messages import whole
from adapter.clock import wib_date
from adapter.registry import store
from clients.bkn import BknToBpjs, BknToSigtk
from clients.errors import ClientError
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    today = wib_date(world.now)
    with world.store() as session:
        standings = {
            code: store.standing(session, world.catalogue.agreement(code), today) for code in ("BPJS", "SIGTK")
        }
    partner = world.bpjs(**how)
    employees = [whole(one) for one in partner.ambilDataPegawai(ukuranHalaman=5).pegawai]
    world.bkn_to(BknToBpjs, **how).kirimDataPegawai(employees, standing=standings["BPJS"])
    codes = world.sigtk(**how).ambilReferensi("GOLONGAN")
    told = (codes.jenisReferensi, codes.versi, codes.referensi)
    world.bkn_to(BknToSigtk, **how).kirimReferensi(*told, standing=standings["SIGTK"])
    partner.ambilSidik("dataPegawai")
    with suppress(ClientError):
        partner.ambilSidik("tidakAda")
