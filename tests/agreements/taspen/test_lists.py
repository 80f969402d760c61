"""Lists of participants, matched with BKN's data: three values, and names of elements only."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from adapter import limits
from adapter.records.population import nth_person
from adapter.registry.models import WrongTries
from clients.errors import ContractRefused, RequestRefused
from tests.support.lists import other_day, participant, people
from tests.support.world import World


def results(world: World, number: str) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    pages = world.taspen().halaman_pemadanan(number)
    return {row.nomorPeserta: (row.keterangan, row.elemenBerbeda) for page in pages for row in page.hasil}


def test_three_values_and_which_elements_differ(world: World):
    client, (one, other, third) = world.taspen(), list(people())[:3]
    pensioner = next(p for p in map(nth_person, range(60)) if p.kind == "PENSIUN_PNS" and len(p.nip) == 18)
    client.kirimDataPemadanan(
        "S",
        [
            participant(one),
            participant(other, tanggalLahir=other_day(other), namaLengkap="Nama Lain Sekali"),
            participant(third, nik="3578000101990001"),
            participant(pensioner),
        ],
    )
    world.work()
    assert results(world, "S") == {
        f"P-{one.index}": ("sesuai", ()),
        f"P-{other.index}": ("tidak sesuai", ("namaLengkap", "tanggalLahir")),
        f"P-{third.index}": ("tidak sesuai", ("nik",)),
        f"P-{pensioner.index}": ("data tidak ditemukan", ()),
    }


def test_the_numbers_add_up(world: World):
    client, rows = world.taspen(), [participant(person) for person in list(people())[:6]]
    rows[0] = replace(rows[0], tanggalLahir="1950-01-01")
    rows[1] = replace(rows[1], nip="1")
    rows[2] = replace(rows[2], statusKepesertaan="LAIN", tanggalMulai="?")
    client.kirimDataPemadanan("S", rows)
    world.work()
    client.kirimDataPemadanan("S", [participant(next(people()))], bagian=2)
    world.work()
    answer = client.ambilHasilPemadanan("S")
    counts = (answer.jumlahSesuai, answer.jumlahTidakSesuai, answer.jumlahTidakDitemukan)
    assert (counts, answer.jumlahTanpaHasil, answer.jumlahDigantikan) == ((4, 0, 0), 2, 1)
    assert answer.jumlahDikirim == sum(counts) + answer.jumlahTanpaHasil + answer.jumlahDigantikan


def test_without_a_birth_date_a_row_is_refused_and_not_judged(world: World):
    receipt = world.taspen().kirimDataPemadanan("S", [participant(next(people()), tanggalLahir=None)])
    assert [row.kodeAlasan for row in receipt.ditolak] == [("TANGGAL_TIDAK_SAH",)]


def test_who_guesses_in_lists_is_no_longer_answered(world: World):
    client, one = world.taspen(), next(people())
    for part in range(1, limits.WRONG_TRIES_A_DAY + 1):
        client.kirimDataPemadanan("S", [participant(one, tanggalLahir=f"1950-01-{part:02}")], bagian=part)
        world.work()
    client.kirimDataPemadanan("S", [participant(one)], bagian=limits.WRONG_TRIES_A_DAY + 1)
    world.work()
    answer = client.ambilHasilPemadanan("S", halaman=limits.WRONG_TRIES_A_DAY + 1)
    assert [row.kodeAlasan for row in answer.ditolak] == [("PERLU_PENANGANAN_MANUAL",)]
    with world.store() as session:
        assert session.scalars(select(WrongTries.tries)).all() == [limits.WRONG_TRIES_A_DAY]


def test_who_guesses_in_one_part_is_no_longer_answered_either(world: World):
    client, one = world.taspen(), next(people())
    guesses = [participant(one, nomorPeserta=f"P{day}", tanggalLahir=f"1950-01-{day:02}") for day in range(1, 29)]
    client.kirimDataPemadanan("S", [*guesses, participant(one)])
    world.work()
    answer = client.ambilHasilPemadanan("S", halaman=1)
    assert [row.keterangan for row in answer.hasil] == ["tidak sesuai"] * limits.WRONG_TRIES_A_DAY
    assert len(answer.ditolak) == 29 - limits.WRONG_TRIES_A_DAY


def test_an_unknown_session_and_an_element_withdrawn(world: World):
    client = world.taspen()
    with pytest.raises(ContractRefused) as refusal:
        client.ambilHasilPemadanan("TIDAK-ADA", halaman=1)
    assert [item.jalur for item in refusal.value.kesalahan] == ["/ambilHasilPemadanan/nomorSesi"]
    world.amend("TASPEN", ("CABUT", "pemadanan", "nik"))
    client.element_version = "TASPEN-1.1"
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        client.kirimDataPemadanan("S", [participant(next(people()))])
    assert client.kirimDataPemadanan("S", [participant(next(people()), nik=None)]).jumlahDiterima == 1


def test_an_element_withdrawn_meanwhile_is_not_spoken_of(world: World):
    one = next(people())
    world.taspen().kirimDataPemadanan("S", [participant(one, nik="3578000101990001", namaLengkap="Nama Lain")])
    world.work()
    assert results(world, "S") == {f"P-{one.index}": ("tidak sesuai", ("nik", "namaLengkap"))}
    world.amend("TASPEN", ("CABUT", "pemadanan", "nik"))
    assert results(world, "S") == {f"P-{one.index}": ("tidak sesuai", ("namaLengkap",))}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_full_message_is_within_the_limits(world: World):
    one = participant(next(people()))
    rows = [replace(one, nomorPeserta=f"PESERTA-{number:024}", namaLengkap="N" * 60) for number in range(5000)]
    assert world.taspen().kirimDataPemadanan("S", rows).jumlahDiterima == 5000
