"""A folder that two parties write in."""

import os

import pytest

from adapter.agreements.terms import Side
from adapter.exchange.file_names import FileName, list_name, parse
from adapter.exchange.folder import BadFile, open_folder

NAME = FileName("BPJS", "kirimKartuPesertaPns", 12, "11111111-2222-3333-4444-555555555555")


def test_names_lead_there_and_back():
    assert NAME.request == "BPJS-kirimKartuPesertaPns-000012-11111111-2222-3333-4444-555555555555.permintaan.xml"
    assert parse(NAME.request) == parse(NAME.answer) == NAME
    assert list_name("BPJS", Side.BKN) == "BPJS-dari-BKN.daftar.xml"


@pytest.mark.parametrize(
    "name", ["", "apa.xml", f"../{NAME.request}", NAME.stem, NAME.request.upper(), "x.jawaban.xml"]
)
def test_what_is_no_name_of_ours(name):
    assert parse(name) is None


def test_the_same_is_left_and_another_takes_its_place(tmp_path):
    with open_folder(tmp_path) as folder:
        assert folder.write("one", b"first")
        before = (tmp_path / "one").stat()
        assert not folder.write("one", b"first")
        assert (tmp_path / "one").stat().st_ino == before.st_ino
        assert folder.write("one", b"other")
        assert folder.read("one", 5) == b"other"
        with pytest.raises(BadFile, match="4 are the most"):
            folder.read("one", 4)


def test_what_a_killed_process_left_goes_and_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").write_bytes(b"kept")
    (tmp_path / ".one.sementara").symlink_to(tmp_path / "elsewhere")
    with open_folder(tmp_path) as folder:
        folder.write("one", b"x")
        assert folder.names() == ["elsewhere", "one"]
    assert (tmp_path / "elsewhere").read_bytes() == b"kept"


def test_a_link_under_a_files_name_is_replaced_and_not_written_through(tmp_path):
    (tmp_path / "elsewhere").write_bytes(b"kept")
    (tmp_path / "one").symlink_to(tmp_path / "elsewhere")
    with open_folder(tmp_path) as folder:
        folder.write("one", b"x")
    assert (tmp_path / "elsewhere").read_bytes() == b"kept"
    assert not os.path.islink(tmp_path / "one")  # noqa: PTH114 - as the system sees it


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "inner").mkdir()
    with open_folder(tmp_path) as folder, pytest.raises(BadFile):
        folder.read("inner", 10)
