"""Rows of a list, read one by one: as the schema would read them in a message of their own."""

from datetime import date
from types import SimpleNamespace

import pytest

from adapter.agreements.rows import read_row
from adapter.agreements.structures import MasaKerja
from adapter.agreements.taspen.elements import BarisPendaftar, Pendaftar

GOOD = {
    "nomorPendaftaran": "D-1",
    "nip": "199001012015041901",
    "namaLengkap": "Banuraja Watugede",
    "tanggalLahir": "1990-01-01",
}


def problems(**changes: str | None) -> dict[str, str]:
    read = read_row(Pendaftar, BarisPendaftar(**{**GOOD, **changes}), "/x")
    return {problem.path: problem.code for problem in read} if isinstance(read, tuple) else {}


def test_good_row_becomes_a_record() -> None:
    made = read_row(Pendaftar, BarisPendaftar(**GOOD), "/x")
    assert made == Pendaftar(**{**GOOD, "tanggalLahir": date(1990, 1, 1)})  # type: ignore[arg-type] # each of its own type


def test_white_space_around_and_within_is_collapsed_and_nothing_is_absent() -> None:
    made = read_row(Pendaftar, BarisPendaftar(**{**GOOD, "namaLengkap": " Banuraja\t Watugede ", "nik": " "}), "/x")
    assert isinstance(made, Pendaftar)
    assert (made.namaLengkap, made.nik) == ("Banuraja Watugede", None)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("nip", None, "DATA_TIDAK_LENGKAP"), ("nip", "19900101201504190", "FORMAT_TIDAK_SAH"),
        ("nip", "199013012015041901", "FORMAT_TIDAK_SAH"), ("nik", "31710001019000O1", "FORMAT_TIDAK_SAH"),
        ("tanggalLahir", "1990-02-30", "FORMAT_TIDAK_SAH"), ("tanggalLahir", "19900101", "FORMAT_TIDAK_SAH"),
        ("tanggalLahir", "01-01-1990", "FORMAT_TIDAK_SAH"), ("tanggalLahir", "", "DATA_TIDAK_LENGKAP"),
        ("jenisAsn", "pns", "FORMAT_TIDAK_SAH"), ("namaLengkap", "x" * 151, "FORMAT_TIDAK_SAH"),
        ("nomorPendaftaran", "x" * 41, "FORMAT_TIDAK_SAH"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(name: str, value: str | None, code: str) -> None:
    assert problems(**{name: value}) == {f"/x/{name}": code}


def test_all_problems_of_a_row_at_once_and_no_value() -> None:
    read = read_row(Pendaftar, BarisPendaftar(nip="rahasia", jenisAsn="rahasia"), "/x")
    assert isinstance(read, tuple)
    assert len(read) == 5
    assert not any("rahasia" in problem.sentence for problem in read)


def test_record_that_is_no_row_is_a_programming_error() -> None:
    with pytest.raises(TypeError, match="texts and days only"):
        read_row(MasaKerja, SimpleNamespace(tahun="1", bulan="1"), "/x")
