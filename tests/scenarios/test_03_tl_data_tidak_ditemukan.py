"""3. TL data tidak ditemukan.

Given NIP dan NIK tidak ada pada data ASN (atau pensiunan/kedudukan 99), When verifikasi, Then `data tidak ditemukan`.
"""

from adapter.agreements.taspen.elements import Pendaftar
from tests.support.records import record, store
from tests.support.registrants import NOBODY, PEOPLE, registrant
from tests.support.world import World


def test_tl_nip_dan_nik_tidak_ada(world: World) -> None:
    # Given NIP dan NIK tidak ada pada data ASN
    stranger = registrant(PEOPLE[0], nip=NOBODY, nik="3171000101900009")
    # When verifikasi
    answer = world.taspen().verifikasiPeserta(stranger).hasil
    # Then data tidak ditemukan
    assert (answer.keterangan, answer.rincian) == ("data tidak ditemukan", ())


def test_tl_pensiunan(world: World) -> None:
    # (atau pensiunan/kedudukan 99)
    pensioner = record(kind="PENSIUN_PNS", legal_position="99")
    store(world.engine, world.vault, world.now, pensioner)
    known = Pendaftar(
        nomorPendaftaran="D-1",
        nip=pensioner.identity.nip,
        nik=pensioner.identity.nik,
        namaLengkap=pensioner.identity.name,
        tanggalLahir=pensioner.identity.born,
    )
    # When verifikasi
    answer = world.taspen().verifikasiPeserta(known).hasil
    # Then data tidak ditemukan
    assert (answer.keterangan, answer.rincian) == ("data tidak ditemukan", ())
