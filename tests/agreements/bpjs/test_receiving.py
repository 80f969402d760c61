"""What BPJS Kesehatan keeps of employees: BKN's word, its own beside it, and every difference once."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from adapter.agreements.bpjs.elements import DataPegawai
from adapter.agreements.bpjs.messages import Mutasi
from adapter.agreements.bpjs.receiving import EMPLOYEES, differences_to_report, take_changes, take_employees
from adapter.agreements.holding import standing_record, take_own
from adapter.agreements.lines import from_line
from adapter.agreements.receiving import Incoming
from adapter.agreements.structures import Alamat, PangkatGolonganRuang
from adapter.records.database import writing
from adapter.records.held import OWN, RECEIVED, find
from adapter.records.held_differences import count_differences, mark_reported
from tests.support.records import NIK, NIP

MESSAGE = "3f0e1c9a-0000-4000-8000-000000000001"


def rank(grade: str) -> PangkatGolonganRuang:
    return PangkatGolonganRuang(pangkat="Penata", golonganRuang=grade)


GIVEN = DataPegawai(
    nomorIdentitasPegawai=NIP, nik=NIK, namaPegawai="Banuraja Watugede", tanggalLahir=date(1990, 1, 1),
    alamatDomisili=Alamat(alamat="Jalan Contoh 1"), pangkatGolonganRuang=rank("III/b"),
    tanggalMutakhir=datetime.fromisoformat("2026-11-20T09:00:00+07:00"),
)  # fmt: skip
OWN_DATA = DataPegawai(nomorIdentitasPegawai=NIP, tanggalMutakhir=datetime.fromisoformat("2026-06-01T09:00:00+07:00"))


def mutation(
    record: DataPegawai, token: int, change: str = "UBAH", *elements: str, since: date = date(2026, 11, 1)
) -> Mutasi:
    return Mutasi(
        idMutasi=MESSAGE, tokenUrut=token, jenisPerubahan=change, dampak="NON_FINANSIAL", berlakuMulai=since,
        elemenBerubah=elements, pegawai=record,
    )  # fmt: skip


class Holder:
    """BPJS Kesehatan's end, without a wire."""

    def __init__(self, engine, vault, now) -> None:
        self._engine, self._vault, self._now = engine, vault, now

    def _do(self, taker, *given, **how):
        with writing(self._engine) as session:
            return taker(Incoming(session, self._vault, self._now, MESSAGE), *given, **how)

    def receive(self, *rows: DataPegawai) -> list[str]:
        return [receipt.result for receipt in self._do(take_employees, rows)]

    def change(self, *rows: Mutasi) -> list[str]:
        return [receipt.result for receipt in self._do(take_changes, rows)]

    def own(self, *rows: DataPegawai, **how) -> list[str]:
        return [receipt.result for receipt in self._do(lambda to, all_: take_own(to, EMPLOYEES, all_, **how), rows)]

    def record(self) -> DataPegawai | None:
        def ask(to):
            key = self._vault.index("nip", NIP)
            found = [find(to.session, to.vault, EMPLOYEES.place, [key], origin=one).get(key) for one in (OWN, RECEIVED)]
            records = [one and from_line(one.payload, DataPegawai) for one in found]
            return standing_record(EMPLOYEES, *records)

        return self._do(ask)

    def reports(self):
        return self._do(lambda to: differences_to_report(to.session, to.vault, 100))

    def told(self, *results) -> None:
        self._do(lambda to: mark_reported(to.session, results, self._now))

    def count(self) -> int:
        return self._do(lambda to: count_differences(to.session, EMPLOYEES.place))


@pytest.fixture
def holder(engine, vault, now) -> Holder:
    return Holder(engine, vault, now)


def test_the_same_record_twice_is_kept_once(holder):
    assert holder.receive(GIVEN) == ["TERSIMPAN"]
    assert holder.receive(GIVEN, replace(GIVEN, nomorIdentitasPegawai=None)) == ["TIDAK_BERUBAH", "TANPA_KUNCI"]
    assert holder.record() == GIVEN


def test_a_giver_corrects_its_own_statement_where_the_holder_has_none(holder):
    holder.receive(GIVEN)
    corrected = replace(GIVEN, nik="3171000101900009", alamatDomisili=None)
    holder.receive(corrected)
    assert (holder.record(), holder.count()) == (corrected, 0)


def test_what_bkn_decides_is_taken_over_and_the_holders_own_let_go(holder):
    holder.own(replace(OWN_DATA, pangkatGolonganRuang=rank("III/a")))
    holder.receive(GIVEN)
    assert (holder.record().pangkatGolonganRuang, holder.count()) == (rank("III/b"), 0)
    # It does not come up again when BKN's record has none any more.
    holder.receive(replace(GIVEN, pangkatGolonganRuang=None))
    assert holder.record().pangkatGolonganRuang is None


def test_what_neither_decides_stays_and_is_noted_once(holder):
    holder.own(replace(OWN_DATA, nik="3171000101900009"))
    for _ in range(2):
        holder.receive(GIVEN)
    ((_, report),) = holder.reports()
    assert (report.nip, report.namaElemen, report.nilaiBpjs) == (NIP, "nik", "3171000101900009")
    assert (report.tanggalPernyataan, holder.record().nik) == (None, "3171000101900009")
    assert (holder.record().namaPegawai, holder.count()) == (GIVEN.namaPegawai, 1)


def test_the_order_of_own_and_received_does_not_matter(holder):
    holder.receive(GIVEN)
    holder.own(replace(OWN_DATA, nik="3171000101900009", pangkatGolonganRuang=rank("III/a")))
    assert (holder.record().nik, holder.record().pangkatGolonganRuang) == ("3171000101900009", rank("III/b"))
    assert holder.count() == 1


def test_what_was_reported_is_not_reported_again_until_it_is_another_difference(holder):
    holder.own(replace(OWN_DATA, nik="3171000101900009"))
    holder.receive(GIVEN)
    holder.told((holder.reports()[0][0].id, "TERCATAT", MESSAGE))
    holder.receive(replace(GIVEN, tempatLahir="Contoh"))
    assert (holder.reports(), holder.count()) == ([], 1)
    holder.receive(replace(GIVEN, nik="3171000101900008"))
    assert len(holder.reports()) == holder.count() == 1


@pytest.mark.parametrize("how", ["given-yields", "own-yields", "given-goes", "own-goes"])
def test_a_difference_is_gone_when_they_agree_or_one_says_nothing(holder, how):
    own = replace(OWN_DATA, nik="3171000101900009")
    holder.own(own)
    holder.receive(GIVEN)
    {
        "given-yields": lambda: holder.receive(replace(GIVEN, nik=own.nik)),
        "own-yields": lambda: holder.own(replace(own, nik=NIK)),
        "given-goes": lambda: holder.change(mutation(GIVEN, 1, "HAPUS")),
        "own-goes": lambda: holder.own(own, remove=True),
    }[how]()
    assert (holder.count(), holder.reports()) == (0, [])


def test_an_address_follows_only_a_mutation_that_declares_it_later(holder):
    mine = Alamat(alamat="Jalan Sendiri 9")
    holder.own(replace(OWN_DATA, alamatDomisili=mine))
    holder.receive(GIVEN)
    ((_, report),) = holder.reports()
    assert (holder.record().alamatDomisili, report.tanggalPernyataan) == (mine, date(2026, 6, 1))
    other = replace(GIVEN, tempatLahir="Contoh")
    holder.change(mutation(other, 1, "UBAH", "tempatLahir"))
    assert holder.record().alamatDomisili == mine
    moved = replace(GIVEN, alamatDomisili=Alamat(alamat="Jalan Baru 2"))
    holder.change(mutation(moved, 2, "UBAH", "alamatDomisili"))
    assert (holder.record().alamatDomisili, holder.count()) == (moved.alamatDomisili, 0)


def test_mutations_out_of_order_leave_the_newest(holder):
    newer = replace(GIVEN, namaPegawai="Banuraja Antabaya")
    assert holder.change(mutation(newer, 9)) == ["TERSIMPAN"]
    assert holder.change(mutation(GIVEN, 8), mutation(GIVEN, 8, "HAPUS")) == ["TIDAK_BERUBAH"] * 2
    assert holder.record() == newer
    assert holder.change(mutation(GIVEN, 10, "HAPUS"), mutation(GIVEN, 11, "HAPUS")) == ["DIHAPUS", "TIDAK_BERUBAH"]
    assert holder.change(replace(mutation(GIVEN, 12), pegawai=None)) == ["DIBIARKAN"]
