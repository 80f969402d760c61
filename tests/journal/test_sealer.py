"""Every entry gets its seal, whoever seals, and whatever is under way meanwhile."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from adapter.errors import StoreUnavailable
from adapter.journal import journal, sealer, seals
from adapter.journal.digests import digested
from adapter.journal.sealer import StillUnderWay
from adapter.records.database import open_engine, reading, writing
from adapter.security import key_signer
from tests.support import certificates
from tests.support.journals import Journal

only_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


def test_an_empty_journal_is_not_sealed(kept):
    assert kept.seal() == 0
    assert not kept.anchor.exists()


def test_a_seal_holds_a_limited_run(kept, monkeypatch):
    monkeypatch.setattr(sealer, "MAX_SEAL_ENTRIES", 2)
    kept.write(5)
    assert kept.seal() == 5
    with reading(kept.engine) as session:
        runs = [(seal.number, seal.first_id, seal.last_id, seal.count) for seal in seals.stored(session)]
    assert runs == [(1, 1, 2, 2), (2, 3, 4, 2), (3, 5, 5, 1)]
    assert kept.verdict() == "intact"


@only_postgresql
def test_an_entry_that_appears_after_a_greater_one_is_sealed_in_its_place(kept):
    with writing(kept.engine) as late:
        journal.write(late, kept.vault, kept.exchange("late"))
        kept.write()
        assert [row[0] for row in kept.rows("journal_entry")] == [2]
        with pytest.raises(StillUnderWay, match="has not ended for 0 s; sealing waits for it"):
            kept.seal()
        assert not kept.rows("journal_seal")
    assert kept.seal() == 2
    assert kept.verdict() == "intact"


@only_postgresql
def test_a_call_that_is_rolled_back_leaves_a_gap_only(kept):
    with suppress(ZeroDivisionError), writing(kept.engine) as never:
        journal.write(never, kept.vault, kept.exchange("never"))
        kept.write()
        raise ZeroDivisionError
    assert kept.seal() == 1
    kept.write()
    assert kept.seal() == 1
    assert kept.verdict() == "intact"


@only_postgresql
def test_calls_that_begin_later_are_not_waited_for(kept, monkeypatch):
    """Else a busy server would never be sealed."""
    waiting, began, end = threading.Event(), threading.Event(), threading.Event()
    monkeypatch.setattr(sealer.time, "sleep", lambda _seconds: waiting.set())

    def call() -> None:
        with writing(kept.engine) as session:
            journal.write(session, kept.vault, kept.exchange("later"))
            began.set()
            end.wait(10)

    kept.write()
    with ThreadPoolExecutor(2) as pool:
        with writing(kept.engine) as first:
            journal.write(first, kept.vault, kept.exchange("first"))
            round_ = pool.submit(kept.sealer(patience=10).seal)
            assert waiting.wait(10)
            pool.submit(call)
            assert began.wait(10)
        assert round_.result(10) == 1
        end.set()
    assert kept.seal() == 2
    assert kept.verdict() == "intact"


def test_under_load_with_rollbacks_by_several_at_once(kept):
    """Two processes seal (an engine each) while six threads write; a third of the calls fail."""
    url = kept.engine.url.render_as_string(hide_password=False)
    done = threading.Event()

    def call(number: int) -> None:
        with suppress(ZeroDivisionError), writing(kept.engine) as session:
            journal.write(session, kept.vault, kept.exchange(f"{number}"), [b"p" * 32])
            if number % 3 == 0:
                raise ZeroDivisionError

    def keep_sealing() -> int:
        other = open_engine(url)
        sealed = 0
        while not done.is_set():
            with suppress(StillUnderWay):
                sealed += kept.sealer(engine=other, patience=10).seal()
        other.dispose()
        return sealed

    with ThreadPoolExecutor(2) as pool:
        sealers = [pool.submit(keep_sealing) for _ in range(2)]
        with ThreadPoolExecutor(6) as callers:
            list(callers.map(call, range(90)))
        done.set()
        sealed = sum(one.result() for one in sealers)
    assert sealed + kept.seal() == 60
    report = kept.verify()
    assert (report.entries, report.unsealed) == (60, 0)


def test_of_two_seals_with_one_number_the_first_stays(kept):
    kept.write()
    with reading(kept.engine) as session:
        run = list(digested(session, after=0, upto=1))
    signer = key_signer(kept.identities[0].key, kept.identities[0].certificate)
    both = [seals.make(signer, None, run, kept.now) for _ in range(2)]
    with writing(kept.engine) as session:
        assert [seals.store(session, seal) for seal in both] == [True, False]
    with reading(kept.engine) as session:
        assert seals.last(session).signature == both[0].signature


def test_a_new_key_of_the_server_seals_on(kept):
    kept.write()
    kept.seal()
    kept.identities.append(certificates.good(kept.now, "rsa", "server"))
    kept.write()
    kept.seal()
    assert kept.verdict() == "intact"
    kept.identities.pop(0)
    assert kept.verdict().startswith("seal 1 (entries 1 to 1): is signed with certificate ")
    assert kept.verdict().endswith(", none of those given: forged, or give its file too")


def test_entries_newer_than_the_last_seal_are_counted(kept):
    kept.write(2)
    kept.seal()
    kept.write(3)
    report = kept.verify()
    assert (report.seals, report.entries, report.unsealed, report.last_id) == (1, 2, 3, 2)


def test_a_round_that_fails_is_logged_and_tried_again_later(kept, tmp_path):
    kept.write()
    with capture_logs() as lines:
        assert kept.sealer(anchor=tmp_path / "nowhere" / "anchor").round() == 60
        assert len(kept.rows("journal_seal")) == 1, "an anchor out of reach is no reason not to seal"
        assert kept.sealer(engine=open_engine("sqlite:////nonexistent/x.db")).round() == 60
        assert 4 <= kept.sealer().round() <= 5
    failed = [line for line in lines if line["event"] == "journal not sealed"]
    assert [line["error"] for line in failed] == ["FileNotFoundError", StoreUnavailable.__name__]
    assert kept.verdict() == "intact"


def test_an_anchor_begun_anew_is_told(kept: Journal):
    for _ in range(2):
        kept.write()
        kept.seal()
    kept.anchor.unlink()
    with capture_logs() as lines:
        kept.seal()
    assert [(line["event"], line["seals"]) for line in lines] == [("anchor begun anew", 2)]
    assert kept.verify().seals == 2
