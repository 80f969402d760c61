"""7. TL pemadanan + berita acara.

Given triwulan berakhir, When daftar peserta dikirim dan dipadankan, Then hasil per baris keluar dan Berita Acara baru
sah setelah ditandatangani PARA PIHAK.
"""

from dataclasses import replace
from datetime import timedelta

from adapter.agreements.taspen.list_messages import BarisPemadanan
from adapter.journal import minutes
from adapter.journal.counting import Counts
from adapter.journal.periods import parse_period
from tests.support.lists import other_day, people
from tests.support.world import World


def test_tl_pemadanan_dan_berita_acara(world: World) -> None:
    # Given triwulan berakhir
    taspen, quarter = world.taspen(), parse_period("2026-Q4")
    world.now = quarter.ends - timedelta(hours=2)

    # When daftar peserta dikirim dan dipadankan
    rows = [
        BarisPemadanan(
            nomorPeserta=f"P-{number}", nip=one.nip, namaLengkap=one.name,
            tanggalLahir=one.record.identity.born.isoformat(),
        )
        for number, one in enumerate(people())
    ]  # fmt: skip
    rows[1] = replace(rows[1], tanggalLahir=other_day(list(people())[1]))
    taspen.kirimDataPemadanan("SESI-1", rows)
    world.work()

    # Then hasil per baris keluar
    results = {row.nomorPeserta: row for page in taspen.halaman_pemadanan("SESI-1") for row in page.hasil}
    assert len(results) == len(rows)
    assert (results["P-0"].keterangan, results["P-0"].elemenBerbeda) == ("sesuai", ())
    assert (results["P-1"].keterangan, results["P-1"].elemenBerbeda) == ("tidak sesuai", ("tanggalLahir",))

    # dan Berita Acara baru sah setelah ditandatangani PARA PIHAK
    world.now = quarter.ends
    with world.store() as session:
        paper = minutes.make(session, world.vault, taspen.agreement, quarter, world.now, kind="PEMADANAN")
        minutes.sign(session, paper, world.signer("server"), world.now)
        number = paper.number
    state, opened = taspen.fetch_minutes(number)
    assert opened.minutes.counts == Counts.of(len(rows) - 1, 1, 0)
    assert (state.status, state.sah) == ("DITANDATANGANI_K2", False)
    answer = taspen.tandaTanganiBeritaAcara(number, taspen.sign_minutes(opened))
    assert (answer.beritaAcara.status, answer.beritaAcara.sah) == ("DITANDATANGANI_PARA_PIHAK", True)
