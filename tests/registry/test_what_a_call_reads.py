"""A call reads what can change its answer, however much a partner has sent that cannot."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.agreements.terms import Side
from adapter.clock import wib_date
from adapter.records.database import writing
from adapter.registry import force_majeure, letters, postponement, proposals, store
from adapter.registry.addenda_models import DataRequest
from adapter.registry.term_models import ForceMajeure, Proposal
from tests.support.registrants import PEOPLE, registrant

MANY = 20


@contextmanager
def rows_read(*models):
    found = []
    keep = lambda row, _: found.append(type(row).__name__)  # noqa: E731 - said once
    for model in models:
        event.listen(model, "load", keep)
    try:
        yield found
    finally:
        for model in models:
            event.remove(model, "load", keep)


@contextmanager
def statements_run(engine):
    found = []
    keep = lambda _connection, statement, *_: found.append(statement)  # noqa: E731 - said once
    event.listen(engine, "before_execute", keep)
    try:
        yield found
    finally:
        event.remove(engine, "before_execute", keep)


CALLS = {
    "ambilDataAsn": lambda world: world.sigtk().ambilDataAsn("USUL-1", nip=[PEOPLE[0].nip]),
    "verifikasiPeserta": lambda world: world.taspen().verifikasiPeserta(registrant(PEOPLE[0])),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_call_runs_a_dozen_statements_and_builds_none_of_them(world, call):
    """To build one costs as much as to run it: the next call runs the very same objects."""
    runs = []
    for _ in range(3):
        with statements_run(world.engine) as run:
            call(world)
        runs.append([id(statement) for statement in run if "SAVEPOINT" not in str(statement)])
    # The first call of a signer forgets old replay keys besides.
    assert runs[1] == runs[2]
    assert len(runs[2]) <= 12


@pytest.fixture
def many_letters(world):
    """Proposals that nobody answers, and letters; silence ends nothing under this agreement."""
    today = wib_date(world.now)
    with writing(world.engine) as session:
        for number in range(MANY):
            for kind in (proposals.EXTENSION, proposals.EARLY_END):
                asked = proposals.Letter(kind, Side.PARTNER, f"{kind}-{number}", today + timedelta(days=60), today)
                proposals.record(session, SIGTK, asked, world.now)
            wanted = letters.Letter(f"S-{number}", today, (("dataAsn", "tempatLahir"),), "perlu")
            session.add(
                DataRequest(
                    agreement=SIGTK.code, number=wanted.number, side="mitra", dated=today, reason="perlu",
                    wanted_until=None, by="uji", received_at=world.now, elements=[],
                )
            )  # fmt: skip


@pytest.mark.usefixtures("many_letters")
def test_how_an_agreement_stands_needs_no_letter_that_nobody_answered(world):
    with writing(world.engine) as session, rows_read(Proposal, DataRequest) as read:
        assert store.standing(session, SIGTK, wib_date(world.now)).status == "BERLAKU"
    assert read == []


@pytest.mark.usefixtures("many_letters")
def test_the_one_that_was_agreed_to_is_read(world):
    today = wib_date(world.now)
    with writing(world.engine) as session:
        agreed = proposals.find(session, SIGTK, "PGJ-2")
        proposals.answer(agreed, "SETUJU", world.now)
    with writing(world.engine) as session, rows_read(Proposal) as read:
        assert store.standing(session, SIGTK, today).last_day == today + timedelta(days=60)
    assert read == ["Proposal"]


def test_the_gate_reads_no_keadaan_kahar_that_waits_or_was_refused(world):
    began = wib_date(world.now) - timedelta(days=300)
    with writing(world.engine) as session:
        for days in range(MANY):
            told = force_majeure.Notice(
                Side.PARTNER, "BANJIR", began + timedelta(days=days), wib_date(world.now), postpones_exchange=True
            )
            force_majeure.record(session, SIGTK, told, world.now)
    with rows_read(ForceMajeure) as read:
        world.sigtk().ambilReferensi("INSTANSI")
    assert read == []
    with writing(world.engine) as session:
        assert postponement.pauses(session, SIGTK.code) == ()
