from sqlalchemy import Engine

from adapter.records.database import reading, writing
from adapter.records.references import changes, version_of
from adapter.records.standard import put_standard_lists

_KINDS = ("GOLONGAN", "PANGKAT", "KEDUDUKAN_HUKUM", "JENIS_JABATAN", "JENIS_PENGHARGAAN", "WILAYAH")


def test_a_migrated_database_has_them_before_anybody_is_in_it(engine: Engine) -> None:
    with reading(engine) as session:
        assert all(changes(session, kind, None).codes for kind in _KINDS)
        assert len(changes(session, "WILAYAH", None).codes) == 38
        grades = {code.code: code.name for code in changes(session, "GOLONGAN", None).codes}
    assert (grades["31"], grades["45"], len(grades)) == ("III/a", "IV/e", 17)


def test_putting_them_again_is_no_new_version(engine: Engine) -> None:
    with writing(engine) as session:
        put_standard_lists(session)
    with reading(engine) as session:
        assert {version_of(session, kind) for kind in _KINDS} == {1}
