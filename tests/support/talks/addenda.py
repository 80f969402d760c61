"""A partner proposes and approves addenda, asks by letter, and tells its new office."""

from contextlib import suppress

from adapter.agreements.kerja_sama.addenda.messages import ElemenTambahan, Perubahan
from adapter.agreements.terms import Side
from adapter.registry import addenda, letters
from clients.errors import ClientError
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    client, today = world.sigtk(**how), world.now.date()
    agreement = world.catalogue.agreement("SIGTK")
    change = addenda.ElementChange("UBAH", "penganugerahan", "nomorPiagam", mandatory=False)
    with world.store() as session:
        proposal = addenda.Proposal("AD-BKN", today, today, (change,))
        addenda.propose(session, agreement, Side.BKN, proposal, by="uji", now=world.now)
    client.setujuiAdendum("AD-BKN")
    changes = [
        Perubahan(jenis="CABUT", daftar="dataAsn", elemen="gelarDepan"),
        Perubahan(jenis="UBAH", daftar="penganugerahan", elemen="nomorPiagam", kardinalitas="0..1"),
    ]
    client.ajukanAdendum("AD-MITRA", changes, tanggalTandaTangan=today, berlakuMulai=today)
    with suppress(ClientError):
        client.ajukanAdendum("AD-MITRA", changes, tanggalTandaTangan=today)
    with suppress(ClientError):
        client.setujuiAdendum("AD-MITRA")
    asked = [ElemenTambahan(daftar="dataAsn", elemen="gelarDepan")]
    client.ajukanPermintaanDataTambahan("S-ELEMEN", asked, tanggalSurat=today, alasan="uji", berlakuSampai=today)
    decision = letters.Decision("DISETUJUI", (("dataAsn", "gelarDepan"),), today, "B-1")
    with world.store() as session:
        letters.answer_letter(session, agreement, "S-ELEMEN", decision, by="uji", now=world.now)
    client.ajukanPermintaanDataTambahan("S-ELEMEN", asked, tanggalSurat=today, alasan="uji", berlakuSampai=today)
    client.perbaruiNarahubung("PPDP", unit="Unit Contoh", telepon="1", surel="a@b", berlakuMulai=today)
    with suppress(ClientError):
        client.perbaruiNarahubung(
            "UMUM", unit="Unit Contoh", telepon="1", surel="a@b", berlakuMulai=today.replace(year=today.year - 1)
        )
    client.ambilDaftarElemen()
