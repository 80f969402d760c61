"""The client of SIGTK against the real application."""

from dataclasses import replace
from datetime import date

import pytest

from adapter.agreements.sigtk.elements import Penganugerahan
from adapter.records.population import nth_person
from clients.errors import ClientError, ContractRefused
from tests.support.world import World

ACTIVE = [
    person
    for person in map(nth_person, range(60))
    if person.kind == "PNS" and person.record.job.legal_position == "01" and not person.restricted
]


def honour(index: int = 0, **changes: object) -> Penganugerahan:
    made = Penganugerahan(
        idPenganugerahan=f"P-{index}", nip=ACTIVE[index].nip, namaLengkap=ACTIVE[index].name,
        jenis="TANDA_KEHORMATAN", kodePenghargaan="SLKS10", namaPenghargaan="Satyalancana Karya Satya X Tahun",
        nomorKeppres="19/TK/Tahun 2025", tanggalKeppres=date(2025, 8, 1), tahun="2025", status="DIANUGERAHKAN",
    )  # fmt: skip
    return replace(made, **changes)


def results(world: World, *honours: Penganugerahan) -> list[str]:
    return [row.hasil for row in world.sigtk().kirimPenganugerahan(honours).hasil]


def test_people_come_in_the_order_asked(world: World):
    nips = [person.nip for person in reversed(ACTIVE[:5])]
    assert [row.nip for row in world.sigtk().ambilDataAsn("U-1", nip=nips).asn] == nips


def test_by_nik_as_well(world: World):
    person = next(person for person in ACTIVE if person.nik)
    assert world.sigtk().ambilDataAsn("U-1", nik=[person.nik]).asn[0].namaLengkap == person.name


def test_who_is_not_there_is_named(world: World):
    answer = world.sigtk().ambilDataAsn("U-1", nip=["199001012015091999", ACTIVE[0].nip])
    assert (answer.tidakDitemukan, len(answer.asn)) == (("199001012015091999",), 1)


def test_without_a_proposal_nothing_is_asked(world: World):
    with pytest.raises(ClientError, match="contract"):
        world.sigtk().ambilDataAsn(None, nip=[ACTIVE[0].nip])


def test_without_any_number_it_is_incomplete(world: World):
    with pytest.raises(ContractRefused, match="DATA_TIDAK_LENGKAP"):
        world.sigtk().ambilDataAsn("U-1")


def test_an_honour_is_stored_once_though_sent_twice(world: World):
    assert results(world, honour()) == ["TERSIMPAN"]
    assert results(world, honour()) == ["SUDAH_ADA"]
    (person,) = world.sigtk().ambilDataAsn("U-1", nip=[ACTIVE[0].nip]).asn
    assert [award.nomorKeppres for award in person.riwayatPenghargaan] == ["19/TK/Tahun 2025"]


def test_a_decree_written_otherwise_is_the_same_decree(world: World):
    assert results(world, honour(), honour(nomorKeppres="19/TK Tahun 2025")) == ["TERSIMPAN", "SUDAH_ADA"]


def test_a_revoked_honour_stays_in_the_history(world: World):
    revoked = honour(
        status="DICABUT", nomorKeppresPencabutan="5/TK/Tahun 2026", tanggalKeppresPencabutan=date(2026, 1, 5)
    )
    assert results(world, honour()) == ["TERSIMPAN"]
    assert results(world, revoked) == ["DICABUT"]
    (person,) = world.sigtk().ambilDataAsn("U-1", nip=[ACTIVE[0].nip]).asn
    assert [award.status for award in person.riwayatPenghargaan] == ["DICABUT"]


def test_a_revocation_without_a_decree_is_refused_with_its_place(world: World):
    with pytest.raises(ContractRefused) as refusal:
        results(world, honour(0), honour(1, status="DICABUT"))
    assert refusal.value.kodeGalat == "KEPPRES_TIDAK_ADA"
    assert all("penganugerahan[2]" in item.jalur for item in refusal.value.kesalahan)


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({"nip": "199001012015091999"}, "NIP_TIDAK_DITEMUKAN"),
        ({"namaLengkap": "Orang Lain"}, "NAMA_BERBEDA"),
        ({"tanggalKeppres": date(2026, 11, 21)}, "TANGGAL_KEPPRES_DI_MASA_DEPAN"),
    ],
)
def test_what_cannot_be_is_not_stored(world: World, changes, result):
    assert results(world, honour(**changes)) == [result]


def test_the_name_is_compared_by_the_name_rule(world: World):
    first, *rest = ACTIVE[0].name.split()
    assert results(world, honour(namaLengkap=f"Dr. {' '.join([*rest, first.upper()])}, S.H.")) == ["TERSIMPAN"]
    assert results(world, honour(1, namaLengkap=f"{ACTIVE[1].name}x")) == ["NAMA_BERBEDA"]


def test_the_same_id_for_another_honour(world: World):
    assert results(world, honour(), honour(kodePenghargaan="SLKS20")) == ["TERSIMPAN", "BERBEDA_ISI"]


def test_reference_codes_since_a_version(world: World):
    client = world.sigtk()
    whole = client.ambilReferensi("GOLONGAN")
    assert len(whole.referensi) >= 17
    assert client.ambilReferensi("GOLONGAN", sejakVersi=whole.versi).referensi == ()
