"""Whole lists from a file: read, sent in parts, gone on with, and fetched page by page."""

from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapter.agreements.bpum.elements import Usulan
from clients.bpum.__main__ import main
from clients.errors import ClientError
from clients.lists import Waiting, pages, read_rows, unsent_parts
from tests.support.lists import people, proposal, stranger
from tests.support.world import World


@pytest.fixture
def bpum(world: World, monkeypatch: pytest.MonkeyPatch):
    """Runs the ministry's command against the world, as `python -m clients.bpum`."""
    monkeypatch.setattr("clients.group.connect", lambda *_, **__: world.bpum())
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def csv_file(path: Path, *rows: Usulan) -> Path:
    lines = ["nik,namaLengkap,tanggalLahir,namaInstansi"]
    lines += [",".join((row.nik or "", row.namaLengkap or "", row.tanggalLahir or "", "")) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_parts_hold_what_is_not_there_yet_and_the_last_is_marked():
    shape = lambda parts: [(part.number, part.last, list(part.rows)) for part in parts]  # noqa: E731 - shorter
    assert shape(unsent_parts("abcde", 2, 0)) == [(1, False, ["a", "b"]), (2, False, ["c", "d"]), (3, True, ["e"])]
    assert shape(unsent_parts("abcde", 2, 4)) == [(3, True, ["e"])]
    assert shape(unsent_parts("abcd", 2, 4)) == []


def test_a_csv_file_is_read_and_a_strange_column_is_told(tmp_path: Path):
    file = csv_file(tmp_path / "usulan.CSV", stranger(1), Usulan(nik="1"))
    assert list(read_rows(file, Usulan)) == [stranger(1), Usulan(nik="1")]
    file.write_text("nik,agama\n1,x\n")
    with pytest.raises(ClientError, match=r"usulan\.CSV, baris 2: bukan Usulan"):
        list(read_rows(file, Usulan))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_page_that_is_not_done_is_waited_for(world: World):
    client, slept = world.bpum(), []
    client.kirimUsulanPenerima("U", "PENERIMA", [stranger(1)])
    waiting = Waiting(3, lambda seconds: slept.append((seconds, world.work())))
    (page,) = pages(lambda number: client.ambilHasilVerifikasi("U", halaman=number), waiting=waiting)
    assert slept == [(3, 1)]
    assert page.kemajuan.status == "SELESAI"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_file_is_sent_and_its_results_fetched_by_command(world: World, bpum: partial[Result], tmp_path: Path):
    asn = next(people())
    file = csv_file(tmp_path / "usulan.csv", proposal(asn), stranger(1), stranger(2, nik="12"))
    sent = bpum("kirim-usulan", "U-1", file, "--tahap", "PENERIMA")
    assert sent.exit_code == 0, sent.output
    assert "bagian 1 baris 3: NIK_TIDAK_SAH" in sent.stderr
    assert "diterima 2, ditolak 1" in sent.stderr
    assert "diterima 0, ditolak 0" in bpum("kirim-usulan", "U-1", file, "--tahap", "PENERIMA").stderr
    world.work()
    fetched = bpum("ambil-hasil", "U-1", "--ke", tmp_path / "hasil.jsonl")
    assert fetched.exit_code == 0, fetched.output
    assert '"keterangan":"ASN"' in (tmp_path / "hasil.jsonl").read_text().splitlines()[0]
    returned = bpum("data-balikan", "B-1", csv_file(tmp_path / "balikan.csv", proposal(asn)))
    assert "bukan DataBalikan" in returned.stderr


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_unknown_list_is_one_line(world: World, bpum: partial[Result]):
    result = bpum("ambil-hasil", "TIDAK-ADA")
    assert result.exit_code == 1
    assert "tidak ada daftar dengan nomor ini" in result.stderr
