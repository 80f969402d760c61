from pathlib import Path

from adapter.records.siasn import COLUMNS
from adapter.security import keys
from tests.cli.conftest import one_line


def test_seeding_twice_adds_nobody_twice(station):
    assert "40 invented people added, 0 were there" in station("seed", "--count", "40").stdout
    assert "10 invented people added, 40 were there" in station("seed", "--count", "50").stdout


def test_seeding_without_the_data_key_is_one_line(station):
    Path("var/keys/data.key").unlink()
    result = station("seed")
    assert result.exit_code == 1
    assert "data.key: no such file" in one_line(result)


def test_nobody_at_all_is_wrong_usage(station):
    assert station("seed", "--count", "0").exit_code == 2


def export(*rows):
    """A SIASN export with these values; what is not given is empty."""
    lines = [",".join(COLUMNS), *(",".join(row.get(column, "") for column in COLUMNS) for row in rows)]
    Path("export.csv").write_text("\n".join(lines) + "\n")
    return "export.csv"


GOOD = {
    "nipBaru": "199001012015011001",
    "nama": "Orang Rekaan",
    "tglLahir": "01-01-1990",
    "jenisKelamin": "L",
    "statusPegawai": "PNS",
    "kedudukanPnsId": "01",
}


def test_good_rows_go_in_and_bad_ones_are_told(station):
    result = station("import", export(GOOD, {**GOOD, "nipBaru": "19900101201501100", "tglLahir": "1990-01-01"}))
    assert result.exit_code == 1
    assert result.stdout == "export.csv: 1 new, 0 changed, 0 unchanged, 1 rejected\n"
    assert result.stderr.startswith("line 3: ")
    assert "nipBaru: needs 18 digits, has 17 digits; " in result.stderr
    assert "tglLahir: is not a date as dd-mm-yyyy" in result.stderr


def test_the_same_file_twice_changes_nothing(station):
    assert station("import", export(GOOD)).exit_code == 0
    again = station("import", "export.csv")
    assert again.exit_code == 0
    assert again.stdout == "export.csv: 0 new, 0 changed, 1 unchanged, 0 rejected\n"


def test_a_file_that_is_no_export_and_one_that_is_not_there_are_one_line(station):
    Path("other.csv").write_text("a,b\n1,2\n")
    assert "other.csv: nothing imported" in one_line(station("import", "other.csv"))
    assert "absent.csv: No such file" in one_line(station("import", "absent.csv"))


def test_seeding_among_others_is_refused(station):
    station("import", export(GOOD))
    result = station("seed", "--count", "40")
    assert result.exit_code == 1
    assert "holds 1 people who are not invented; for these, use another database" in one_line(result)


def test_an_import_says_that_invented_people_are_there(station):
    station("seed", "--count", "40")
    result = station("import", export(GOOD))
    assert result.exit_code == 0
    assert "sqlite:///var/jembatan.db: 40 invented people are there beside them" in result.stdout


def test_the_help_of_import_tells_every_column(station):
    told = station("import", "--help").output.split()
    assert set(COLUMNS) <= set(told)
    assert {"UTF-8,", "dd-mm-yyyy.", "Families", "Exit"} <= set(told)


def test_the_keys_of_another_database_are_refused(station):
    station("seed", "--count", "1")
    Path("var/keys/index.key").unlink()
    keys.write_secret(Path("var/keys/index.key"), keys.new_secret())
    for words in (["seed"], ["import", export(GOOD)], ["migrate"], ["check-config"], ["serve"]):
        result = station(*words)
        assert result.exit_code == 1
        assert "JEMBATAN_INDEX_KEY: not the key with which this database was written" in one_line(result)


def test_keys_that_come_after_migrate_are_the_databases_from_their_first_use_on(jembatan):
    jembatan("migrate")
    jembatan("keys", "--algorithm", "ec")
    assert jembatan("seed", "--count", "1").exit_code == 0
    Path("var/keys/data.key").unlink()
    keys.write_secret(Path("var/keys/data.key"), keys.new_secret())
    assert "JEMBATAN_DATA_KEY: not the key" in one_line(jembatan("seed"))
