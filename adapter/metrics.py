"""What GET /metrik answers, in the text format of Prometheus.

Everything is read when it is asked for, from the database that all processes share: so one process answers for all.
The revocation lists are this process's own, read from the same files.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from cryptography import x509
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adapter.duties.calendar import State
from adapter.duties.known import calendar_of
from adapter.exchange.overview import overviews
from adapter.journal.models import Entry
from adapter.metrics_sync import sync_metrics
from adapter.records.database import reading
from adapter.registry.expiry import Ending, endings
from adapter.soap.course import Parts

_RECENTLY = timedelta(minutes=5)


def scrape(parts: Parts) -> tuple[str, bytes]:
    """The content type, and every metric as text. Raises StoreUnavailable."""
    registry = CollectorRegistry()
    registry.register(_Registered(parts))
    return CONTENT_TYPE_LATEST, generate_latest(registry)


class _Registered(Collector):
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def collect(self) -> Iterator[Metric]:
        """Read the registry, the end of the journal, and how the syncs stand."""
        own = x509.load_der_x509_certificate(self._parts.signer.certificate)
        since = self._parts.clock() - _RECENTLY
        with reading(self._parts.engine) as session:
            found = endings(session, own, self._parts.revocation)
            counted = select(Entry.outcome, func.count()).where(Entry.received_at > since).group_by(Entry.outcome)
            outcomes = session.execute(counted).all()
            owed = self._owed(session)
            syncs = overviews(session, self._parts.catalogue.exchanged, self._parts.clock())
        yield _certificates([ending for ending in found if ending.role != "crl"])
        yield from self._lists([ending for ending in found if ending.role == "crl"])
        calls = GaugeMetricFamily("jembatan_calls_recent", "Calls of the last five minutes.", labels=("outcome",))
        for outcome, count in outcomes:
            calls.add_metric((outcome,), count)
        yield calls
        duties = GaugeMetricFamily("jembatan_duties", "Periods of duties today.", labels=("agreement", "state"))
        for (agreement, state), count in sorted(owed.items()):
            duties.add_metric((agreement, state), count)
        yield duties
        yield from sync_metrics(syncs)

    def _owed(self, session: Session) -> Counter[tuple[str, str]]:
        """How many periods of each agreement's duties are overdue, or fall due soon."""
        catalogue, now = self._parts.catalogue, self._parts.clock()
        return Counter(
            (agreement.code, item.state.value)
            for agreement in catalogue.agreements
            for item in calendar_of(session, agreement, now, catalogue.host)
            if item.state in (State.LATE, State.DUE)
        )

    def _lists(self, found: list[Ending]) -> Iterator[Metric]:
        if self._parts.revocation is None:
            return
        lists = GaugeMetricFamily(
            "jembatan_crl_next_update_seconds",
            "When the newest revocation list of an issuer ends, in Unix time.",
            labels=("issuer",),
        )
        for ending in found:
            lists.add_metric((ending.name,), ending.ends_at.timestamp())
        yield lists
        problems = len(self._parts.revocation.problems())
        yield GaugeMetricFamily("jembatan_crl_problems", "Revocation lists that cannot be read.", value=problems)


def _certificates(found: list[Ending]) -> Metric:
    family = GaugeMetricFamily(
        "jembatan_certificate_expiry_seconds",
        "When a certificate ends, in Unix time. thumbprint: the first 16 digits of its SHA-256.",
        labels=("agreement", "thumbprint", "role"),
    )
    # An intermediate under two agreements is two lines, one under two authorities of the same agreement is one.
    for ending in dict.fromkeys(found):
        family.add_metric((ending.agreement, ending.name, ending.role), ending.ends_at.timestamp())
    return family
