"""The life of an agreement: extension, early end and keadaan kahar, proposed and answered by both sides."""

from datetime import timedelta

from adapter.agreements.kerja_sama.force_majeure.messages import DokumenLampiran
from adapter.agreements.terms import Side
from adapter.clock import wib_date
from adapter.registry import force_majeure, proposals
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    today, client = wib_date(world.now), world.partner("BPUM", **how)
    number = f"S-{len(world.entries())}"  # each letter once, however often this is said in one world
    client.ajukanPerpanjangan(number, today + timedelta(days=400), today + timedelta(days=700))
    client.ajukanPengakhiran(f"{number}/A", today)
    client.ajukanPengakhiran(f"{number}/B", today + timedelta(days=60))
    paper = DokumenLampiran(nomor="300/1", penerbit="BPBD", tanggal=today, sidikJari="0" * 64)
    told = client.sampaikanKeadaanKahar("BANJIR", today, bukti=[paper], lampiranPernyataan=paper)
    ours, theirs = _by_bkn(world, number)
    client.tanggapiPengakhiran(ours, "TOLAK", alasan="masih diperlukan")
    client.tanggapiKeadaanKahar(theirs, "SETUJU")
    client.cekStatusPerjanjian()
    client.akhiriKeadaanKahar(told.nomorKahar, today)


def _by_bkn(world: World, number: str) -> tuple[str, str]:
    today, agreement = wib_date(world.now), world.catalogue.agreement("BPUM")
    letter = proposals.Letter(proposals.EARLY_END, Side.BKN, number, today + timedelta(days=60), today)
    notice = force_majeure.Notice(Side.BKN, "KEBAKARAN", today, today)
    with world.store() as session:
        proposal = proposals.record(session, agreement, letter, world.now)
        row = force_majeure.record(session, agreement, notice, world.now)
        return proposals.number_of(proposal), force_majeure.number_of(row)
