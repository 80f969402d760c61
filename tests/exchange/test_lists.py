"""Whole lists, through the real client and application: BPUM's proposals stand for every kind."""

from datetime import timedelta
from threading import Thread
from time import sleep

import pytest
from sqlalchemy import Engine, func, select, text

from adapter.agreements.bpum.coordination import SAME, Said, doubtful, state
from adapter.agreements.bpum.elements import Usulan
from adapter.agreements.bpum.messages import PernyataanKoordinasi
from adapter.agreements.bpum.models import BpumConfirmed
from adapter.agreements.terms import Side
from adapter.exchange.models import ListResults, ListRows
from adapter.exchange.worker import OPERATION, Worker
from adapter.records.database import writing
from adapter.registry.quota import used
from clients.errors import ContractRefused
from tests.support.lists import NOBODY, other_day, people, proposal, stranger
from tests.support.records import restrict
from tests.support.world import World

STAGE = "CALON_PENERIMA"


def test_three_bad_rows_among_5000_are_named_and_the_others_go_on(world: World):
    client, asn = world.bpum(), next(people())
    rows = [stranger(number) for number in range(5000)]
    rows[0] = proposal(asn)
    rows[6] = stranger(6, nik="12345")
    rows[999] = stranger(999, tanggalLahir="1990-02-30")
    rows[4321] = Usulan(nik=NOBODY, tanggalLahir="kemarin")

    receipt = client.kirimUsulanPenerima("U", STAGE, rows)
    assert (receipt.jumlahDiterima, receipt.jumlahDitolak) == (4997, 3)
    named = [(row.baris, row.kodeAlasan) for row in receipt.ditolak]
    assert named == [
        (7, ("NIK_TIDAK_SAH",)),
        (1000, ("TANGGAL_TIDAK_SAH",)),
        (4322, ("NAMA_TIDAK_SAH", "TANGGAL_TIDAK_SAH")),
    ]

    assert world.work() == 5000
    pages = list(client.halaman_hasil("U"))
    assert len(pages) == 5
    assert pages[0].kemajuan.status == "SELESAI"
    results = [result for page in pages for result in page.hasil]
    assert len(results) == 4997
    assert [result.nik for result in results if result.keterangan == "ASN"] == [asn.nik]
    assert [(row.baris, row.kodeAlasan) for page in pages for row in page.ditolak] == named


def test_a_key_twice_counts_once_and_with_other_content_not_at_all(world: World):
    client, (one, other) = world.bpum(), list(people())[:2]
    rows = [proposal(one), proposal(one), proposal(other), proposal(other, tanggalLahir="1980-01-01")]
    receipt = client.kirimUsulanPenerima("U", STAGE, rows)
    assert [(row.baris, row.kodeAlasan) for row in receipt.ditolak] == [
        (2, ("BARIS_GANDA",)), (3, ("BARIS_GANDA",)), (4, ("BARIS_GANDA",)),
    ]  # fmt: skip


def test_parts_in_any_order_make_one_list(world: World):
    client, asns = world.bpum(), list(people())[:3]
    for number in (3, 1):
        client.kirimUsulanPenerima("U", STAGE, [proposal(asns[number - 1])], bagian=number, terakhir=number == 3)
    world.work()
    assert client.ambilHasilVerifikasi("U").kemajuan.status == "DIPROSES"
    assert client.ambilHasilVerifikasi("U").kemajuan.bagianBelumLengkap
    client.kirimUsulanPenerima("U", STAGE, [proposal(asns[1])], bagian=2, terakhir=False)
    assert client.ambilHasilVerifikasi("U").kemajuan.status == "DIPROSES"
    world.work()
    progress = client.ambilHasilVerifikasi("U").kemajuan
    assert (progress.status, progress.barisDiterima, progress.barisSelesai) == ("SELESAI", 3, 3)


def test_the_same_part_again_changes_nothing_and_another_content_is_refused(world: World):
    client, rows = world.bpum(), [stranger(1), stranger(2)]
    first = client.kirimUsulanPenerima("U", STAGE, rows)
    again = client.kirimUsulanPenerima("U", STAGE, rows)
    assert (first.sudahPernahDiterima, again.sudahPernahDiterima) == (False, True)
    assert first.nomorHasil == again.nomorHasil
    assert client.ambilHasilVerifikasi("U").kemajuan.barisDiterima == 2
    with pytest.raises(ContractRefused, match="perbaikan sebagai bagian baru"):
        client.kirimUsulanPenerima("U", STAGE, rows[:1])


@pytest.mark.parametrize(
    ("how", "path"),
    [
        ({"tahap": "PENERIMA", "bagian": 2}, "/kirimUsulanPenerima/tahap"),
        ({"tahap": STAGE, "bagian": 2, "terakhir": True}, "/kirimUsulanPenerima/terakhir"),
    ],
    ids=["another stage", "an end before a later part"],
)
def test_a_part_that_contradicts_the_list(world: World, how, path):
    client = world.bpum()
    client.kirimUsulanPenerima("U", STAGE, [stranger(1)], bagian=3)
    with pytest.raises(ContractRefused) as refusal:
        client.kirimUsulanPenerima("U", usulan=[stranger(2)], **how)
    assert [item.jalur for item in refusal.value.kesalahan] == [path]


@pytest.mark.parametrize("done", [False, True], ids=["waiting", "done"])
def test_a_corrected_row_replaces_its_result_and_the_older_stays_in_the_record(world: World, done):
    client, (one, other) = world.bpum(), list(people())[:2]
    wrong = proposal(one, namaLengkap="Nama Lain Sekali", tanggalLahir=other_day(one))
    client.kirimUsulanPenerima("U", STAGE, [wrong, proposal(other)])
    if done:
        world.work()
        assert client.ambilHasilVerifikasi("U").jumlahPerluKoordinasi == 1
    client.kirimUsulanPenerima("U", STAGE, [proposal(one)], bagian=2)
    world.work()

    answer = client.ambilHasilVerifikasi("U")
    assert (answer.jumlahAsn, answer.jumlahTidakDitemukan, answer.jumlahPerluKoordinasi) == (2, 0, 0)
    results = [[(row.nik, row.keterangan) for row in page.hasil] for page in client.halaman_hasil("U")]
    assert results == [[(other.nik, "ASN")], [(one.nik, "ASN")]]
    assert [item.status for item in client.koordinasikanHasil("U").butir] == (["DIBATALKAN"] if done else [])
    with world.store() as session:
        assert session.scalar(select(func.count()).select_from(ListRows)) == 2


def test_a_correction_of_a_confirmed_row_ends_the_confirmation(world: World):
    client, one = world.bpum(), next(people())
    client.kirimUsulanPenerima("U", STAGE, [proposal(one)])
    world.work()
    wrong = proposal(one, namaLengkap="Nama Lain Sekali", tanggalLahir=other_day(one))
    client.kirimUsulanPenerima("U", STAGE, [wrong], bagian=2)
    world.work()
    assert client.ambilHasilVerifikasi("U").jumlahAsn == 0
    with world.store() as session:
        assert session.scalars(select(BpumConfirmed.ended_at)).one() is not None


def test_an_earlier_part_that_comes_late_does_not_replace_a_later_one(world: World):
    client, one = world.bpum(), next(people())
    client.kirimUsulanPenerima("U", STAGE, [proposal(one)], bagian=2)
    wrong = proposal(one, namaLengkap="Nama Lain Sekali", tanggalLahir=other_day(one))
    client.kirimUsulanPenerima("U", STAGE, [wrong], bagian=1, terakhir=False)
    world.work()
    answer = client.ambilHasilVerifikasi("U")
    assert (answer.jumlahAsn, answer.jumlahTidakDitemukan) == (1, 0)


def test_an_unknown_list_and_a_page_beyond_the_end(world: World):
    client = world.bpum()
    with pytest.raises(ContractRefused) as refusal:
        client.ambilHasilVerifikasi("TIDAK-ADA")
    assert [item.jalur for item in refusal.value.kesalahan] == ["/ambilHasilVerifikasi/nomorUsulan"]
    client.kirimUsulanPenerima("U", STAGE, [stranger(1)])
    assert client.ambilHasilVerifikasi("U", halaman=1).halaman is None
    with pytest.raises(ContractRefused) as refusal:
        client.ambilHasilVerifikasi("U", halaman=2)
    assert [item.jalur for item in refusal.value.kesalahan] == ["/ambilHasilVerifikasi/halaman"]


def test_somebody_restricted_is_left_to_people_before_and_after(world: World):
    client, (one, other) = world.bpum(), list(people())[:2]
    restrict(world.engine, world.vault, world.now, one.nip)
    client.kirimUsulanPenerima("U", STAGE, [proposal(one), proposal(other)])
    world.work()
    page = client.ambilHasilVerifikasi("U", halaman=1)
    assert [row.nik for row in page.hasil] == [other.nik]
    assert [(row.baris, row.kodeAlasan) for row in page.ditolak] == [(1, ("PERLU_PENANGANAN_MANUAL",))]
    restrict(world.engine, world.vault, world.now, other.nip)
    page = client.ambilHasilVerifikasi("U", halaman=1)
    assert (page.hasil, len(page.ditolak)) == ((), 2)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_correction_ends_what_is_being_agreed_at_that_moment(world: World, engine: Engine):
    client, one = world.bpum(), next(people())
    client.kirimUsulanPenerima("U", STAGE, [proposal(one, namaLengkap="Nama Lain", tanggalLahir=other_day(one))])
    world.work()
    correcting = Thread(target=lambda: client.kirimUsulanPenerima("U", STAGE, [proposal(one)], bagian=2))
    with writing(engine) as session:
        (item,) = doubtful(session, "U", lock=True)
        correcting.start()
        while correcting.is_alive() and not waiting_for_locks(engine):
            sleep(0.01)
        for side in Side:
            state(session, item, Said(side, SAME, None, "uji"), world.now)
    correcting.join()
    with world.store() as session:
        assert session.scalars(select(BpumConfirmed.ended_at)).all() == [world.now]


def waiting_for_locks(engine: Engine) -> int:
    with engine.connect() as other:
        waiting = (
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return other.execute(text(waiting)).scalar_one()


def test_an_item_of_somebody_restricted_since_is_no_longer_told(world: World):
    client, (one, other) = world.bpum(), list(people())[:2]
    rows = [proposal(who, namaLengkap="Nama Lain", tanggalLahir=other_day(who)) for who in (one, other)]
    client.kirimUsulanPenerima("U", STAGE, rows)
    world.work()
    first, _ = client.koordinasikanHasil("U").butir
    restrict(world.engine, world.vault, world.now, one.nip)
    assert [item.nik for item in client.koordinasikanHasil("U").butir] == [other.nik]
    assert world.accesses(world.entries()[-1]) == [world.vault.index("nip", other.nip)]
    with pytest.raises(ContractRefused):
        client.koordinasikanHasil("U", [PernyataanKoordinasi(nomorButir=first.nomorButir, pendapat="ORANG_BERBEDA")])


def test_every_asn_found_is_an_access_of_the_chunk_and_of_the_page(world: World):
    client, asns = world.bpum(), list(people())[:3]
    client.kirimUsulanPenerima("U", STAGE, [*map(proposal, asns), stranger(1)])
    world.work()
    client.ambilHasilVerifikasi("U", halaman=1)
    expected = {world.vault.index("nip", person.nip) for person in asns}
    entries = {entry.operation: entry for entry in world.entries()}
    assert set(world.accesses(entries[OPERATION])) == expected
    assert set(world.accesses(entries["ambilHasilVerifikasi"])) == expected
    assert world.accesses(entries["kirimUsulanPenerima"]) == []
    assert entries[OPERATION].agreement == "BPUM"


def test_a_fetch_after_the_end_is_refused(world: World):
    client = world.bpum()
    client.kirimUsulanPenerima("U", STAGE, [stranger(1)])
    world.now += timedelta(days=400)
    with pytest.raises(Exception, match="PERJANJIAN_BERAKHIR"):
        client.ambilHasilVerifikasi("U")


def test_rows_and_results_are_sealed(world: World):
    client, one = world.bpum(), next(people())
    client.kirimUsulanPenerima("U", STAGE, [proposal(one)])
    world.work()
    with world.store() as session:
        stored = [*session.scalars(select(ListRows.sealed)), *session.scalars(select(ListResults.sealed))]
    assert len(stored) == 2
    assert not any((one.nik or "").encode() in blob or one.name.encode() in blob for blob in stored)


def test_an_estimate_once_there_is_a_rate(world: World):
    client = world.bpum()
    client.kirimUsulanPenerima("U", STAGE, [stranger(number) for number in range(2500)])
    assert client.ambilHasilVerifikasi("U").kemajuan.perkiraanSelesai is None
    Worker(world.engine, world.vault, world.clock, world.catalogue.lists).step()
    progress = client.ambilHasilVerifikasi("U").kemajuan
    assert (progress.status, progress.barisSelesai, progress.halamanSelesai) == ("DIPROSES", 1000, 1)
    assert progress.perkiraanSelesai is not None
    assert progress.perkiraanSelesai >= world.now - timedelta(seconds=1)


def test_a_whole_list_is_gone_on_with_where_it_broke_off(world: World):
    client, rows = world.bpum(), [stranger(number) for number in range(25)]
    sending = client.kirim_daftar("U", STAGE, rows, size=10)
    next(sending)
    sending.close()
    assert len(list(client.kirim_daftar("U", STAGE, rows, size=10))) == 2
    assert list(client.kirim_daftar("U", STAGE, rows, size=10)) == []
    world.work()
    assert client.ambilHasilVerifikasi("U").kemajuan.status == "SELESAI"


def test_rows_count_for_what_a_partner_may_ask_in_a_day(world: World):
    client = world.bpum()
    client.kirimUsulanPenerima("U", STAGE, [stranger(1), stranger(2), stranger(3, nik="1")])
    client.kirimUsulanPenerima("U", STAGE, [stranger(1), stranger(2), stranger(3, nik="1")])
    with world.store() as session:
        assert used(session, world.catalogue.agreement("BPUM"), world.now) == 2
