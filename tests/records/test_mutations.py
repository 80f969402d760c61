from dataclasses import replace
from datetime import date, datetime
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from adapter.records import mutations
from adapter.records.database import reading, writing
from adapter.records.mutations import Change, changes_between
from adapter.records.record import Address, FamilyMember, Record
from adapter.records.vault import Vault
from tests.support.records import CHILD, record, store


def _one(before: Record | None, after: Record, now: datetime) -> Change:
    (change,) = changes_between(before, after, now)
    return change


@pytest.mark.parametrize(
    ("changes", "kind", "impact", "elements"),
    [
        (
            {"grade": "III/c", "grade_since": date(2026, 10, 1)},
            "KENAIKAN_PANGKAT",
            "FINANSIAL",
            ("pangkatGolonganRuang", "tmtGolonganRuangTerakhir"),
        ),
        ({"grade": "III/a"}, None, "FINANSIAL", ("pangkatGolonganRuang",)),
        ({"grade_years": 5}, None, "FINANSIAL", ("masaKerjaGolongan",)),
        ({"work_agency": "K02"}, "PINDAH_INSTANSI", "FINANSIAL", ("instansiKerja",)),
        (
            {"work_agency": "K02", "location": "Kantor Lain"},
            "PINDAH_INSTANSI",
            "KEDUANYA",
            ("instansiKerja", "lokasiTempatBekerja"),
        ),
        ({"location": "Kantor Lain"}, None, "NON_FINANSIAL", ("lokasiTempatBekerja",)),
        ({"address": Address(street="Jalan Lain 2")}, "PERUBAHAN_ALAMAT", "NON_FINANSIAL", ("alamatDomisili",)),
        ({"name": "Banurajo Watugede"}, "KOREKSI_IDENTITAS", "NON_FINANSIAL", ("namaPegawai",)),
        ({"nik": None, "born": date(1990, 1, 2)}, "KOREKSI_IDENTITAS", "NON_FINANSIAL", ("nik", "tanggalLahir")),
        (
            {"kind": "PENSIUN_PNS", "work_agency": None, "pension_since": date(2026, 12, 1)},
            "PENSIUN",
            "FINANSIAL",
            ("instansiKerja", "statusPegawai"),
        ),
    ],
)
def test_each_change_has_its_kind_and_impact(
    changes: dict[str, Any], kind: str | None, impact: str, elements: tuple[str, ...], now: datetime
) -> None:
    change = _one(record(), record(**changes), now)
    assert (change.change, change.kind, change.impact, change.elements) == ("UBAH", kind, impact, elements)


def test_a_promotion_and_a_move_at_once_are_two_mutations(now: datetime) -> None:
    after = record(grade="III/c", address=Address(street="Jalan Lain 2"))
    kinds = [change.kind for change in changes_between(record(), after, now)]
    assert kinds == ["KENAIKAN_PANGKAT", "PERUBAHAN_ALAMAT"]


def test_a_promotion_counts_from_its_own_day(now: datetime) -> None:
    after = record(grade="III/c", grade_since=date(2026, 10, 1))
    assert _one(record(), after, now).effective_on == date(2026, 10, 1)


def test_a_cpns_becomes_a_pns(now: datetime) -> None:
    change = _one(record(kind="CPNS", pns_since=None), record(), now)
    assert (change.kind, change.elements, change.effective_on) == ("CPNS_KE_PNS", ("statusPegawai",), date(2016, 4, 1))


def test_what_is_outside_of_the_fifteen_elements_is_no_mutation(now: datetime) -> None:
    assert changes_between(record(), record(unit="Bagian Lain", post="Bendahara"), now) == []


def test_a_child_is_born_and_a_child_leaves(now: datetime) -> None:
    born = _one(record(), record(family=(CHILD,)), now)
    gone = _one(record(family=(CHILD,)), record(), now)
    assert [(change.kind, change.impact) for change in (born, gone)] == [
        ("KELAHIRAN_ANAK", "FINANSIAL"),
        ("ANAK_LEPAS_TANGGUNGAN", "FINANSIAL"),
    ]


def test_marriage_divorce_and_death(now: datetime) -> None:
    wife = replace(CHILD, relation="ISTRI", child=None, born=date(1991, 1, 1))
    states = [(), (wife,), (replace(wife, deceased=True),)]
    assert _one(record(), record(family=states[1]), now).kind == "MENIKAH"
    assert _one(record(family=states[1]), record(), now).kind == "CERAI"
    assert _one(record(family=states[1]), record(family=states[2]), now).kind == "MENINGGAL"


def test_a_corrected_family_member_is_not_financial(now: datetime) -> None:
    after = record(family=(replace(CHILD, nik="3171004202200001"),))
    change = _one(record(family=(CHILD,)), after, now)
    assert (change.kind, change.impact, change.elements) == (None, "NON_FINANSIAL", ("keluarga",))


def test_a_family_that_is_not_known_is_not_compared(now: datetime) -> None:
    assert changes_between(record(family=(CHILD,)), replace(record(), family=None), now) == []


def test_arriving_and_leaving(now: datetime) -> None:
    dismissed = record(legal_position="66")
    assert _one(None, record(), now).change == "BARU"
    assert _one(dismissed, record(), now).change == "BARU"
    assert _one(record(), dismissed, now) == Change("HAPUS", None, "KEDUANYA", now.date(), ())
    assert _one(record(), record(deceased=True), now).kind == "MENINGGAL"
    assert changes_between(None, dismissed, now) == []


WIFE = FamilyMember(relation="ISTRI", name="Larasita Contoh", born=date(1991, 3, 3), gender="P")


def test_a_wife_who_leaves_is_a_divorce_and_one_who_had_died_is_not(now: datetime) -> None:
    widowed = record(family=(replace(WIFE, deceased=True), CHILD))
    assert _one(record(family=(WIFE, CHILD)), record(family=(CHILD,)), now).kind == "CERAI"
    assert _one(record(family=(WIFE, CHILD)), widowed, now).kind == "MENINGGAL"
    struck_off = _one(widowed, record(family=(CHILD,)), now)
    assert (struck_off.kind, struck_off.impact) == (None, "FINANSIAL")


def test_a_pension_and_a_child_that_goes_at_once_are_two_mutations(now: datetime) -> None:
    after = record(kind="PENSIUN_PNS", work_agency=None, pension_since=date(2026, 12, 1), family=(WIFE,))
    found = changes_between(record(family=(WIFE, CHILD)), after, now)
    assert [(change.kind, change.impact) for change in found] == [
        ("PENSIUN", "FINANSIAL"),
        ("ANAK_LEPAS_TANGGUNGAN", "FINANSIAL"),
    ]


def test_tokens_follow_each_other(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record())
    store(engine, vault, now, record(grade="III/c", address=Address(street="Jalan Lain 2")))
    with reading(engine) as session:
        found = mutations.after_token(session, 0, 10)
        assert [(mutation.token, mutation.change) for mutation in found] == [(1, "BARU"), (2, "UBAH"), (3, "UBAH")]
        assert mutations.last_token(session) == 3


def test_a_writer_that_is_rolled_back_leaves_no_gap(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record())
    with pytest.raises(KeyError), writing(engine) as session:
        _append_and_fail(session, now)
    store(engine, vault, now, record(grade="III/c"))
    with reading(engine) as session:
        assert [mutation.token for mutation in mutations.after_token(session, 0, 10)] == [1, 2]


def _append_and_fail(session: Session, now: datetime) -> None:
    mutations.append(session, [(1, _one(None, record(), now))], now)
    raise KeyError


def test_a_late_commit_is_never_below_a_token_that_was_read(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record())
    change = _one(None, record(), now)
    second_done = Event()

    def second() -> None:
        with writing(engine) as session:
            mutations.append(session, [(1, change)], now)
        second_done.set()

    with writing(engine) as session:
        mutations.append(session, [(1, change)], now)
        session.execute(text("SELECT 1"))
        other = Thread(target=second)
        other.start()
        assert not second_done.wait(0.3)
    other.join()
    with reading(engine) as session:
        assert [mutation.token for mutation in mutations.after_token(session, 0, 10)] == [1, 2, 3]
