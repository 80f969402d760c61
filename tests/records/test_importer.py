from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from adapter.errors import OperatorError
from adapter.records import mutations
from adapter.records.database import reading
from adapter.records.importer import ImportReport, Rejection, import_csv
from adapter.records.models import Person
from adapter.records.people import by_nips, families_of, record_of
from adapter.records.references import names
from adapter.records.vault import Vault
from tests.support.records import CHILD, NIP, record, siasn_file, store

OTHER, OTHER_NIK = "199001012015041902", "3171000101900002"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "siasn.csv"


def _counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.rejected


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig")])
def test_a_row_becomes_a_person(
    engine: Engine, vault: Vault, now: datetime, file: Path, delimiter: str, encoding: str
) -> None:
    siasn_file(file, {}, delimiter=delimiter, encoding=encoding)
    assert import_csv(engine, vault, file, now) == ImportReport(1, 0, 0, ())
    with reading(engine) as session:
        stored = record_of(by_nips(session, vault, [NIP])[NIP], vault)
        assert stored.identity == record().identity
        assert (stored.job.grade, stored.job.gender, stored.job.home_agency) == ("III/b", "L", "X1")
        assert names(session, "INSTANSI", ["X1"]) == {"X1": "Kementerian Uji"}


def test_running_it_again_changes_nothing(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    rows = [{}, {"nipBaru": OTHER, "nik": OTHER_NIK}]
    import_csv(engine, vault, siasn_file(file, *rows), now)
    assert _counts(import_csv(engine, vault, file, now + timedelta(days=1))) == (0, 0, 2, 0)


def test_the_family_stays_as_it_is(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    store(engine, vault, now, record(family=(CHILD,)))
    import_csv(engine, vault, siasn_file(file, {"nama": "Banurajo Watugede"}), now)
    with reading(engine) as session:
        person = by_nips(session, vault, [NIP])[NIP]
        assert families_of(session, [person], vault) == {person.id: (CHILD,)}


def test_a_changed_row_yields_a_mutation(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    import_csv(engine, vault, siasn_file(file, {}), now)
    changed = siasn_file(file, {"golRuangAkhir": "III/c", "tmtGolAkhir": "01-10-2026"})
    assert _counts(import_csv(engine, vault, changed, now)) == (0, 1, 0, 0)
    with reading(engine) as session:
        kinds = [(mutation.change, mutation.kind) for mutation in mutations.after_token(session, 0, 9)]
    assert kinds == [("BARU", None), ("UBAH", "KENAIKAN_PANGKAT")]


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"nipBaru": NIP[:-1]}, ("nipBaru: needs 18 digits, has 17 digits",)),
        ({"nipBaru": "1,99E+17"}, ("nipBaru: needs 18 digits, has other characters",)),
        ({"nipBaru": "9" * 18}, ("nipBaru: has 18 digits, but no NIP and no NI PPPK is built like this",)),
        ({"nipBaru": ""}, ("nipBaru: is empty, and nipLama too",)),
        ({"nipBaru": "", "nipLama": "990000001"}, ("nipBaru: is empty; only a pensioner may have nipLama alone",)),
        ({"tglLahir": "31-02-1990"}, ("tglLahir: is a date that no calendar has",)),
        ({"tglLahir": "1990-01-01"}, ("tglLahir: is not a date as dd-mm-yyyy",)),
        ({"tglLahir": "01-01-2030"}, ("tglLahir: lies in the future, or before 1900",)),
        ({"golRuangAkhir": "III/e"}, ("golRuangAkhir: is no golongan of a PNS; known are I/a to IV/e",)),
        (
            {"golRuangAkhir": "III/a", "statusPegawai": "PPPK"},
            ("golRuangAkhir: is no golongan of a PPPK; known are I to XVII",),
        ),
        ({"statusPegawai": "P3K"}, ("statusPegawai: is not a code that is known here; known are CPNS, PNS, PPPK",)),
        ({"jenisJabatanId": "3"}, ("jenisJabatanId: is not a code that is known here; known are 1, 2, 4",)),
        ({"jenisKelamin": "X"}, ("jenisKelamin: is not a code that is known here; known are L, P",)),
        ({"jenisKelamin": ""}, ("jenisKelamin: is empty",)),
        ({"mkBulan": "12"}, ("mkBulan: is not a number from 0 to 11",)),
        ({"kodePos": "123"}, ("kodePos: needs 5 digits",)),
        ({"nama": "x" * 151}, ("nama: longer than 150 letters",)),
        ({"nama": "Banu\x07raja"}, ("nama: not UTF-8, or a control character inside",)),
        ({"nik": "123", "nama": ""}, ("nama: is empty", "nik: needs 16 digits, has 3 digits")),
    ],
)
def test_a_bad_row_is_told_by_line_with_all_reasons_and_the_good_ones_go_in(
    engine: Engine, vault: Vault, now: datetime, file: Path, change: dict[str, str], reasons: tuple[str, ...]
) -> None:
    siasn_file(file, change, {"nipBaru": OTHER, "nik": OTHER_NIK})
    report = import_csv(engine, vault, file, now)
    assert (report.new, report.rejections) == (1, (Rejection(2, reasons),))


def test_reasons_never_carry_a_value(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    bad = dict.fromkeys(("nipBaru", "nik", "tglLahir", "kodePos", "golRuangAkhir", "mkTahun"), "rahasia9")
    report = import_csv(engine, vault, siasn_file(file, bad), now)
    assert len(report.rejections[0].reasons) == 6
    assert "rahasia9" not in repr(report)


def test_the_second_row_of_one_nip_names_the_first(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    report = import_csv(engine, vault, siasn_file(file, {}, {"nama": "Lain"}), now)
    assert report == ImportReport(1, 0, 0, (Rejection(3, ("nipBaru: stands on line 2 already",)),))


def test_a_nik_belongs_to_one_nip_in_the_file_and_in_the_database(
    engine: Engine, vault: Vault, now: datetime, file: Path
) -> None:
    store(engine, vault, now, record())
    rows = [
        {"nipBaru": OTHER},
        {"nipBaru": OTHER[:-1] + "3", "nik": OTHER_NIK},
        {"nipBaru": OTHER[:-1] + "4", "nik": OTHER_NIK},
    ]
    report = import_csv(engine, vault, siasn_file(file, *rows), now)
    assert [(rejection.line, rejection.reasons) for rejection in report.rejections] == [
        (2, ("nik: belongs to another NIP",)),
        (4, ("nik: belongs to another NIP",)),
    ]


def test_a_pppk_may_come_back_with_another_number(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    pppk = {"statusPegawai": "PPPK", "golRuangAkhir": "IX", "kedudukanPnsId": "71"}
    gone = {**pppk, "nipBaru": "199001012021211901", "kedudukanPnsId": "66"}
    report = import_csv(engine, vault, siasn_file(file, gone, {**pppk, "nipBaru": "199001012024211901"}), now)
    assert _counts(report) == (2, 0, 0, 0)


def test_a_pensioner_may_have_only_the_old_number(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    row = {"nipBaru": "", "nipLama": "990000001", "kedudukanPnsId": "99", "tmtPensiun": "01-01-2005"}
    assert import_csv(engine, vault, siasn_file(file, row), now).new == 1
    with reading(engine) as session:
        assert by_nips(session, vault, ["990000001"])["990000001"].kind == "PENSIUN_PNS"


def test_a_missing_column_refuses_the_whole_file(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    siasn_file(file, {})
    file.write_text(file.read_text().replace("golRuangAkhir", "golongan"))
    with pytest.raises(OperatorError, match="nothing imported, the columns golRuangAkhir are missing"):
        import_csv(engine, vault, file, now)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\x00", "nipBaru".encode("utf-16")])
def test_what_is_no_csv_is_refused_in_one_line(
    engine: Engine, vault: Vault, now: datetime, file: Path, content: bytes
) -> None:
    file.write_bytes(content)
    with pytest.raises(OperatorError, match="is this a CSV in UTF-8"):
        import_csv(engine, vault, file, now)


def test_a_file_that_is_not_there(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    with pytest.raises(OperatorError, match="No such file"):
        import_csv(engine, vault, file, now)


def test_a_byte_that_is_not_utf_8_spoils_its_row_only(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    siasn_file(file, {"nama": "Jos#"}, {"nipBaru": OTHER, "nik": OTHER_NIK})
    file.write_bytes(file.read_bytes().replace(b"#", b"\xe9"))
    assert _counts(import_csv(engine, vault, file, now)) == (1, 0, 0, 1)


def test_lines_are_those_of_the_file_where_a_cell_has_several(
    engine: Engine, vault: Vault, now: datetime, file: Path
) -> None:
    rows = [{"alamat": "Jalan Contoh\nNomor 1"}, {"nipBaru": "1"}]
    report = import_csv(engine, vault, siasn_file(file, *rows), now)
    assert (report.new, report.rejections[0].line) == (1, 4)


def test_a_row_with_a_cell_too_few(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    siasn_file(file, {})
    file.write_text(file.read_text() + "\n1,2,3\n")
    report = import_csv(engine, vault, file, now)
    assert report == ImportReport(1, 0, 0, (Rejection(4, ("has 3 cells, the header 30",)),))


def test_an_open_quotation_mark_is_told(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    siasn_file(file, {})
    file.write_text(file.read_text() + '"' + "x" * 200_000)
    report = import_csv(engine, vault, file, now)
    assert (report.new, report.rejections[0].line) == (1, 3)


def test_many_rows_go_in_batch_by_batch(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    rows = [{"nipBaru": f"19900101201504{index:04}", "nik": ""} for index in range(1001, 2201)]
    done: list[int] = []
    assert import_csv(engine, vault, siasn_file(file, *rows), now, done.append).new == 1200
    assert len(done) == 3
    assert done[-1] == file.stat().st_size
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Person)) == mutations.last_token(session) == 1200


def test_a_death_is_a_record_that_goes(engine: Engine, vault: Vault, now: datetime, file: Path) -> None:
    import_csv(engine, vault, siasn_file(file, {}), now)
    import_csv(engine, vault, siasn_file(file, {"statusHidup": "Meninggal"}), now)
    with reading(engine) as session:
        last = mutations.after_token(session, 1, 9)[0]
        assert (last.change, last.kind) == ("HAPUS", "MENINGGAL")
