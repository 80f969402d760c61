"""A new agreement is one new folder and its WSDL: no other file changes."""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import adapter.agreements
from adapter.records.population import nth_person
from adapter.registry.catalogue import load_agreements
from adapter.soap.wsdl import documents
from clients.base import PartnerClient
from clients.errors import AgreementRefused
from tests.support import certificates
from tests.support.world import ADDRESS, World

TOYS = Path(__file__).parent / "toy"


@pytest.fixture
def toy_world(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The world in which somebody has put the folder `koperasi` beside the other agreements."""
    monkeypatch.setattr(adapter.agreements, "__path__", [*adapter.agreements.__path__, str(TOYS)])
    yield replace(world, catalogue=load_agreements())
    for name in [name for name in sys.modules if name.startswith("adapter.agreements.koperasi")]:
        del sys.modules[name]


def toy_client(world: World, contracts: Path) -> PartnerClient:
    agreement = world.catalogue.agreement("KOPERASI")
    for name, document in documents(world.catalogue, ADDRESS).items():
        (contracts / name).write_bytes(document)
    world.identities["KOPERASI"] = certificates.good(world.now, "ec", "KOPERASI")
    world.register("KOPERASI")
    kind = type(
        "ToyClient", (PartnerClient,), {"agreement": agreement, "service": "LayananKoperasi", "purpose": "MENYAPA"}
    )
    return kind(world.connection("KOPERASI", contracts=contracts))


def greet(client: PartnerClient, nip: str):
    toy = importlib.import_module("adapter.agreements.koperasi.messages")
    return client.send(toy.SapaAnggota(kepala=client.kepala(), nip=nip), toy.SapaAnggotaJawaban)


def test_its_operation_answers_signed_and_journalled(toy_world, tmp_path):
    client = toy_client(toy_world, tmp_path)
    assert greet(client, nth_person(0).nip).anggota.nama == nth_person(0).name
    entry = toy_world.entries()[-1]
    assert (entry.agreement, entry.operation, entry.outcome) == ("KOPERASI", "sapaAnggota", "BERHASIL")
    assert len(toy_world.accesses(entry)) == 1


def test_its_common_operations_answer_too(toy_world, tmp_path):
    client = toy_client(toy_world, tmp_path)
    assert client.cekStatusPerjanjian().nomorMitra == "1/KOP/2026"
    assert [listed.nama for listed in client.ambilDaftarElemen().daftar] == ["anggota"]


def test_its_end_is_kept_too(toy_world, tmp_path):
    client = toy_client(toy_world, tmp_path)
    toy_world.now = toy_world.now.replace(year=2029, month=1)
    with pytest.raises(AgreementRefused, match="2028-12-31"):
        greet(client, nth_person(0).nip)


def test_the_other_contracts_do_not_change(toy_world):
    def without_toy(published):
        return {name: wsdl for name, wsdl in published.items() if not name.startswith("LayananKoperasi.")}

    published = documents(toy_world.catalogue, ADDRESS)
    assert len(published) == len(without_toy(published)) + 2
    assert without_toy(published) == without_toy(documents(load_agreements(), ADDRESS))
