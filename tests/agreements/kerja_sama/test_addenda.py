"""Addenda and letters over the wire: who approves, what each version of the lists may ask, and what is refused."""

from datetime import date, timedelta

import pytest

from adapter.agreements.bpjs.elements import KartuPesertaPns
from adapter.agreements.bpjs.messages import AmbilDataPegawai, AmbilDataPegawaiJawaban
from adapter.agreements.kerja_sama.addenda.messages import ElemenTambahan, Perubahan
from adapter.agreements.terms import Side
from adapter.records.population import nth_person
from adapter.registry import addenda, letters
from clients.errors import ContractRefused, RequestRefused
from tests.clients.test_sigtk import honour

DAY = date(2026, 11, 20)
PERSON = next(person for person in map(nth_person, range(60)) if person.kind == "PNS" and not person.restricted)


def change(kind, element="nik", listed="dataPegawai", kardinalitas=None):
    return Perubahan(jenis=kind, daftar=listed, elemen=element, kardinalitas=kardinalitas)


def propose(client, *changes, number="AD-1", first=DAY):
    return client.ajukanAdendum(number, changes, tanggalTandaTangan=DAY, berlakuMulai=first)


def approve(world, number="AD-1", code="BPJS"):
    with world.store() as session:
        agreement = world.catalogue.agreement(code)
        addenda.approve(session, agreement, Side.BKN, number, team_member=None, by="uji", now=world.now)


def pull(client, *names):
    return client.ambilDataPegawai(ukuranHalaman=5, elemenDiminta=names)


def element(client, name, listed="dataPegawai"):
    (found,) = (each for each in client.ambilDaftarElemen().daftar if each.nama == listed)
    return next(each for each in found.elemen if each.nama == name)


def test_proposed_and_not_approved_it_changes_nothing(world):
    client = world.bpjs()
    assert propose(client, change("CABUT")).status == "DIUSULKAN"
    with pytest.raises(ContractRefused) as refusal:
        client.setujuiAdendum("AD-1")
    assert [each.jalur for each in refusal.value.galat.kesalahan] == ["/setujuiAdendum/nomorAdendum"]
    assert any(row.nik for row in pull(client).pegawai)


@pytest.mark.parametrize("number", ["AD\u200b-1", "\u00a0AD-1"])
def test_a_number_that_could_never_be_approved_is_not_proposed(world, number):
    with pytest.raises(ContractRefused) as refusal:
        propose(world.bpjs(), change("CABUT"), number=number)
    assert [each.jalur for each in refusal.value.galat.kesalahan] == ["/ajukanAdendum/nomorAdendum"]


def test_the_partner_approves_what_bkn_proposes(world):
    with world.store() as session:
        changes = (addenda.ElementChange("CABUT", "dataPegawai", "nik"),)
        proposal = addenda.Proposal("AD-1", DAY, DAY, changes)
        addenda.propose(session, world.catalogue.agreement("BPJS"), Side.BKN, proposal, by="uji", now=world.now)
    answer = world.bpjs().setujuiAdendum("AD-1")
    assert (answer.status, answer.berlakuMulai) == ("DISETUJUI", DAY)
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        pull(world.bpjs(), "nik")


def test_across_a_withdrawal_an_older_version_is_told_what_it_would_miss(world):
    client = world.bpjs()
    propose(client, change("CABUT"))
    approve(world)
    with pytest.raises(RequestRefused, match=r"ELEMEN_DICABUT.*: nik"):
        pull(client)
    assert pull(client, "tempatLahir").kepala.versiElemen == "BPJS-1.1"
    assert client.ambilDaftarElemen().kepala.versiElemen == "BPJS-1.1"
    assert not any(row.nik for row in pull(client).pegawai)


def test_across_additions_an_older_version_serves_for_ninety_days(world):
    client = world.bpjs()
    world.amend("BPJS", ("TAMBAH", "dataPegawai", "nik"))
    world.now += timedelta(days=90)
    pull(client)
    world.now += timedelta(days=1)
    told = r"BPJS-1 sesudah 2027-02-18 \(yang berlaku BPJS-1\.1\)"
    with pytest.raises(RequestRefused, match=told):
        pull(client)
    assert client.cekStatusPerjanjian().kepala.versiElemen == "BPJS-1.1"


def test_a_letter_does_not_make_a_version_old(world):
    client = world.bpjs()
    client.ajukanPermintaanDataTambahan(
        "S-1", [ElemenTambahan(daftar="dataPegawai", elemen="nik")], tanggalSurat=DAY, alasan="uji"
    )
    grant(world, until=DAY + timedelta(days=200))
    world.now += timedelta(days=150)
    pull(client)


def test_a_version_that_never_was(world):
    client = world.bpjs()
    client.element_version = "BPJS-1.1"
    with pytest.raises(RequestRefused, match=r"ELEMEN_TIDAK_DIIZINKAN.*BPJS-1"):
        pull(client)


def test_a_repetition_after_an_addition_brings_the_same_answer(world):
    client = world.bpjs()
    kartu = [card()]
    first = client.kirimKartuPesertaPns(kartu, idPesan="11111111-1111-4111-8111-111111111111")
    world.now += timedelta(minutes=1)
    world.amend("BPJS", ("TAMBAH", "dataPegawai", "nik"))
    again = client.kirimKartuPesertaPns(kartu, idPesan="11111111-1111-4111-8111-111111111111")
    assert (again.kepala.ulangan, again.kepala.nomorHasil) == (True, first.kepala.nomorHasil)


def test_an_element_made_mandatory_is_missed_with_its_path(world):
    client = world.sigtk()
    propose(client, change("UBAH", "nomorPiagam", "penganugerahan", "1"))
    approve(world, code="SIGTK")
    assert element(client, "nomorPiagam", "penganugerahan").wajib is True
    given = [honour(nomorPiagam="P-1"), honour(1), honour(2)]
    with pytest.raises(ContractRefused) as refusal:
        client.kirimPenganugerahan(given)
    path = "/kirimPenganugerahan/penganugerahan[{}]/nomorPiagam"
    assert [each.jalur for each in refusal.value.galat.kesalahan] == [path.format(2), path.format(3)]
    assert refusal.value.kodeGalat == "DATA_TIDAK_LENGKAP"


def test_all_that_is_wrong_with_a_proposal_comes_at_once(world):
    with pytest.raises(ContractRefused) as refusal:
        propose(world.bpjs(), change("CABUT", "agama"), change("CABUT"), change("TAMBAH"), first=date(2016, 1, 1))
    assert [each.jalur for each in refusal.value.galat.kesalahan] == [
        "/ajukanAdendum/berlakuMulai",
        "/ajukanAdendum/perubahan[1]/elemen",
        "/ajukanAdendum/perubahan[3]/elemen",
    ]
    assert refusal.value.kodeGalat == "FORMAT_TIDAK_SAH"


def grant(world, *, until, letter="S-1"):
    agreement = world.catalogue.agreement("BPJS")
    with world.store() as session:
        row = letters.letter_numbered(session, agreement, letter)
        decision = letters.Decision("DISETUJUI", letters.asked_for(row), until, "J-1")
        letters.answer_letter(session, agreement, letter, decision, by="uji", now=world.now)


def test_a_letter_lets_an_element_pass_and_the_list_says_until_when(world):
    world.amend("BPJS", ("CABUT", "dataPegawai", "nik"))
    world.now += timedelta(minutes=1)
    client, until = world.bpjs(), DAY + timedelta(days=10)
    ask = {"tanggalSurat": DAY, "alasan": "uji", "berlakuSampai": until}
    asked = [ElemenTambahan(daftar="dataPegawai", elemen="nik")]
    assert client.ajukanPermintaanDataTambahan("S-1", asked, **ask).keputusan == "MENUNGGU"
    grant(world, until=until)
    told = client.ajukanPermintaanDataTambahan("S-1", asked, **ask)
    assert (told.keputusan, told.berlakuSampai, told.nomorJawaban) == ("DISETUJUI", until, "J-1")
    listed = element(client, "nik")
    assert (listed.berlaku, listed.nomorSurat, listed.berlakuSampai) == (True, "S-1", until)
    world.now += timedelta(days=10)
    assert any(row.nik for row in pull(client, "nik").pegawai)
    world.now += timedelta(days=1)
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        pull(client, "nik")
    assert element(client, "nik").nomorSurat is None


def test_what_a_letter_let_pass_is_not_repeated_after_its_last_day(world):
    world.amend("BPJS", ("CABUT", "dataPegawai", "nik"))
    world.now += timedelta(minutes=1)
    client = world.bpjs()
    asked = [ElemenTambahan(daftar="dataPegawai", elemen="nik")]
    client.ajukanPermintaanDataTambahan("S-1", asked, tanggalSurat=DAY, alasan="uji")
    grant(world, until=DAY)
    client.ambilDaftarElemen()
    question = AmbilDataPegawai(kepala=client.kepala(), ukuranHalaman=5)
    assert any(row.nik for row in client.send(question, AmbilDataPegawaiJawaban).pegawai)
    world.now += timedelta(days=1)
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        client.send(question, AmbilDataPegawaiJawaban)


def card(**changes):
    given = {"nomorIdentitasPegawai": PERSON.nip, "namaPns": PERSON.name, "nomorKartuPeserta": PERSON.card, **changes}
    return KartuPesertaPns(**given)
