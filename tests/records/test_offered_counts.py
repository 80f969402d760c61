"""What is left after a token: right at every token, and found at a cost that does not grow with the list."""

from random import Random

import pytest
from sqlalchemy import event, func, select, text

from adapter.records import offered_counts
from adapter.records.database import reading, writing
from adapter.records.offered import Offering, Place, after_token, last_token, offer
from adapter.records.offered_counts import count_after
from adapter.records.offered_models import OfferedRecord

LISTS = ("kartu", "pejabat")


def put(engine, vault, now, list_name, numbers, payload):
    rows = [Offering(vault.index("nip", str(number)), None, payload) for number in numbers]
    with writing(engine) as session:
        offer(session, vault, Place("UJI", list_name), rows, now)


def counted(session, lists, token, *, every_state):
    """Row by row."""
    rows = select(func.count()).where(OfferedRecord.list_name.in_(lists), OfferedRecord.token > token)
    return session.scalar(rows if every_state else rows.where(~OfferedRecord.replaced))


@pytest.mark.parametrize("run", [2, 4, 256])
def test_the_count_is_right_at_every_token(engine, vault, now, monkeypatch, run):
    monkeypatch.setattr(offered_counts, "_RUN", run)
    chance = Random(7)  # noqa: S311 - repeatable
    for step in range(12):
        numbers = chance.sample(range(30), 9)
        put(engine, vault, now, chance.choice(LISTS), numbers, chance.choice([b"a", b"b", f"{step}".encode(), None]))
    with reading(engine) as session:
        for token in range(last_token(session, "UJI") + 2):
            for lists in (LISTS, LISTS[:1], LISTS[1:]):
                for every in (True, False):
                    told = count_after(session, "UJI", lists, token, every_state=every)
                    assert told == counted(session, lists, token, every_state=every), (token, lists, every)


def steps_of_a_page(engine, lists, token, *, every_state):
    """How many instructions SQLite's own machine takes for one page of ten."""
    steps = []
    with reading(engine) as session:
        raw = session.connection().connection.dbapi_connection
        raw.set_progress_handler(lambda: steps.append(1) and 0, 1)
        page = after_token(session, "UJI", lists, token, 10, every_state=every_state)
        raw.set_progress_handler(None, 1)
    assert (len(page.rows), page.more) == (10, True)
    return len(steps)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("every", [True, False])
def test_the_work_of_a_page_does_not_grow_with_the_list(engine, vault, now, every):
    put(engine, vault, now, "pejabat", range(300), b"a")
    put(engine, vault, now, "kartu", range(700), b"a")
    small = steps_of_a_page(engine, LISTS, 0, every_state=every)
    put(engine, vault, now, "kartu", range(700, 6_000), b"a")
    # Each of them replaced four times over: a page of what stands must not step over all those.
    for content in (b"b", b"c", b"d", b"e"):
        put(engine, vault, now, "kartu", range(700, 3_000), content)
    big = max(steps_of_a_page(engine, LISTS, token, every_state=every) for token in (0, 1_000, 5_000))
    assert big < 3 * small


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize("every", [True, False])
def test_postgresql_finds_a_page_by_index_too(engine, vault, now, every):
    put(engine, vault, now, "kartu", range(5_000), b"a")
    put(engine, vault, now, "kartu", range(4_000), b"b")
    put(engine, vault, now, "pejabat", range(200), b"a")
    plans = []

    def explain(connection, cursor, statement, parameters, *_more):
        if "offered_record" in statement and "EXPLAIN" not in statement:
            found = cursor.connection.execute(f"EXPLAIN {statement}", parameters)
            plans.append("\n".join(row[0] for row in found))

    with writing(engine) as session:
        session.execute(text("ANALYZE offered_record"))
    with reading(engine) as session:
        event.listen(engine, "before_cursor_execute", explain)
        after_token(session, "UJI", LISTS, 2_000, 10, every_state=every)
        event.remove(engine, "before_cursor_execute", explain)
    assert len(plans) == 3
    for plan in plans:
        assert "Seq Scan" not in plan, plan
        assert "Sort" not in plan, plan
