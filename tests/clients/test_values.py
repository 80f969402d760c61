"""Values go through JSON Lines and come back as they were."""

from datetime import date, datetime
from pathlib import Path

import pytest

from adapter.agreements.bpjs.elements import DataPegawai, DataPejabatNegara, KartuPesertaPns
from adapter.agreements.sigtk.elements import Penganugerahan
from adapter.agreements.structures import AnggotaKeluarga, Instansi
from clients.errors import ClientError
from clients.jsonl import read_lines, to_line

HONOUR = Penganugerahan(
    idPenganugerahan="P-1", nip="199001012015091001", namaLengkap="Budi", jenis="GELAR", kodePenghargaan="X",
    namaPenghargaan="X", nomorKeppres="1/TK/Tahun 2025", tanggalKeppres=date(2025, 8, 1), tahun="2025",
    anumerta=False, status="DIANUGERAHKAN",
)  # fmt: skip
EMPLOYEE = DataPegawai(
    nik="0171000101900001", namaPegawai="Ma'ruf", jenisPeserta="PNS", instansiKerja=Instansi(namaInstansi="A"),
    tanggalMutakhir=datetime.fromisoformat("2026-11-20T09:00:00+07:00"),
    keluarga=(AnggotaKeluarga(hubunganKeluarga="ANAK", nama="Sari", tanggalLahir=date(2010, 1, 1), jenisKelamin="P"),),
)  # fmt: skip


@pytest.mark.parametrize("record", [HONOUR, EMPLOYEE], ids=lambda record: type(record).__name__)
def test_a_value_survives_json(tmp_path: Path, record):
    path = tmp_path / "records.jsonl"
    path.write_text(to_line(record) + "\n\n" + to_line(record) + "\n")
    assert list(read_lines(path, type(record))) == [record, record]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        pytest.param("[" * 100_000, id="deep"),
        '{"agama": "1"}',
        '{"nik": "1"}',
        '{"tanggalLahir": "31-12-1990"}',
        '{"keluarga": [1]}',
    ],
)
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, line):
    path = tmp_path / "records.jsonl"
    path.write_text(f"\n{line}\n")
    with pytest.raises(ClientError, match="baris 2"):
        list(read_lines(path, DataPejabatNegara))


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_in_another_encoding_is_named_and_not_quoted(tmp_path: Path, encoding):
    path = tmp_path / "records.jsonl"
    path.write_text('{"nama": "Andr\u00e9"}', encoding=encoding)
    with pytest.raises(ClientError, match=r"records\.jsonl: bukan teks UTF-8; simpan kembali"):
        list(read_lines(path, DataPejabatNegara))


def test_the_mark_that_some_editors_write_first_is_no_mistake(tmp_path: Path):
    path = tmp_path / "records.jsonl"
    path.write_text(to_line(HONOUR), encoding="utf-8-sig")
    assert list(read_lines(path, type(HONOUR))) == [HONOUR]


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(ClientError, match="tidak dapat dibaca"):
        list(read_lines(tmp_path / "none.jsonl", KartuPesertaPns))
