from datetime import date

from sqlalchemy import Engine

from adapter.records.database import reading, writing
from adapter.records.references import Code, changes, names, put_codes


def _put(engine: Engine, *codes: Code) -> int:
    with writing(engine) as session:
        return put_codes(session, "INSTANSI", codes)


def test_only_changes_since_the_version_come(engine: Engine) -> None:
    _put(engine, Code("K01", "Kementerian Satu"), Code("K02", "Kementerian Dua"))
    _put(engine, Code("K01", "Kementerian Satu"), Code("K03", "Kementerian Tiga"))
    with reading(engine) as session:
        found = changes(session, "INSTANSI", 1)
        assert (found.version, [code.code for code in found.codes]) == (2, ["K03"])
        assert changes(session, "INSTANSI", 2).codes == ()
        assert [code.code for code in changes(session, "INSTANSI", None).codes] == ["K01", "K02", "K03"]


def test_the_same_codes_again_are_no_new_version(engine: Engine) -> None:
    assert _put(engine, Code("K01", "Kementerian Satu")) == 1
    assert _put(engine, Code("K01", "Kementerian Satu")) == 0
    with reading(engine) as session:
        assert changes(session, "INSTANSI", None).version == 1


def test_a_code_that_ends_stays_readable(engine: Engine) -> None:
    _put(engine, Code("K01", "Kementerian Satu"))
    _put(engine, Code("K01", "Kementerian Satu", active=False, last_day=date(2026, 10, 1)))
    with reading(engine) as session:
        (code,) = changes(session, "INSTANSI", 1).codes
        assert (code.active, code.last_day) == (False, date(2026, 10, 1))
        assert names(session, "INSTANSI", ["K01", None, "K99"]) == {"K01": "Kementerian Satu"}


def test_a_list_that_nobody_has_filled_has_version_zero(engine: Engine) -> None:
    with reading(engine) as session:
        assert changes(session, "INSTANSI", None).version == 0
