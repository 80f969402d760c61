"""The periodic verification: one session for a semester, its counts, its freshness, and what BKN finds itself."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from adapter.agreements.bpjs.translation import official_from
from adapter.records.models import Person
from adapter.records.officials import receive_officials
from adapter.records.population import nth_person
from adapter.records.synthetic import synthetic_officials
from adapter.records.verification import open_session
from clients.errors import AgreementRefused, ContractRefused
from tests.support.disputes import HOLDERS, cases, differing, report
from tests.support.records import restrict
from tests.support.rows import card, official
from tests.support.world import make_world

ONE = HOLDERS[0]


@pytest.fixture
def bpjs(world):
    return world.bpjs()


def result(client, **how):
    session = client.mulaiVerifikasiBerkala("2026", "II")
    return client.ambilHasilVerifikasiBerkala(session.idSesi, **how)


def test_a_semester_has_one_session_until_it_is_ended(world, bpjs):
    first = bpjs.mulaiVerifikasiBerkala("2026", "II")
    again = bpjs.mulaiVerifikasiBerkala("2026", "II")
    assert (first.sudahBerjalan, again.sudahBerjalan, again.idSesi) == (False, True, first.idSesi)
    assert bpjs.mulaiVerifikasiBerkala("2026", "I").idSesi != first.idSesi
    with world.store() as session:
        open_session(session, "BPJS", 2026, 2).ended_at = world.now
    assert bpjs.mulaiVerifikasiBerkala("2026", "II").idSesi != first.idSesi
    assert bpjs.ambilHasilVerifikasiBerkala(first.idSesi).berakhirPada == world.now


@pytest.mark.parametrize(("year", "semester", "path"), [("2027", "I", "tahun"), ("2015", "II", "tahun")])
def test_a_period_that_cannot_be(bpjs, year, semester, path):
    with pytest.raises(ContractRefused) as caught:
        bpjs.mulaiVerifikasiBerkala(year, semester)
    assert [item.jalur for item in caught.value.kesalahan] == [f"/mulaiVerifikasiBerkala/{path}"]


def test_a_semester_that_has_not_begun(engine, vault, now):
    in_may = now.replace(month=5)
    world = make_world(engine, vault, in_may, day=in_may)
    with pytest.raises(ContractRefused, match="semester ini belum mulai"):
        world.bpjs().mulaiVerifikasiBerkala("2026", "II")


def test_people_are_counted_once_and_the_counts_add_up(world, bpjs):
    bpjs.kirimKartuPesertaPns([card(person) for person in HOLDERS[:5]])
    report(bpjs, differing(ONE, "nik", "3171000101900009"), differing(ONE, "tempatLahir", "Tempat Lain"))
    found = result(bpjs)
    everybody = bpjs.ambilDataPegawai().jumlahSeluruhnya
    assert (found.diperiksa, found.sama, found.berbeda) == (5, 4, 1)
    assert (found.hanyaDiBkn, found.hanyaDiBpjs) == (everybody - 5, 0)
    assert len(found.perbedaan) == 2
    fresh = found.kemutakhiran
    assert fresh.sampai30Hari + fresh.sampai180Hari + fresh.lebihLama == everybody
    restrict(world.engine, world.vault, world.now, ONE.nip)
    assert (result(bpjs).diperiksa, result(bpjs).perbedaan) == (4, ())


def test_a_card_whose_holder_has_left_is_only_at_bpjs(world, bpjs):
    bpjs.kirimKartuPesertaPns([card(ONE)])
    with world.store() as session:
        index = world.vault.index("nip", ONE.nip)
        session.query(Person).filter(Person.nip_index == index).one().deceased = True
    assert result(bpjs).hanyaDiBpjs == 1


def test_how_fresh_the_records_are(world, bpjs):
    with world.store() as session:
        people = session.query(Person).all()
        for person in people:
            person.updated_at = world.now
        old = next(person for person in people if person.nip_index == world.vault.index("nip", ONE.nip))
        old.updated_at = world.now - timedelta(days=200)
    fresh = result(bpjs).kemutakhiran
    assert (fresh.lebihLama, fresh.sampai180Hari) == (1, 0)
    assert (fresh.terlama, fresh.terbaru) == (world.now - timedelta(days=200), world.now)


def test_bkn_finds_differences_in_officials_who_are_participants(world, bpjs):
    (one,) = synthetic_officials(1)
    person = next(p for p in map(nth_person, range(60)) if p.kind == "PNS" and p.nik and not p.restricted)
    row = replace(
        official(one), nik=person.nik, tanggalLahir=person.record.identity.born, jenisKelamin=person.record.job.gender,
        namaPegawaiPejabatNegara="Nama Lain Sekali",
    )  # fmt: skip
    with world.store() as session:
        # As it was received before this was compared at once.
        receive_officials(session, world.vault, [official_from(row)], world.now, "3f0e1c9a-0000-4000-8000-000000000001")
    assert bpjs.mulaiVerifikasiBerkala("2026", "II").jumlahKasusBaru == 1
    case = cases(bpjs)["namaPegawai"]
    assert (case.dilaporkanOleh, case.nilaiBpjs, case.nik) == ("BKN", "Nama Lain Sekali", person.nik)
    assert bpjs.mulaiVerifikasiBerkala("2026", "I").jumlahKasusBaru == 0


def test_a_settled_case_is_told_while_its_session_runs(world, bpjs):
    report(bpjs, differing(ONE, "nik", "3171000101900009"))
    bpjs.selesaikanPerbedaanData(cases(bpjs)["nik"].idKasus, None)
    world.now += timedelta(hours=1)
    assert result(bpjs).perbedaan == ()
    report(bpjs, differing(ONE, "tempatLahir", "Tempat Lain"))
    bpjs.selesaikanPerbedaanData(cases(bpjs)["tempatLahir"].idKasus, None)
    assert [case.status for case in result(bpjs).perbedaan] == ["DITOLAK"]


def test_a_session_and_a_page_that_nobody_gave(bpjs):
    session = bpjs.mulaiVerifikasiBerkala("2026", "II")
    with pytest.raises(ContractRefused, match="tidak ada sesi"):
        bpjs.ambilHasilVerifikasiBerkala("00000000-0000-4000-8000-000000000000")
    with pytest.raises(ContractRefused, match="belum pernah diberikan"):
        bpjs.ambilHasilVerifikasiBerkala(session.idSesi, sejakNomor=1)


def test_it_is_refused_after_the_end(engine, vault, now):
    world = make_world(engine, vault, now, extended=())
    with pytest.raises(AgreementRefused):
        world.bpjs().mulaiVerifikasiBerkala("2026", "II")


def test_many_who_begin_at_once_get_one_session(world):
    start, numbers = Barrier(4), []

    def begin() -> None:
        client = world.bpjs()
        start.wait()
        numbers.append(client.mulaiVerifikasiBerkala("2026", "II").idSesi)

    threads = [Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(numbers), len(set(numbers))) == (4, 1)
