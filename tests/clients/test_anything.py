"""Every operation of the catalogue can be called from the command line, with JSON in and out."""

import json
from pathlib import Path

import pytest

from adapter.agreements.fields import members
from adapter.registry.catalogue import load_agreements
from clients.anything import example_of, offered_to
from clients.bkn import CLIENTS as BKN
from clients.bpjs import BpjsClient
from clients.bpjs.__main__ import main as bpjs
from clients.bpum import BpumClient
from clients.panrb import PanrbClient
from clients.sigtk import SigtkClient
from clients.taspen import TaspenClient
from tests.clients.test_cli import keys, run

__all__ = ["keys"]

EVERYBODY = [BpjsClient, BpumClient, PanrbClient, SigtkClient, TaspenClient, *BKN.values()]
CLIENTS = pytest.mark.parametrize("client", EVERYBODY)


def test_together_they_reach_the_whole_catalogue():
    whole = {operation.name for service in load_agreements().everything for operation in service.operations}
    assert {name for client in EVERYBODY for name in offered_to(client)} == whole


@CLIENTS
def test_every_operation_has_a_method(client):
    assert [name for name in offered_to(client) if not hasattr(client, name)] == []


@CLIENTS
def test_every_example_names_every_element(client):
    for name, offered in offered_to(client).items():
        asked = {member.name for member in members(offered.operation.request)}
        assert {*example_of(client, name), "kepala"} == asked


def test_operations_are_listed(keys):
    lines = run(bpjs, keys, "operasi").stdout.splitlines()
    assert [line.split("\t")[:2] for line in lines if line.startswith("ambilMutasi\t")] == [
        ["ambilMutasi", "LayananBpjs"]
    ]


def test_a_call_from_json_to_json(keys, tmp_path: Path):
    asked = tmp_path / "minta.json"
    asked.write_text('{"sejakToken": 0, "ukuranHalaman": 3}')
    answer = json.loads(run(bpjs, keys, "panggil", "ambilMutasi", "--isi", str(asked)).stdout)
    assert [len(answer["mutasi"]), answer["adaLagi"]] == [3, True]


def test_the_same_message_again(keys):
    one = "0b1e3c1e-0000-4000-8000-000000000001"
    answers = [run(bpjs, keys, "panggil", "cekStatusPerjanjian", "--id-pesan", one).stdout for _ in range(2)]
    assert [json.loads(answer)["kepala"]["ulangan"] for answer in answers] == [False, True]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("panggil", "ambilBulan"), "bukan operasi perjanjian BPJS"),
        (("panggil", "ambilMutasi", "--contoh", "--tujuan", "X", "--isi", "-"), ""),
        (("panggil", "ambilMutasi"), "isi permintaan tidak sesuai"),
        (("panggil", "cekStatusPerjanjian", "--tujuan", "X"), "TUJUAN_TIDAK_SAH"),
    ],
)
def test_what_goes_wrong_is_one_line(keys, arguments, said):
    result = run(bpjs, keys, *arguments)
    assert (result.exit_code, said in result.stderr) == (1 if said else 0, True)
    assert result.stderr.count("\n") <= 1


def test_a_file_that_is_no_json(keys, tmp_path: Path):
    asked = tmp_path / "minta.json"
    asked.write_text("[1]")
    assert "harus satu objek JSON" in run(bpjs, keys, "panggil", "ambilMutasi", "--isi", str(asked)).stderr
