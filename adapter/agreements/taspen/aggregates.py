"""ambilAgregatAsn: how many ASN there are, by place, grade, kind of post, age and kind; never a person."""

from collections.abc import Sequence
from datetime import date

from adapter.agreements.operation import Call, Operation
from adapter.agreements.taspen.aggregate_messages import (
    MAX_CELLS,
    SEL_AGREGAT,
    AmbilAgregatAsn,
    AmbilAgregatAsnJawaban,
    SelAgregat,
)
from adapter.clock import WIB
from adapter.errors import ContractViolation, Problem
from adapter.records import aggregate_tables
from adapter.records.aggregate_tables import By, Cell
from adapter.records.codes import PPPK_GRADES, RANKS
from adapter.registry.elements import require_elements

_DIMENSIONS = {
    "PROVINSI": (By.PROVINCE, ("kodeProvinsi",)),
    "KABUPATEN_KOTA": (By.REGENCY, ("kodeKabupatenKota",)),
    "GOLONGAN": (By.GRADE, ("golonganRuang", "golonganPppk")),
    "KELOMPOK_JABATAN": (By.POST_KIND, ("kelompokJabatan",)),
    "KELOMPOK_UMUR": (By.AGE, ("kelompokUmur",)),
    "JENIS_ASN": (By.KIND, ("jenisAsn",)),
}
"""A dimension on the wire: the dimension stored, and the elements that it needs."""


def _ambil_agregat_asn(call: Call, asked: AmbilAgregatAsn) -> AmbilAgregatAsnJawaban:
    """Pasal 4 ayat (1) huruf b. No person is touched: what is read has been made safe to publish."""
    # A dimension withdrawn by an addendum must not be left in the cells without its name.
    needed = {name for dimension in asked.dimensi for name in _DIMENSIONS[dimension][1]}
    require_elements(call.standing, SEL_AGREGAT, frozenset(needed))
    table = _table(call, asked)
    return AmbilAgregatAsnJawaban(
        kepala=call.heading,
        tanggalData=table.month_end,
        dihitungPada=table.computed_at.astimezone(WIB).replace(microsecond=0),
        ambang=table.threshold,
        halaman=asked.halaman or 1,
        jumlahHalaman=_pages(table.total),
        jumlahSel=table.total,
        sel=tuple(map(_sel, table.cells)),
    )


def _table(call: Call, asked: AmbilAgregatAsn) -> aggregate_tables.Table:
    """The page asked for. Raises ContractViolation with all that is wrong."""
    problems = []
    months = aggregate_tables.months(call.session)
    month_end = _month(asked.bulan, months)
    if month_end is None:
        problems.append(Problem("/ambilAgregatAsn/bulan", "FORMAT_TIDAK_SAH", _which_months(months)))
    if {"PROVINSI", "KABUPATEN_KOTA"} <= set(asked.dimensi):
        sentence = "sebutkan PROVINSI atau KABUPATEN_KOTA, tidak keduanya"
        problems.append(Problem("/ambilAgregatAsn/dimensi", "FORMAT_TIDAK_SAH", sentence))
    if problems or month_end is None:
        raise ContractViolation(tuple(problems))
    dimensions = By(sum(_DIMENSIONS[dimension][0] for dimension in set(asked.dimensi)))
    page = asked.halaman or 1
    table = aggregate_tables.table(call.session, month_end, dimensions, page, MAX_CELLS)
    if page > _pages(table.total):
        sentence = f"halaman terakhir adalah {_pages(table.total)}"
        raise ContractViolation((Problem("/ambilAgregatAsn/halaman", "FORMAT_TIDAK_SAH", sentence),))
    return table


def _month(asked: str | None, months: Sequence[date]) -> date | None:
    if asked is None:
        return months[-1] if months else None
    return next((day for day in months if f"{day:%Y-%m}" == asked), None)


def _which_months(months: Sequence[date]) -> str:
    if not months:
        return "belum ada data agregat; data dihitung setelah sebuah bulan berakhir"
    return f"tidak ada data untuk bulan itu; yang ada: {', '.join(f'{day:%Y-%m}' for day in months[-24:])}"


def _pages(cells: int) -> int:
    return max(1, -(-cells // MAX_CELLS))


def _sel(cell: Cell) -> SelAgregat:
    grade = cell.grade or None
    return SelAgregat(
        jenisAsn=cell.kind or None,
        kodeProvinsi=(cell.province or None) if cell.regency is None else None,
        kodeKabupatenKota=cell.regency or None,
        golonganRuang=grade if grade in RANKS else None,
        golonganPppk=grade if grade in PPPK_GRADES else None,
        kelompokJabatan=cell.post_kind or None,
        kelompokUmur=cell.age or None,
        jumlah=cell.people,
        jumlahKelulusan=cell.passed,
        disembunyikan=cell.people is None,
    )


OPERATIONS = (
    Operation(
        "ambilAgregatAsn",
        AmbilAgregatAsn,
        AmbilAgregatAsnJawaban,
        _ambil_agregat_asn,
        "Jumlah PNS, CPNS, dan PPPK serta kelulusan ASN per akhir bulan, menurut dimensi yang diminta",
        gives=SEL_AGREGAT,
    ),
)
