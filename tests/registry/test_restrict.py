"""The last cut before an answer leaves: what may not go is taken out at any depth, and the rest is not touched."""

from dataclasses import replace
from datetime import date

from adapter.agreements.bpjs.elements import DataPegawai
from adapter.agreements.bpjs.messages import KirimKartuPesertaPns
from adapter.agreements.structures import AnggotaKeluarga, Instansi
from adapter.registry.elements import restrict
from tests.agreements.test_wire import EMPLOYEE, HEADING

CHILD = AnggotaKeluarga(hubunganKeluarga="ANAK", nama="Sari", jenisKelamin="P", tanggalLahir=date(2010, 1, 1))
PARENT = replace(EMPLOYEE, keluarga=(CHILD,))
ALL = frozenset(DataPegawai.__slots__)
# Any message will do; what stands in a list is what counts.
MESSAGE = KirimKartuPesertaPns(kepala=HEADING, kartu=(PARENT, PARENT))  # type: ignore[arg-type]


def test_what_no_list_names_and_what_may_all_leave_is_the_very_same():
    assert restrict(MESSAGE, {}) is MESSAGE
    assert restrict(MESSAGE, {DataPegawai: ALL}) is MESSAGE


def test_a_list_and_a_single_value_are_taken_out():
    cut = restrict((PARENT,), {DataPegawai: ALL - {"keluarga", "nik"}})
    assert cut == (replace(PARENT, keluarga=(), nik=None),)


def test_a_record_inside_of_another_is_cut_too():
    allowed = {
        DataPegawai: ALL,
        AnggotaKeluarga: frozenset({"hubunganKeluarga"}),
        Instansi: frozenset({"namaInstansi"}),
    }
    (kept,) = restrict((PARENT,), allowed)
    assert (kept.keluarga[0].nama, kept.keluarga[0].hubunganKeluarga) == (None, "ANAK")
    assert kept.instansiKerja is PARENT.instansiKerja
