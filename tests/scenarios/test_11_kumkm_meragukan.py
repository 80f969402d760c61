"""11. KUMKM meragukan.

Given NIK cocok tetapi nama dan tanggal lahir berbeda, When verifikasi, Then `keterangan="data tidak ditemukan"` dengan
`perluKoordinasi=true` (A-09), butir koordinasi dibuat, dan hasil dapat dikoordinasikan kembali oleh kedua pihak.
"""

from adapter.agreements.bpum.coordination import Said, items_of, state
from adapter.agreements.bpum.findings import PROPOSALS
from adapter.agreements.bpum.messages import PernyataanKoordinasi
from adapter.agreements.terms import Side
from adapter.exchange.sessions import find_session
from tests.support.lists import other_day, people, proposal
from tests.support.world import World


def test_kumkm_meragukan(world: World) -> None:
    client = world.bpum()
    asn = next(people())
    row = proposal(asn, namaLengkap="Nama Lain Sekali", tanggalLahir=other_day(asn))

    client.kirimUsulanPenerima("USUL-11", "CALON_PENERIMA", [row])
    world.work()

    (result,) = client.ambilHasilVerifikasi("USUL-11", halaman=1).hasil
    assert (result.keterangan, result.perluKoordinasi, result.namaInstansi) == ("data tidak ditemukan", True, None)
    (item,) = client.koordinasikanHasil("USUL-11").butir
    assert (item.nik, item.status, item.pendapat) == (asn.nik, "TERBUKA", ())

    said = PernyataanKoordinasi(nomorButir=item.nomorButir, pendapat="ORANG_YANG_SAMA", catatan="KTP diperiksa")
    (item,) = client.koordinasikanHasil("USUL-11", [said]).butir
    assert (item.status, [one.pihak for one in item.pendapat]) == ("TERBUKA", ["MITRA"])

    with world.store() as session:
        (stored,) = items_of(session, find_session(session, PROPOSALS, "USUL-11"))
        state(session, stored, Said(Side.BKN, "ORANG_YANG_SAMA", None, "petugas"), world.now)
    (item,) = client.koordinasikanHasil("USUL-11").butir
    assert (item.status, [one.pihak for one in item.pendapat]) == ("SEPAKAT_ASN", ["MITRA", "BKN"])
