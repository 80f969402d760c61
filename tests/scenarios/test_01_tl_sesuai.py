"""1. TL sesuai.

Given perjanjian TL berlaku dan ASN dengan NIP sudah ditetapkan, When PIHAK KESATU mengirim `verifikasiPeserta` dengan
data yang sama, Then balasan bertanda tangan `keterangan="sesuai"` tanpa nilai data ASN.
"""

from adapter.journal import journal
from tests.support.registrants import PEOPLE, registrant
from tests.support.world import World


def test_tl_sesuai(world: World) -> None:
    # Given perjanjian TL berlaku dan ASN dengan NIP sudah ditetapkan
    taspen = world.taspen()
    asn = PEOPLE[0]
    assert taspen.cekStatusPerjanjian().status == "BERLAKU"

    # When PIHAK KESATU mengirim verifikasiPeserta dengan data yang sama
    answer = taspen.verifikasiPeserta(registrant(asn))

    # Then balasan bertanda tangan (klien menolak balasan tanpa tanda tangan) keterangan="sesuai"
    assert answer.hasil.keterangan == "sesuai"
    # tanpa nilai data ASN
    sent = journal.answer_of(world.vault, world.entries()[-1]).decode()
    assert "Signature" in sent
    identity = asn.record.identity
    stored = (identity.nip, identity.nik, identity.name, identity.born.isoformat(), asn.record.job.home_agency)
    assert not [value for value in stored if f">{value}<" in sent]
