"""The client of BPJS Kesehatan against the real application."""

from dataclasses import replace

import pytest

from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.records.population import nth_person
from adapter.records.synthetic import synthetic_officials
from adapter.security.keys import write_certificate, write_private_key
from clients.base import Connection
from clients.bpjs import BpjsClient
from clients.errors import ClientError, ContractRefused, NotReached, RequestRefused
from clients.transport import post_over_http
from tests.support.world import ADDRESS, World

PEOPLE = [nth_person(index) for index in range(60)]
EXCHANGED = [person for person in PEOPLE if person.kind != "PPPK" and not person.restricted]


def card(index: int) -> KartuPesertaPns:
    person = [person for person in EXCHANGED if person.kind == "PNS"][index]
    return KartuPesertaPns(nomorIdentitasPegawai=person.nip, namaPns=person.name, nomorKartuPeserta=person.card)


def test_pages_bring_everybody_once_and_no_pppk(world: World):
    pages = list(world.bpjs().halaman_pegawai(page_size=7))
    numbers = [row.nomorIdentitasPegawai for page in pages for row in page.pegawai]
    assert len(pages) > 3
    assert sorted(numbers) == sorted(person.nip for person in EXCHANGED)
    assert pages[0].jumlahSeluruhnya == len(numbers)


def test_a_family_comes_with_its_head(world: World):
    (page,) = world.bpjs().halaman_pegawai(page_size=1000)
    found = {row.nomorIdentitasPegawai: [member.nama for member in row.keluarga] for row in page.pegawai}
    expected = {person.nip: [member.name for member in person.record.family] for person in EXCHANGED}
    assert found == expected
    assert any(found.values())


def test_cards_are_stored_once(world: World):
    client = world.bpjs()
    first, again = client.kirimKartuPesertaPns([card(0), card(1)]), client.kirimKartuPesertaPns([card(0)])
    assert [row.hasil for row in first.baris] == ["TERSIMPAN", "TERSIMPAN"]
    assert [row.hasil for row in again.baris] == ["TIDAK_BERUBAH"]


def test_a_card_for_another_name_or_nobody_is_not_stored(world: World):
    wrong = [replace(card(0), namaPns="Orang Lain"), replace(card(1), nomorIdentitasPegawai="199001012015091999")]
    result = world.bpjs().kirimKartuPesertaPns(wrong)
    assert [row.hasil for row in result.baris] == ["NAMA_BERBEDA", "TIDAK_DITEMUKAN"]
    assert (result.jumlahDiterima, result.jumlahDitolak) == (0, 2)


def test_officials_are_stored_once(world: World):
    rows = [
        DataPejabatNegara(
            nik=o.nik, namaPegawaiPejabatNegara=o.name, nomorKartuPeserta=o.card, tanggalLahir=o.born,
            jenisKelamin=o.gender, jenisPeserta=o.kind,
        )
        for o in synthetic_officials(3)
    ]  # fmt: skip
    client = world.bpjs()
    assert client.kirimDataPejabatNegara(rows).jumlahDiterima == 3
    assert {row.hasil for row in client.kirimDataPejabatNegara(rows).baris} == {"TIDAK_BERUBAH"}


def test_every_mutation_once_by_token(world: World):
    client, token, seen = world.bpjs(), 0, []
    more = True
    while more:
        page = client.ambilMutasi(token, ukuranHalaman=2)
        seen += [mutasi.tokenUrut for mutasi in page.mutasi]
        token, more = page.tokenBerikutnya, page.adaLagi
    assert seen == sorted(set(seen))
    assert client.ambilMutasi(token).mutasi == ()


@pytest.mark.parametrize("size", [0, 1001])
def test_a_page_size_out_of_bounds(world: World, size):
    with pytest.raises(ContractRefused) as refusal:
        world.bpjs().ambilDataPegawai(ukuranHalaman=size)
    assert [item.jalur for item in refusal.value.kesalahan] == ["/ambilDataPegawai/ukuranHalaman"]


def test_a_nip_of_17_digits_in_two_rows_both_told(world: World):
    short = replace(card(0), nomorIdentitasPegawai="19900101201509100")
    with pytest.raises(ContractRefused) as refusal:
        world.bpjs().kirimKartuPesertaPns([short, card(1), short])
    assert [item.jalur for item in refusal.value.kesalahan] == [
        "/kirimKartuPesertaPns/kartu[1]/nomorIdentitasPegawai",
        "/kirimKartuPesertaPns/kartu[3]/nomorIdentitasPegawai",
    ]


def test_what_the_contract_does_not_allow_is_not_sent(world: World):
    calls = []
    with pytest.raises(ClientError, match="contract"):
        world.bpjs(post=lambda *call: calls.append(call)).kirimKartuPesertaPns([replace(card(0), namaPns=None)])
    assert calls == []


def test_a_server_that_is_not_there(world: World):
    client = world.bpjs(address="http://127.0.0.1:9", post=post_over_http)
    with pytest.raises(NotReached, match="is the server up"):
        client.cekStatusPerjanjian()


def test_an_address_that_is_no_service(world: World):
    with pytest.raises(NotReached, match="HTTP 404"):
        world.bpjs(address=f"{ADDRESS}/lain").cekStatusPerjanjian()


def test_a_missing_contract(world: World, tmp_path):
    with pytest.raises(ClientError, match="wsdl export"):
        world.bpjs(contracts=tmp_path)


def test_a_refusal_names_the_first_mistakes(world: World):
    with pytest.raises(ContractRefused, match=r"\[/ambilDataPegawai/kursor: .+\]$"):
        world.bpjs().ambilDataPegawai(kursor="bukan-kursor")


def test_a_connection_from_files(world: World, tmp_path):
    for name in ("BPJS", "server"):
        write_certificate(tmp_path / f"{name}.cert.pem", world.identities[name].certificate)
    write_private_key(tmp_path / "BPJS.key.pem", world.identities["BPJS"].key)
    made = Connection.from_files(
        ADDRESS, key=f"{tmp_path}/BPJS.key.pem", certificate=tmp_path / "BPJS.cert.pem",
        server_certificate=tmp_path / "server.cert.pem", user="u",
    )  # fmt: skip
    assert BpjsClient(replace(made, post=world.post, clock=world.clock)).cekStatusPerjanjian().status == "BERLAKU"


def test_a_refusal_reads_as_one_line(world: World):
    with pytest.raises(RequestRefused) as refusal:
        world.bpjs().ambilDataPegawai(elemenDiminta=["agama"])
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).startswith("ELEMEN_TIDAK_DIIZINKAN: ")
