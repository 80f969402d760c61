"""What is tried again and what is not, and for how long; no test waits."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from adapter.agreements.structures import Galat
from adapter.clock import WIB
from adapter.errors import StoreUnavailable
from clients.errors import AgreementRefused, AnswerRejected, ContractRefused, NotReached, SecurityRefused, refusal
from clients.sync.circuit import Circuit
from clients.sync.patience import Patience, Peer
from clients.sync.reasons import why
from clients.sync.resting import PeerLeftAlone, PeerResting

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=WIB)


class Bench:
    """A patience whose time passes when it waits."""

    def __init__(self, **changes):
        self.time, self.waits, self.told, self.asked = 0.0, [], [], 0
        self.patience = Patience(jitter=0.0, sleep=self.sleep, seconds=lambda: self.time, **changes)

    def sleep(self, seconds):
        self.waits.append(seconds)
        self.time += seconds

    def clock(self):
        return NOW + timedelta(seconds=self.time)

    def ask(self, *answers, may_ask=lambda: None):
        given = iter(answers)

        def once():
            self.asked += 1
            answer = next(given)
            if isinstance(answer, BaseException):
                raise answer
            return answer

        peer = Peer("BPJS", "http://bpjs.test", "BPJS Kesehatan", self.clock)
        return self.patience.ask(peer, may_ask, once, self.told.append)


def fault(code, **detail):
    return refusal(Galat(kodeGalat=code, pesan="x.", tindakan="y.", idKorelasi="0" * 8, **detail))


@pytest.mark.parametrize("error", [NotReached("away"), fault("GALAT_SISTEM")])
def test_what_may_pass_is_tried_again_with_growing_waits(error):
    bench = Bench(threshold=100)
    assert bench.ask(error, error, error, "page") == "page"
    assert (bench.asked, bench.waits, bench.told) == (4, [0.5, 1.0, 2.0], [error] * 3)


def test_it_ends_after_so_many_attempts_with_the_last_error():
    bench = Bench(attempts=3, threshold=100)
    with pytest.raises(NotReached, match="third"):
        bench.ask(NotReached("first"), NotReached("second"), NotReached("third"), "page")


def test_a_corrupted_answer_is_asked_for_twice_more():
    bench = Bench()
    assert bench.ask(AnswerRejected("a"), AnswerRejected("b"), "page") == "page"
    with pytest.raises(AnswerRejected):
        bench.ask(*[AnswerRejected("x")] * 4)
    assert bench.asked == 6


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("PERJANJIAN_BERAKHIR", AgreementRefused),
        ("DATA_TIDAK_LENGKAP", ContractRefused),
        ("TANDA_TANGAN_TIDAK_SAH", SecurityRefused),
    ],
)
def test_what_will_not_change_is_never_tried_again(code, kind):
    bench = Bench()
    with pytest.raises(kind):
        bench.ask(fault(code), "page")
    assert (bench.asked, bench.waits) == (1, [])


def test_a_short_maintenance_is_waited_for_and_a_long_one_ends_the_attempt():
    soon, late = (NOW + timedelta(seconds=after) for after in (90, 9000))
    bench = Bench()
    assert bench.ask(fault("SEDANG_PERBAIKAN", perkiraanSelesai=soon, nomorPemberitahuan="N-1"), "page") == "page"
    assert bench.waits == [90.0]
    with pytest.raises(
        PeerResting, match=r"^BPJS Kesehatan told us of maintenance until 2026-11-20 11:30 WIB \(notice N-1"
    ):
        bench.ask(fault("SEDANG_PERBAIKAN", perkiraanSelesai=late, nomorPemberitahuan="N-1"), "page")
    with pytest.raises(PeerResting):
        bench.ask(fault("SEDANG_PERBAIKAN"), "page")
    assert (bench.asked, bench.waits) == (4, [90.0])


def test_nothing_is_said_where_it_may_not_be():
    bench = Bench()

    def closed():
        raise PeerResting("BPJS Kesehatan", "N-1", NOW + timedelta(hours=1), bench.clock())

    with pytest.raises(PeerResting):
        bench.ask("page", may_ask=closed)
    assert (bench.asked, bench.told) == (0, [])


def test_the_circuit_opens_and_one_try_closes_it():
    bench = Bench(threshold=3, rest=30.0)
    assert bench.ask(*[NotReached("away")] * 3, "page") == "page"
    assert bench.waits == [0.5, 1.0, 2.0, 28.0], "the rest of the thirty seconds is waited for"
    assert [state.open_for for state in bench.patience.states()] == [0.0]


def test_an_open_circuit_is_told_and_left_alone_beyond_the_patience():
    bench = Bench(threshold=2, attempts=2, rest=400.0)
    with pytest.raises(NotReached):
        bench.ask(*[NotReached("away")] * 2)
    (state,) = bench.patience.states()
    assert (state.peer, state.failures, state.open_for) == (("BPJS", "http://bpjs.test"), 2, 400.0)
    with pytest.raises(PeerLeftAlone, match="2 times in a row; it is left alone until 2026-11-20 09:06:40 WIB"):
        bench.ask("page")
    assert bench.asked == 2


def test_half_open_one_tries_and_the_others_wait():
    circuit = Circuit(threshold=1, rest=10.0)
    circuit.failed(0.0)
    assert circuit.wait(4.0) == 6.0
    assert [circuit.wait(10.0) > 0 for _ in range(3)] == [False, True, True]
    circuit.failed(11.0)
    assert circuit.wait(12.0) == 9.0
    assert circuit.wait(21.0) == 0.0
    circuit.passed()
    assert [circuit.wait(22.0) for _ in range(3)] == [0.0, 0.0, 0.0]


def test_a_try_that_was_stopped_leaves_the_circuit_to_another():
    bench = Bench(threshold=1, attempts=1)
    with pytest.raises(NotReached):
        bench.ask(NotReached("away"))
    bench.time += 60
    with pytest.raises(KeyboardInterrupt):
        bench.ask(KeyboardInterrupt())
    assert bench.ask("page") == "page"


def test_many_threads_count_together():
    circuit = Circuit(threshold=50, rest=1.0)
    threads = [threading.Thread(target=lambda: [circuit.failed(0.0) for _ in range(7)]) for _ in range(7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (circuit.wait(0.0), circuit.failed(0.0)) == (0.0, True)


def test_our_own_store_is_given_a_short_while():
    bench, tries = Bench(), iter([StoreUnavailable("away"), StoreUnavailable("away"), None])

    def do():
        if error := next(tries):
            raise error
        return "done"

    assert bench.patience.store(do) == "done"
    assert bench.waits == [0.5, 1.0]
    with pytest.raises(StoreUnavailable):
        Bench().patience.store(lambda: (_ for _ in ()).throw(StoreUnavailable("away")))


def test_an_end_beyond_all_time_is_none():
    resting = PeerResting("BPJS Kesehatan", "N-1", datetime(9999, 12, 31, 23, tzinfo=UTC), NOW)
    assert (resting.until, resting.seconds) == (None, None)
    assert "\n" not in str(resting)


def test_a_reason_quotes_nothing_that_the_other_party_writes():
    galat = Galat(
        kodeGalat="ISI_DITOLAK", pesan="Banuraja, 1990", tindakan="hubungi 199001012015041901", idKorelasi="0"
    )
    told = why(refusal(galat), "dataPegawai")
    assert told["said"] == "dataPegawai: refused: ISI_DITOLAK (idKorelasi 0); its words stand in the journal"
