"""Exchanges once more what a comparison found to differ: each record by itself, by the code that exchanges pages."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from adapter.agreements.operation import Call
from adapter.agreements.receiving import Incoming
from adapter.exchange.runs import At
from adapter.exchange.set_aside import PULL, PUSH, Place
from adapter.records.cards import Receipt
from adapter.records.database import reading, writing
from adapter.records.offered import Place as Stored
from adapter.registry.elements import require_sent, restrict
from clients.sync.agreements import legs_of
from clients.sync.legs import sort_out
from clients.sync.pull import Pull
from clients.sync.push import Push
from clients.sync.reconcile import Report, compared_list
from clients.sync.site import SUCCESS, Said, Site


@dataclass(frozen=True, slots=True)
class Repaired:
    """Rows by result; and how many differ still, because only the other party could send or take them out."""

    counts: Counter[str]
    left: int


def repair(site: Site, report: Report) -> Repaired:
    """Pull or push what differs. Raises ClientError, Refusal.

    Not moved: marks, and what neither direction brings (a record that only the receiver has).
    """
    leg = next((one for one in legs_of(report.agreement, site.own) if one.name == report.list_name), None)
    match leg:
        case Pull():
            tokens = report.to_pull()
            counts = sum((_pull(site, leg, token) for token in tokens), Counter[str]())
            return Repaired(counts, len(report.differences) - len(tokens))
        case Push():
            keys = report.to_push()
            slices = [keys[first : first + leg.largest] for first in range(0, len(keys), leg.largest)]
            counts = sum((_push(site, leg, report, some) for some in slices), Counter[str]())
            return Repaired(counts, len(report.differences) - len(keys))
    return Repaired(Counter(), len(report.differences))


def _pull(site: Site, leg: Pull, token: int) -> Counter[str]:
    """Pull the one record that stands under a token, and apply it."""
    line, now = site.line(leg.client), site.clock()
    fetched = leg.changes.fetch(line.client, At(token - 1, token, token - 1, None, 0, done=False), 1)
    rows = [row for row in fetched.rows if row.tokenUrut == token]
    with writing(site.engine) as session:
        standing = site.standing(session, leg.agreement, leg.operation, now)
        require_sent(standing, fetched.message, site.other)
        heading = fetched.message.kepala
        receipts = leg.changes.take(Incoming(session, site.vault, now, heading.idPesanAsal, standing), rows)
        counts = sort_out(site, session, Place(leg.agreement.code, leg.name, PULL), leg.naming, rows, receipts, now)
        touched = [receipt.subject for receipt in receipts if receipt.subject is not None]
        site.write_down(session, Said(line, leg.operation, now, SUCCESS, heading), touched)
    return counts


def _push(site: Site, leg: Push, report: Report, keys: Sequence[bytes]) -> Counter[str]:
    """Push the records under these keys of our own store, as they are now."""
    line, now = site.line(leg.client), site.clock()
    with reading(site.engine) as session:
        standing = site.standing(session, leg.agreement, leg.operation, now)
        call: Call = leg.call(site, session, standing, now)
        compared = compared_list(site, leg.agreement, report.list_name)
        found = compared.store_at(site.own).read(call, Stored(leg.agreement.code, leg.name), keys)
        records = [one.record for one in found.values() if one is not None]
        rows = [leg.as_row(restrict(record, standing.effective)) for record in records]
        require_sent(standing, tuple(rows), site.own)
    if not rows:
        return Counter()
    answer = leg.send(line.client, rows, str(uuid.uuid4()))
    with writing(site.engine) as session:
        receipts = [Receipt(result) for result in leg.results(answer)]
        counts = sort_out(site, session, Place(leg.agreement.code, leg.name, PUSH), leg.naming, rows, receipts, now)
        touched = {leg.naming.subject_of(site, row) for row in rows}
        said = Said(line, leg.operation, now, SUCCESS, answer.kepala)
        site.write_down(session, said, [subject for subject in touched if subject is not None])
    return counts
