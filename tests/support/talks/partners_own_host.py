"""BKN asks partners for what they host, at their own hosts, well and badly."""

from contextlib import suppress

from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.agreements.panrb.mitra import DOCUMENTS
from adapter.agreements.sigtk.mitra import HONOURS
from adapter.records.population import nth_person
from adapter.records.synthetic import synthetic_officials
from clients.bkn import BknToBpjs, BknToPanrb, BknToSigtk
from clients.errors import ClientError
from tests.clients.test_panrb import document
from tests.clients.test_sigtk import honour
from tests.support.rows import card, official
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    world.host("BPJS").offer(CARDS, [card(nth_person(0))])
    world.host("BPJS").offer(OFFICIALS, [official(one) for one in synthetic_officials(1)])
    world.host("SIGTK").offer(HONOURS, [honour()])
    bpjs = world.bkn_to(BknToBpjs, **how)
    bpjs.ambilKartuPesertaPns(0)
    bpjs.ambilDataPejabatNegara(0)
    bpjs.ambilMutasiPeserta(0)
    bpjs.cekStatusPerjanjian()
    world.host("PANRB").offer(DOCUMENTS, [document()])
    world.bkn_to(BknToPanrb, **how).ambilInformasiManajemenAsn(0)
    world.bkn_to(BknToSigtk, **how).ambilPenganugerahan(0)
    with suppress(ClientError):
        bpjs.ambilKartuPesertaPns(1_000)
