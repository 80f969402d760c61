"""25. Kahar, kebocoran, tanda tangan.

Given keadaan kahar dilaporkan dalam 7 hari (SETNEG/BPJS) atau 14 hari kalender (TL/PANRB/KUMKM) dengan lampiran, Then
jatuh tempo ditunda dan berjalan lagi setelah berakhir; Given kebocoran pada penerima, When dilaporkan, Then pihak lain
menerima daftar subjek terdampak dalam batas 3×24 jam; Given pesan diubah/diputar ulang/tanpa tanda tangan, Then
ditolak `TANDA_TANGAN_TIDAK_SAH` dan tidak ada data keluar.

Di sini: kebocoran.
"""

from datetime import timedelta

import pytest
from sqlalchemy import text

from adapter.agreements.kerja_sama.incidents import telling
from adapter.agreements.terms import Side
from adapter.journal import incidents
from adapter.records.population import nth_person
from clients.errors import ContractRefused
from tests.support.partners import partner
from tests.support.world import World

LEAK = {"uraianData": "NIP dan alamat", "kronologi": "Laptop hilang", "penanganan": "Kunci dicabut"}


def test_a_leak_at_the_receiver_is_told_with_its_people_in_time(world: World) -> None:
    # Given kebocoran pada penerima
    bpjs, agreement = world.bpjs(), world.catalogue.agreement("BPJS")
    given = [row.nomorIdentitasPegawai for row in bpjs.ambilDataPegawai(ukuranHalaman=20).pegawai]
    # When dilaporkan
    known = world.now + timedelta(hours=1)
    world.now += timedelta(hours=5)
    answer = bpjs.laporkanKegagalanPelindungan(
        waktuKejadian=known - timedelta(minutes=30), waktuDiketahui=known, subjekTerdampak=tuple(given[:3]), **LEAK
    )
    # Then pihak lain menerima daftar subjek terdampak dalam batas 3×24 jam
    assert answer.batasWaktu == known + timedelta(hours=72)
    assert (answer.lewatSasaran, answer.jumlahSubjek) == (False, 3)
    with world.store() as session:
        incident = incidents.find(session, answer.nomorInsiden)
        assert incidents.failure_of(world.vault, incident).subjects == tuple(given[:3])
        everybody = incidents.affected(
            session, world.vault, agreement, Side.PARTNER, known - timedelta(days=1), world.now
        )
        assert sorted(one.number or "" for one in everybody) == sorted(given)


def test_bkn_tells_the_partner_and_the_partner_receives_the_list(world: World) -> None:
    number = nth_person(0).nip
    failure = incidents.Failure(world.now - timedelta(hours=4), world.now, "NIP", "Salah kirim", "Ditarik", (number,))
    with world.store() as session:
        agreement = world.catalogue.agreement("BPJS")
        incidents.tell(session, world.vault, agreement, Side.BKN, failure, world.now)
    (told,) = world.bpjs().ambilLogPemanfaatan().insiden
    assert (told.subjekTerdampak, told.batasWaktu) == ((number,), world.now + timedelta(hours=72))
    assert world.bpjs().ambilLogPemanfaatan(nomorInsiden=told.nomorInsiden).insiden == (told,)
    with pytest.raises(ContractRefused, match="tidak ada insiden terbuka"):
        partner(world, "PANRB").ambilLogPemanfaatan(nomorInsiden=told.nomorInsiden)
    assert partner(world, "PANRB").ambilLogPemanfaatan().insiden == ()


def test_one_who_told_is_not_told_again_and_a_closed_one_is_told_no_more(world: World) -> None:
    world.bpjs().laporkanKegagalanPelindungan(waktuKejadian=world.now, waktuDiketahui=world.now, **LEAK)
    assert world.bpjs().ambilLogPemanfaatan().insiden == ()
    with world.store() as session:
        agreement = world.catalogue.agreement("BPJS")
        failure = incidents.Failure(world.now, world.now, "NIP", "Salah kirim", "Ditarik")
        told = incidents.tell(session, world.vault, agreement, Side.BKN, failure, world.now)
        incidents.close(session, told.number, by="petugas", reason="selesai", now=world.now)
    assert world.bpjs().ambilLogPemanfaatan().insiden == ()


def test_the_people_of_many_incidents_are_named_as_far_as_they_fit(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "MOST_PEOPLE", 3)
    with world.store() as session:
        for _ in range(2):
            people = tuple(nth_person(number).nip for number in range(2))
            failure = incidents.Failure(world.now, world.now, "NIP", "Salah kirim", "Ditarik", people)
            incidents.tell(session, world.vault, world.catalogue.agreement("BPJS"), Side.BKN, failure, world.now)
    told = world.bpjs().ambilLogPemanfaatan().insiden
    assert [(one.jumlahSubjek, len(one.subjekTerdampak)) for one in told] == [(2, 2), (2, 0)]


def test_it_is_told_after_the_agreements_end_too(world: World) -> None:
    world.now += timedelta(days=340)
    answer = world.bpjs().laporkanKegagalanPelindungan(
        waktuKejadian=world.now - timedelta(days=3), waktuDiketahui=world.now - timedelta(days=2), **LEAK
    )
    assert answer.lewatSasaran


def test_nobody_reads_in_the_database_whom_it_is_about(world: World) -> None:
    number = nth_person(0).nip
    world.bpjs().laporkanKegagalanPelindungan(
        waktuKejadian=world.now, waktuDiketahui=world.now, subjekTerdampak=(number,), **LEAK
    )
    with world.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM incident")).all()
    assert len(rows) == 1
    assert number.encode() not in b"".join(bytes(value) if isinstance(value, memoryview) else str(value).encode()
                                           for row in rows for value in row)  # fmt: skip


def test_times_that_contradict_each_other_are_all_told(world: World) -> None:
    with pytest.raises(ContractRefused) as refused:
        world.bpjs().laporkanKegagalanPelindungan(
            waktuKejadian=world.now + timedelta(days=2), waktuDiketahui=world.now + timedelta(days=1), **LEAK
        )
    assert len(refused.value.kesalahan) == 3
