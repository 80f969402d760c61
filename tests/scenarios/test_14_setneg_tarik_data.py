"""14. SETNEG tarik data.

Given (perpanjangan tercatat) usulan Satyalancana, When SIGTK memanggil `ambilDataAsn` dengan `nomorUsulan` dan NIP,
Then hanya elemen Pedoman versi berlaku yang keluar; tanpa `nomorUsulan` ditolak.
"""

import uuid
from datetime import date

import pytest
from lxml import etree

from adapter.agreements.kerja_sama.addenda.messages import Perubahan
from adapter.agreements.sigtk.elements import DATA_ASN
from adapter.agreements.terms import Side
from adapter.registry import addenda
from adapter.security import names as n
from adapter.security import sign, wrap
from clients.errors import RequestRefused
from tests.clients.test_sigtk import ACTIVE

PROPOSAL, NIP = "USUL-SLKS-1", ACTIVE[0].nip


@pytest.fixture
def sigtk(world):
    """Given: perpanjangan tercatat, dan usulan Satyalancana."""
    return world.sigtk()


class Wire:
    """Keeps the last request and its answer."""

    def __init__(self, world):
        self.world = world

    def post(self, address, raw, headers):
        self.sent = address, raw, headers
        answer = self.world.post(address, raw, headers)
        self.answer = etree.fromstring(answer.content)
        return answer


def leaving(world, client):
    """The names that stand in the answer, as raw XML."""
    wire = Wire(world)
    heard = world.sigtk(post=wire.post)
    heard.element_version = client.element_version
    heard.ambilDataAsn(PROPOSAL, nip=[NIP])
    return {etree.QName(child).localname for one in wire.answer.iter("{*}asn") for child in one}


def test_only_the_elements_of_the_pedoman_in_force_leave(world, sigtk):
    # When SIGTK memanggil ambilDataAsn dengan nomorUsulan dan NIP
    answer = sigtk.ambilDataAsn(PROPOSAL, nip=[NIP])
    # Then hanya elemen Pedoman versi berlaku yang keluar
    assert answer.asn[0].nip == NIP
    assert answer.kepala.versiElemen == "SIGTK-1"
    assert leaving(world, sigtk) <= set(DATA_ASN.elements)


def test_after_an_adendum_only_those_of_its_version_leave(world, sigtk):
    # Given Pedoman yang diubah dengan adendum, berlaku pada tanggal yang ditetapkan bersama (Pasal 15 ayat (3))
    change = Perubahan(jenis="CABUT", daftar="dataAsn", elemen="tempatLahir")
    day = date(2026, 11, 23)
    sigtk.ajukanAdendum("ADENDUM-CONTOH-1", [change], tanggalTandaTangan=date(2026, 11, 20), berlakuMulai=day)
    with world.store() as session:
        agreement = world.catalogue.agreement("SIGTK")
        addenda.approve(session, agreement, Side.BKN, "ADENDUM-CONTOH-1", team_member=None, by="uji", now=world.now)
    assert "tempatLahir" in leaving(world, sigtk)
    # When hari itu tiba
    world.now = world.now.replace(day=23)
    # Then elemen yang dicabut tidak keluar, dan yang memintanya ditolak
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        sigtk.ambilDataAsn(PROPOSAL, nip=[NIP], elemenDiminta=["tempatLahir"])
    assert sigtk.ambilDaftarElemen().kepala.versiElemen == "SIGTK-1.1"
    assert leaving(world, sigtk) <= set(DATA_ASN.elements) - {"tempatLahir"}


def test_without_a_proposal_it_is_refused(world):
    wire = Wire(world)
    world.sigtk(post=wire.post).ambilDataAsn(PROPOSAL, nip=[NIP])
    # When tanpa nomorUsulan
    address, raw, headers = wire.sent
    (asked,) = etree.fromstring(raw).iter("{*}ambilDataAsn")
    asked.remove(next(asked.iter("{*}nomorUsulan")))
    next(asked.iter("{*}idPesan")).text = str(uuid.uuid4())
    bare = sign(wrap(n.SOAP11, asked), world.signer("SIGTK"), world.now).raw
    # Then ditolak, dan tidak ada data yang keluar
    wire.post(address, bare, headers)
    assert next(wire.answer.iter("{*}kodeGalat")).text == "DATA_TIDAK_LENGKAP"
    assert next(wire.answer.iter("{*}jalur")).text == "/ambilDataAsn/nomorUsulan"
    assert not list(wire.answer.iter("{*}asn"))
