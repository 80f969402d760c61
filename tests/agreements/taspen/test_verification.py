"""Taspen Life's verifications, by the real client against the real application."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import timedelta
from uuid import uuid4

import pytest

from adapter import limits
from adapter.agreements.fields import members
from adapter.agreements.taspen.elements import PENDAFTAR, BarisPendaftar, HasilVerifikasi, Pendaftar
from adapter.agreements.taspen.verification_messages import VerifikasiPesertaJawaban
from adapter.journal import journal
from adapter.records.codes import PPPK_GRADES
from adapter.registry.effective import ElementChange
from adapter.registry.tries import is_decoy
from clients.errors import ClientError, ContractRefused, RequestRefused
from tests.support.records import record, restrict, store
from tests.support.registrants import ALL, NOBODY, PEOPLE, registrant, row
from tests.support.world import World

ONE, OTHER = PEOPLE[:2]
LATER = ONE.record.identity.born + timedelta(days=1)
MANUAL = "PERLU_PENANGANAN_MANUAL"


def keterangan(world: World, **changes: object) -> str:
    return world.taspen().verifikasiPeserta(registrant(ONE, **changes)).hasil.keterangan


def refusal(call: Callable[[], object]) -> RequestRefused:
    with pytest.raises(RequestRefused) as refused:
        call()
    return refused.value


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "sesuai"),
        ({"nik": None, "jenisAsn": None}, "sesuai"),
        ({"namaLengkap": f"Dr. {ONE.name.upper()}, S.H., M.Si."}, "sesuai"),
        ({"tanggalLahir": LATER}, "tidak sesuai"),
        ({"namaLengkap": "Orang Lain"}, "tidak sesuai"),
        ({"jenisAsn": "PPPK"}, "tidak sesuai"),
        ({"nik": OTHER.nik}, "tidak sesuai"),
        ({"nik": "0000000000000000"}, "tidak sesuai"),
        ({"nip": NOBODY}, "data tidak ditemukan"),
    ],
)
def test_three_values(world: World, changes: dict[str, object], expected: str) -> None:
    assert keterangan(world, **changes) == expected


@pytest.mark.parametrize("kind", ["CPNS", "PPPK"])
def test_every_kind_of_asn_is_known(world: World, kind: str) -> None:
    person = next(person for person in ALL if person.kind == kind and person.record.job.legal_position in ("01", "71"))
    assert world.taspen().verifikasiPeserta(registrant(person)).hasil.keterangan == "sesuai"


@pytest.mark.parametrize("changes", [{"kind": "PENSIUN_PNS", "legal_position": "99"}, {"legal_position": "88"},
                                     {"deceased": True}])  # fmt: skip
def test_who_is_no_asn_today_is_not_found(world: World, changes: dict[str, object]) -> None:
    store(world.engine, world.vault, world.now, record(**changes))
    known = Pendaftar(
        nomorPendaftaran="D-1",
        nip=record().identity.nip,
        namaLengkap=record().identity.name,
        tanggalLahir=record().identity.born,
    )
    assert world.taspen().verifikasiPeserta(known).hasil.keterangan == "data tidak ditemukan"
    assert world.accesses(world.entries()[-1]) == []


def test_nik_of_somebody_else_is_told_as_that_of_nobody(world: World) -> None:
    """The NIP alone is the key: that another ASN has this NIK is not Taspen's to know."""
    client = world.taspen()
    answers = [client.verifikasiPeserta(registrant(ONE, nik=nik)).hasil for nik in (OTHER.nik, "0000000000000000")]
    assert answers[0] == answers[1]
    assert keterangan(world, nip=NOBODY) == "data tidak ditemukan"


def test_detail_names_what_was_sent_and_nothing_else(world: World) -> None:
    answer = world.taspen().verifikasiPeserta(registrant(ONE, nik=None, namaLengkap="Orang Lain")).hasil
    assert {item.nama: item.keterangan for item in answer.rincian} == {
        "nip": "sesuai", "namaLengkap": "tidak sesuai", "tanggalLahir": "sesuai", "jenisAsn": "sesuai",
    }  # fmt: skip
    assert (answer.nomorPendaftaran, answer.tanggalData) == (f"D-{ONE.index}", world.now.date())


def test_answer_holds_no_stored_value(world: World) -> None:
    world.taspen().verifikasiPeserta(registrant(ONE, namaLengkap="Orang Lain", tanggalLahir=LATER, nik=OTHER.nik))
    answer = journal.answer_of(world.vault, world.entries()[-1]).decode()
    identity = ONE.record.identity
    assert not [value for value in (identity.name, identity.nik, identity.nip, str(identity.born)) if value in answer]


def test_person_is_touched_once_and_who_is_not_found_is_not(world: World) -> None:
    keterangan(world)
    keterangan(world, nip=NOBODY)
    found, unknown = world.entries()[-2:]
    assert world.accesses(found) == [world.vault.index("nip", ONE.nip)]
    assert world.accesses(unknown) == []


def test_detail_can_be_switched_off_by_an_adendum(world: World) -> None:
    world.amend("TASPEN", ("CABUT", "hasilVerifikasi", "rincian"))
    taspen = world.taspen()
    taspen.ambilDaftarElemen()
    assert taspen.verifikasiPeserta(registrant(ONE)).hasil.rincian == ()


def test_what_an_adendum_makes_mandatory_is_so_in_every_row(world: World) -> None:
    world.amend("TASPEN", ElementChange("UBAH", "pendaftar", "nik", mandatory=True))
    answer = world.taspen().verifikasiPesertaMassal([row(registrant(ONE), nik=None), row(registrant(OTHER))])
    assert [one.hasil is not None for one in answer.baris] == [False, True]
    (problem,) = answer.baris[0].kesalahan
    assert (problem.jalur, problem.kodeGalat) == ("/verifikasiPesertaMassal/pendaftar[1]/nik", "DATA_TIDAK_LENGKAP")


JOB = ONE.record.job
OFF = {
    "tempatLahir": (ONE.record.identity.birthplace, "Tempat Lain"),
    "jenisKelamin": (JOB.gender, "P" if JOB.gender == "L" else "L"),
    "instansiKerja": (JOB.work_agency, "K99"),
    "golonganRuang": (JOB.grade, "I/a"),
}


@pytest.mark.parametrize("name", OFF)
def test_element_that_is_off_is_refused_until_an_adendum_lets_it_in(world: World, name: str) -> None:
    right, wrong = OFF[name]
    assert refusal(lambda: keterangan(world, **{name: right})).kodeGalat == "ELEMEN_TIDAK_DIIZINKAN"
    loose = [row(registrant(ONE), **{name: right})]
    assert refusal(lambda: world.taspen().verifikasiPesertaMassal(loose)).kodeGalat == "ELEMEN_TIDAK_DIIZINKAN"
    world.amend("TASPEN", ("TAMBAH", "pendaftar", name))
    assert [keterangan(world, **{name: value}) for value in (right, wrong)] == ["sesuai", "tidak sesuai"]
    answer = world.taspen().verifikasiPesertaMassal(loose)
    assert answer.baris[0].hasil is not None
    assert name in {item.nama for item in answer.baris[0].hasil.rincian}


def test_two_grades_contradict_each_other(world: World) -> None:
    world.amend("TASPEN", ("TAMBAH", "pendaftar", "golonganRuang"), ("TAMBAH", "pendaftar", "golonganPppk"))
    both = {"golonganRuang": JOB.grade, "golonganPppk": "IX"}
    refused = refusal(lambda: keterangan(world, **both))
    assert [item.jalur for item in refused.kesalahan] == ["/verifikasiPeserta/pendaftar/golonganPppk"]
    (answered,) = world.taspen().verifikasiPesertaMassal([row(registrant(ONE), **both)]).baris
    assert [item.kodeGalat for item in answered.kesalahan] == ["FORMAT_TIDAK_SAH"]
    assert keterangan(world, golonganPppk="IX") == "tidak sesuai"


def test_grades_of_pppk_are_those_of_the_records() -> None:
    (grade,) = (member.type for member in members(Pendaftar) if member.name == "golonganPppk")
    assert list(grade.values) == PPPK_GRADES  # type: ignore[union-attr] # a simple type


def test_row_of_a_list_has_the_fields_of_a_registrant() -> None:
    assert [f.name for f in fields(BarisPendaftar)] == [f.name for f in fields(Pendaftar)]
    assert {*PENDAFTAR.elements, *PENDAFTAR.off} == {f.name for f in fields(Pendaftar)}


def test_list_answers_good_rows_and_names_bad_ones(world: World) -> None:
    rows = [row(registrant(person)) for person in PEOPLE[:20]]
    rows[3] = row(registrant(ONE), tanggalLahir=None, nip="123")
    rows[7] = row(registrant(ONE), tanggalLahir="30-02-1990", jenisAsn="TNI", namaLengkap=" ")
    answer = world.taspen().verifikasiPesertaMassal(rows)
    assert (answer.jumlahDijawab, answer.jumlahDitolak) == (18, 2)
    assert [item.baris for item in answer.baris] == list(range(1, 21))
    wrong = {item.baris: {(k.jalur.rsplit("/")[-1], k.kodeGalat) for k in item.kesalahan} for item in answer.baris}
    assert wrong.pop(4) == {("tanggalLahir", "DATA_TIDAK_LENGKAP"), ("nip", "FORMAT_TIDAK_SAH")}
    assert wrong.pop(8) == {
        ("tanggalLahir", "FORMAT_TIDAK_SAH"), ("jenisAsn", "FORMAT_TIDAK_SAH"), ("namaLengkap", "DATA_TIDAK_LENGKAP"),
    }  # fmt: skip
    assert not any(wrong.values())
    results = [item.hasil for item in answer.baris if item.hasil is not None]
    assert {(type(result), result.keterangan) for result in results} == {(HasilVerifikasi, "sesuai")}
    assert len(world.accesses(world.entries()[-1])) == 18


def test_list_is_bounded(world: World) -> None:
    rows = [row(registrant(ONE))] * (limits.MASS_VERIFICATION_ROWS + 1)
    with pytest.raises((ContractRefused, ClientError)):
        world.taspen().verifikasiPesertaMassal(rows)
    with pytest.raises((ContractRefused, ClientError)):
        world.taspen().verifikasiPesertaMassal([])


def test_too_many_wrong_tries_end_the_day_for_that_person(world: World) -> None:
    for _ in range(limits.WRONG_TRIES_A_DAY):
        assert keterangan(world, nik=None, tanggalLahir=LATER) == "tidak sesuai"
    assert refusal(lambda: keterangan(world, nik=None)).kodeGalat == MANUAL
    assert world.accesses(world.entries()[-1]) == []
    assert world.taspen().verifikasiPeserta(registrant(OTHER)).hasil.keterangan == "sesuai"
    world.now += timedelta(days=1)
    assert keterangan(world) == "sesuai"


def test_wrong_tries_on_a_number_that_nobody_has_count_as_well(world: World) -> None:
    for _ in range(limits.WRONG_TRIES_A_DAY):
        assert keterangan(world, nip=NOBODY, nik=None) == "data tidak ditemukan"
    assert refusal(lambda: keterangan(world, nip=NOBODY, nik=None)).kodeGalat == MANUAL


def test_nip_is_not_found_by_trying_numbers_for_one_nik(world: World) -> None:
    nips = [f"{NOBODY[:15]}{number}" for number in range(800, 800 + limits.WRONG_TRIES_A_DAY)]
    for nip in nips:
        keterangan(world, nip=nip)
    assert refusal(lambda: keterangan(world)).kodeGalat == MANUAL


def test_right_answers_do_not_count(world: World) -> None:
    assert {keterangan(world) for _ in range(limits.WRONG_TRIES_A_DAY + 2)} == {"sesuai"}


def test_tries_within_one_list_count_too(world: World) -> None:
    """Or a list of 1 000 birth dates would be a thousand tries at once."""
    guesses = [row(registrant(ONE, nik=None), tanggalLahir=f"19{year}-01-01") for year in range(60, 80)]
    answer = world.taspen().verifikasiPesertaMassal([*guesses, row(registrant(ONE))])
    assert (answer.jumlahDijawab, answer.jumlahDitolak) == (limits.WRONG_TRIES_A_DAY, 21 - limits.WRONG_TRIES_A_DAY)
    assert {item.kodeGalat for one in answer.baris for item in one.kesalahan} == {MANUAL}


def test_no_fault_tells_whether_a_person_exists(world: World) -> None:
    """A restricted ASN, a decoy that nobody is, and one about whom too much was guessed: one and the same fault."""
    restrict(world.engine, world.vault, world.now, ONE.nip)
    decoy = next(nip for nip in _unknown() if is_decoy(world.vault, world.vault.index("nip", nip)))
    for _ in range(limits.WRONG_TRIES_A_DAY):
        keterangan(world, nip=OTHER.nip, nik=None, tanggalLahir=LATER)
    faults = [
        refusal(lambda nip=nip: keterangan(world, nip=nip, nik=None)).galat for nip in (ONE.nip, decoy, OTHER.nip)
    ]
    told = {(f.kodeGalat, f.pesan, f.tindakan, f.kesalahan, f.nomorPerjanjian) for f in faults}
    assert len(told) == 1
    assert faults[0].kodeGalat == MANUAL
    assert [world.accesses(entry) for entry in world.entries()[-3:]] == [[], [], []]
    rows = [row(registrant(ONE), nip=nip, nik=None) for nip in (ONE.nip, decoy, OTHER.nip)]
    answer = world.taspen().verifikasiPesertaMassal(rows)
    assert {(k.kodeGalat, k.keterangan) for item in answer.baris for k in item.kesalahan} == {
        (MANUAL, "baris ini tidak dapat dijawab secara otomatis")
    }


def _unknown() -> Iterator[str]:
    """Well-formed numbers that nobody has: the serials of invented people begin at 900."""
    return (f"199001{day:02}2015041{serial:03}" for day in range(1, 29) for serial in range(900))


def test_answer_is_repeated_for_a_request_sent_again(world: World) -> None:
    client = world.taspen()
    first = client.verifikasiPeserta(
        registrant(ONE, tanggalLahir=LATER), idPesan="7f1e3c1e-0000-4000-8000-000000000001"
    )
    world.now += timedelta(seconds=1)
    again = client.verifikasiPeserta(
        registrant(ONE, tanggalLahir=LATER), idPesan="7f1e3c1e-0000-4000-8000-000000000001"
    )
    assert isinstance(again, VerifikasiPesertaJawaban)
    assert (again.kepala.ulangan, again.hasil) == (True, first.hasil)


def test_no_repetition_tells_who_has_been_restricted_since(world: World) -> None:
    client, (first, second) = world.taspen(), (str(uuid4()), str(uuid4()))
    rows = [row(registrant(ONE)), row(registrant(OTHER))]
    assert client.verifikasiPeserta(registrant(ONE), idPesan=first).hasil.keterangan == "sesuai"
    client.verifikasiPesertaMassal(rows, idPesan=second)
    restrict(world.engine, world.vault, world.now, ONE.nip)
    assert refusal(lambda: client.verifikasiPeserta(registrant(ONE), idPesan=first)).kodeGalat == MANUAL
    assert refusal(lambda: client.verifikasiPesertaMassal(rows, idPesan=second)).kodeGalat == MANUAL
