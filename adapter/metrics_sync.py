"""What GET /metrik tells of the syncs: gauges, read from their tables when they are asked for.

What is not there is left out: a list of which nothing is set aside, an agreement that never had a run.
"""

from collections.abc import Iterable, Iterator, Sequence

from prometheus_client.core import GaugeMetricFamily, Metric

from adapter.exchange.overview import STATES, Backlog, Overview

_AGREEMENT = ("agreement",)
_LIST = ("agreement", "list", "direction")


def sync_metrics(found: Sequence[Overview]) -> Iterator[Metric]:
    """Of each agreement; times are Unix time."""
    yield _gauge(
        "jembatan_sync_last_success_timestamp_seconds",
        "End of the last run that was done.",
        ("agreement", "mode"),
        (((one.agreement, mode), at.timestamp()) for one in found for mode, at in one.ended_well.items()),
    )
    yield _gauge(
        "jembatan_sync_state",
        "1 for the state in which a sync is: none unfinished, under way (or its process died), resting, stopped.",
        ("agreement", "state"),
        (((one.agreement, state), float(state == one.state)) for one in found for state in STATES),
    )
    yield from _unfinished(found)
    yield _gauge(
        "jembatan_sync_circuit_open",
        "Whether the other party is left alone after failures in a row.",
        _AGREEMENT,
        (((one.agreement,), float(one.left_alone_until is not None)) for one in found),
    )
    aside, pages = [(one.agreement, one.aside) for one in found], [(one.agreement, one.pages) for one in found]
    yield from _kept("jembatan_sync_set_aside", "records set aside", aside)
    yield from _kept("jembatan_sync_unsent_pages", "pages kept and not acknowledged", pages)
    yield from _differences(found)


def _unfinished(found: Sequence[Overview]) -> Iterator[Metric]:
    runs = [(one.agreement, one.run) for one in found if one.run is not None]
    yield _gauge(
        "jembatan_sync_unfinished_start_timestamp_seconds",
        "Start of the run that is not at its end.",
        ("agreement", "mode"),
        (((code, run.mode), run.started_at.timestamp()) for code, run in runs),
    )
    yield _gauge(
        "jembatan_sync_unfinished_progress_timestamp_seconds",
        "When that run last did a page.",
        ("agreement", "mode"),
        (((code, run.mode), run.moved_at.timestamp()) for code, run in runs),
    )


def _kept(name: str, what: str, found: Sequence[tuple[str, tuple[Backlog, ...]]]) -> Iterator[Metric]:
    rows = [((code, one.list_name, one.direction), one) for code, kept in found for one in kept]
    yield _gauge(name, f"How many {what}.", _LIST, ((labels, float(one.count)) for labels, one in rows))
    oldest = ((labels, one.oldest.timestamp()) for labels, one in rows)
    yield _gauge(f"{name}_oldest_timestamp_seconds", f"Since when the oldest of the {what}.", _LIST, oldest)


def _differences(found: Sequence[Overview]) -> Iterator[Metric]:
    compared = [((one.agreement, last.list_name), last) for one in found for last in one.comparisons]
    labels = ("agreement", "list")
    yield _gauge(
        "jembatan_reconciliation_differences",
        "Records that the last comparison of a list found to differ.",
        labels,
        ((where, float(last.differing)) for where, last in compared),
    )
    yield _gauge(
        "jembatan_reconciliation_timestamp_seconds",
        "End of the last comparison of a list.",
        labels,
        ((where, last.ended_at.timestamp()) for where, last in compared),
    )
    yield _gauge(
        "jembatan_difference_cases_open",
        "Differing elements that wait for people.",
        _AGREEMENT,
        (((one.agreement,), float(one.cases)) for one in found),
    )


def _gauge(name: str, doc: str, labels: Sequence[str], rows: Iterable[tuple[tuple[str, ...], float]]) -> Metric:
    family = GaugeMetricFamily(name, doc, labels=labels)
    for values, number in rows:
        family.add_metric(values, number)
    return family
