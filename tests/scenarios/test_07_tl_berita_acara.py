"""7. TL pemadanan + berita acara.

Given triwulan berakhir, When daftar peserta dikirim dan dipadankan, Then hasil per baris keluar dan Berita Acara baru
sah setelah ditandatangani PARA PIHAK.

Di sini: berita acara, juga yang diajukan mitra.
"""

from datetime import date, timedelta

import pytest
from lxml import etree

from adapter.journal import minutes
from adapter.journal.counting import Counts
from adapter.journal.minutes_document import Basis, contain
from adapter.journal.periods import parse_period
from clients.errors import ContractRefused, RequestRefused
from tests.support.compared import answered
from tests.support.partners import partner
from tests.support.world import World

QUARTER = parse_period("2026-Q3")
ROWS = ("sesuai", "sesuai", "sesuai", "tidak sesuai", "data tidak ditemukan")


@pytest.fixture
def reconciled(world: World) -> World:
    """Given triwulan berakhir, When daftar peserta dikirim dan dipadankan: five rows, their page fetched twice."""
    with world.store() as session:
        for number in range(2):
            answered(session, world.vault, QUARTER.begins + timedelta(days=30 + number), *ROWS)
        answered(session, world.vault, QUARTER.ends, "sesuai", first=6)  # the next quarter's
    return world


def made(world: World) -> str:
    with world.store() as session:
        agreement = world.catalogue.agreement("TASPEN")
        paper = minutes.make(session, world.vault, agreement, QUARTER, world.now, kind="PEMADANAN")
        minutes.sign(session, paper, world.signer("server"), world.now)
        return paper.number


def test_the_minutes_are_valid_only_when_both_parties_have_signed(reconciled: World) -> None:
    taspen, number = partner(reconciled, "TASPEN"), made(reconciled)
    state, opened = taspen.fetch_minutes(number)
    assert (state.status, state.sah) == ("DITANDATANGANI_K2", False)
    assert opened.minutes.counts == Counts.of(3, 1, 1)
    # Then Berita Acara baru sah setelah ditandatangani PARA PIHAK
    answer = taspen.tandaTanganiBeritaAcara(number, taspen.sign_minutes(opened))
    assert (answer.tandaTangan, answer.beritaAcara.status) == ("TERSIMPAN", "DITANDATANGANI_PARA_PIHAK")
    assert answer.beritaAcara.sah
    assert [one.sah for one in taspen.ambilBeritaAcara().beritaAcara] == [True]


def test_the_partner_proposes_and_a_difference_is_told(reconciled: World) -> None:
    taspen = partner(reconciled, "TASPEN")
    claimed = minutes.build(
        taspen.agreement, "BA-TL-1", "PEMADANAN", QUARTER, Counts.of(4, 0, 1), Basis("MITRA", "sesi S-1"),
        date(2026, 10, 5),
    )  # fmt: skip
    answer = taspen.propose_minutes(claimed)
    assert (answer.beritaAcara.status, answer.beritaAcara.sah) == ("DITANDATANGANI_K1", False)
    assert answer.perbandingan == "BERBEDA"
    assert [(row.nama, row.menurutDokumen, row.menurutPenerima) for row in answer.selisih] == [
        ("jumlahSesuai", 4, 3),
        ("jumlahTidakSesuai", 0, 1),
    ]


def test_a_signature_over_other_content_is_refused(reconciled: World) -> None:
    taspen, number = partner(reconciled, "TASPEN"), made(reconciled)
    _, opened = taspen.fetch_minutes(number)
    signed = taspen.sign_minutes(opened)
    with pytest.raises(ContractRefused, match="isi dokumen bukan isi berita acara itu"):
        taspen.tandaTanganiBeritaAcara(number, signed.replace(b">3<", b">4<", 1))
    # The same document, and a signature that was made over another one.
    other = minutes.build(
        taspen.agreement, "BA-2", "PEMADANAN", QUARTER, Counts.of(9, 0, 0), Basis("MITRA", "x"), date(2026, 10, 5)
    )
    stolen = etree.fromstring(taspen.sign_minutes(minutes.read(contain(minutes.write(other)))))[1]
    moved = contain(etree.tostring(opened.element), etree.tostring(stolen))
    with pytest.raises(RequestRefused, match="tidak cocok dengan isi") as refused:
        taspen.tandaTanganiBeritaAcara(number, moved)
    assert refused.value.kodeGalat == "TANDA_TANGAN_TIDAK_SAH"
    assert [one.status for one in taspen.ambilBeritaAcara().beritaAcara] == ["DITANDATANGANI_K2"]
