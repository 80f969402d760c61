"""The command lines of KemenPANRB's and the insurer's clients."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapter.records.aggregates import aggregate
from adapter.security.keys import write_certificate, write_private_key
from clients.base import Connection
from clients.jsonl import to_line
from clients.panrb.__main__ import main as panrb
from clients.taspen.__main__ import main as taspen
from tests.clients.test_panrb import ASN, document
from tests.support.world import World


@pytest.fixture
def keys(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as `jembatan keys` makes it; and the command line is led into the world."""
    for name in ("server", "PANRB", "TASPEN"):
        write_certificate(tmp_path / f"{name}.cert.pem", world.identities[name].certificate)
        write_private_key(tmp_path / f"{name}.key.pem", world.identities[name].key)
    over_http = Connection.from_files

    def into_the_world(*given: object, **more: object) -> Connection:
        return replace(over_http(*given, **more), post=world.post, clock=world.clock)

    monkeypatch.setattr(Connection, "from_files", into_the_world)
    return tmp_path


def run(command: object, keys: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["--kunci-di", str(keys), "--alamat", "http://bkn.test", *arguments])


def test_tarik_writes_every_asn_as_a_line(keys: Path) -> None:
    target = keys / "asn.jsonl"
    assert run(panrb, keys, "tarik", "--ukuran", "9", "--ke", str(target)).exit_code == 0
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert len({row["idSemu"] for row in rows}) == len(rows) == len(ASN)


def test_tarik_by_filters_and_elements(keys: Path) -> None:
    result = run(panrb, keys, "tarik", "--jenis", "PPPK", "--elemen", "jenisAsn", "--elemen", "golonganPppk")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(rows) == len([person for person in ASN if person.kind == "PPPK"])
    assert {frozenset(row) for row in rows} == {frozenset({"jenisAsn", "golonganPppk"})}


def test_documents_are_sent_from_a_file_and_what_is_not_stored_is_named(keys: Path) -> None:
    path = keys / "informasi.jsonl"
    path.write_text("\n".join(map(to_line, [document(), document(nomorDokumen="9", tanggalDokumen=date(2027, 1, 1))])))
    result = run(panrb, keys, "kirim-informasi", str(path))
    assert "diterima 1, ditolak 1" in result.stdout
    assert "PENETAPAN_KEBUTUHAN 9: TANGGAL_DI_MASA_DEPAN" in result.stdout


def test_agregat_writes_every_cell_as_a_line(keys: Path, world: World) -> None:
    aggregate(world.engine, world.vault, date(2026, 10, 31), world.now)
    result = run(taspen, keys, "agregat", "JENIS_ASN", "--bulan", "2026-10")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {row["jenisAsn"] for row in rows} == {"PNS", "CPNS", "PPPK"}
    assert result.stderr.startswith("2026-10-31: 3 sel, ")


def test_a_month_without_data_is_a_line_that_says_which_there_are(keys: Path) -> None:
    result = run(taspen, keys, "agregat", "--bulan", "2026-09")
    assert result.exit_code == 1
    assert "belum ada data agregat" in result.stderr
