"""Contacts over the wire."""

from datetime import date

import pytest

from adapter.agreements.panrb.terms import AGREEMENT as PANRB
from clients.base import PartnerClient
from clients.errors import ContractRefused

NEW = {"unit": "Unit Contoh", "telepon": "021", "surel": "kantor@contoh.test"}


class PanrbCaller(PartnerClient):
    agreement = PANRB
    service = "LayananKerjaSama"
    purpose = "PENYUSUNAN_KEBIJAKAN_ASN"


@pytest.fixture
def panrb(world):
    return PanrbCaller(world.connection("PANRB"))


def test_a_partner_tells_its_own_new_office(panrb):
    answer = panrb.perbaruiNarahubung("PPDP", berlakuMulai=date(2026, 12, 1), **NEW)
    assert [(one.pihak, one.jenis) for one in answer.narahubung] == [("MITRA", "UMUM"), ("MITRA", "PPDP")]
    told = panrb.ambilNarahubung().narahubung[1]
    assert (told.unit, told.berlakuMulai, told.sumber) == (
        "Unit Contoh", date(2026, 12, 1), "diberitahukan 2026-11-20",
    )  # fmt: skip


def test_sooner_than_the_agreement_allows(panrb):
    with pytest.raises(ContractRefused) as refusal:
        panrb.perbaruiNarahubung("UMUM", berlakuMulai=date(2026, 11, 30), **NEW)
    assert [each.jalur for each in refusal.value.galat.kesalahan] == ["/perbaruiNarahubung/berlakuMulai"]


def test_it_is_told_after_the_end_too(world, panrb):
    world.now = world.now.replace(year=2028)
    assert panrb.ambilNarahubung().narahubung
