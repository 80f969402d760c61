"""What must hold of two parties once their syncs have come to their end, whatever was killed on the way."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Engine, func, inspect, select, text

from adapter.agreements.bpjs.elements import DataPegawai
from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.agreements.bpjs.receiving import EMPLOYEES
from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.agreements.bpjs.translation import PARTICIPANTS, card_from, employees, official_from
from adapter.agreements.lines import from_line
from adapter.agreements.operation import Call
from adapter.agreements.structures import KepalaJawaban
from adapter.agreements.terms import Side
from adapter.exchange.sync_models import OutgoingPage, SetAside, SyncPart, SyncRun
from adapter.journal.models import Entry
from adapter.records.cards import STORED
from adapter.records.database import open_engine, reading
from adapter.records.held import after_key
from adapter.records.models import Card, CardHistory, Person, StateOfficial
from adapter.records.offered import after_token, content_of
from adapter.records.officials import official_of
from adapter.records.people import in_records
from adapter.registry import store
from adapter.registry.elements import restrict
from adapter.settings import load
from tests.support.parties import Parties, Party
from tests.support.served import this_second

ALL = 1_000_000


def offered_by(party: Party, one: Any) -> list[Any]:
    """What a party offers of a list, opened."""
    with reading(party.engine) as session:
        feed = after_token(session, party.code or "", [one.listed.name], 0, ALL)
        return [from_line(content_of(party.vault, row), one.listed.record) for row in feed.rows]


def cards_at_bkn(party: Party) -> dict[bytes, str]:
    """Card numbers by the blind index of the NIP."""
    with reading(party.engine) as session:
        rows = session.execute(select(Card, Person.nip_index).join(Person, Person.id == Card.person_id))
        return {nip: party.vault.open(card.number, b"card|number|" + nip).decode() for card, nip in rows}


def employees_of(party: Party) -> dict[str, DataPegawai]:
    """The records of all whom BKN owes to BPJS Kesehatan, as they leave, by NIP."""
    with reading(party.engine) as session:
        standing = store.standing(session, AGREEMENT, this_second().date())
        heading = KepalaJawaban(
            idPesan="", idPesanAsal="", waktuJawab=this_second(), nomorHasil="", versiElemen="", ulangan=False
        )
        elements = dict(standing.effective)
        call = Call(session, party.vault, AGREEMENT, standing, elements, "", this_second(), heading, Side.PARTNER)
        owed = (Person.kind.in_(PARTICIPANTS), Person.restricted.is_(False), in_records())
        people = session.scalars(select(Person).where(*owed))
        found = employees(call, people, elements[DataPegawai])
    return {one.nomorIdentitasPegawai or "": restrict(one, elements) for one in found}


def held_by(party: Party) -> dict[str, DataPegawai]:
    """The employees' records that BPJS Kesehatan holds, by NIP; each was written once."""
    with reading(party.engine) as session:
        found = after_key(session, party.vault, EMPLOYEES.place, None, ALL)
    assert {one.changes for one in found} <= {1}
    records: list[Any] = [from_line(one.payload, DataPegawai) for one in found]
    return {one.nomorIdentitasPegawai: one for one in records}


def require_equal(parties: Parties) -> int:
    """Each holds what the other offers or owes, record by record; gives how many employees BKN owes."""
    bkn = parties.bkn
    owed = employees_of(bkn)
    assert held_by(parties.partner) == owed
    cards = [card_from(one) for one in offered_by(parties.partner, CARDS)]
    assert cards_at_bkn(bkn) == {bkn.vault.index("nip", one.nip): one.number for one in cards}
    officials = {one.nik: one for one in map(official_from, offered_by(parties.partner, OFFICIALS))}
    with reading(bkn.engine) as session:
        held = [official_of(row, bkn.vault) for row in session.scalars(select(StateOfficial))]
    assert {one.nik: one for one in held} == officials
    assert len(held) == len(officials)
    return len(owed)


def require_once(parties: Parties, records: Mapping[str, int]) -> None:
    """Each record of each list was stored once, and nothing stored was ever replaced."""
    with reading(parties.bkn.engine) as session:
        assert session.scalar(select(func.count()).select_from(CardHistory)) == 0
    assert {name: counts[STORED] for name, counts in results(parties).items()} == records


def results(parties: Parties) -> dict[str, Counter[str]]:
    """Rows by result for each list, whoever moved them."""
    found: dict[str, Counter[str]] = {}
    for party in parties.both:
        with reading(party.engine) as session:
            for leg, counts in session.execute(select(SyncPart.leg, SyncPart.counts)):
                found.setdefault(leg, Counter()).update(json.loads(counts))
    return found


def require_journals(parties: Parties) -> int:
    """What a caller has as done, it has once, and so has its host; gives how many messages."""
    bkn, partner = (_done(party) for party in parties.both)
    hosted = {"BKN": "LayananBpjs", "partner": "LayananBpjsMitra"}
    told = 0
    for caller, host, service in ((bkn, partner, hosted["partner"]), (partner, bkn, hosted["BKN"])):
        acknowledged = {message: count for (of, message), count in caller.items() if of == service}
        assert set(acknowledged.values()) <= {1}
        assert {message: host[service, message] for message in acknowledged} == acknowledged
        told += len(acknowledged)
    return told


def _done(party: Party) -> Counter[tuple[str, str]]:
    with reading(party.engine) as session:
        rows = session.execute(select(Entry.service, Entry.message_id).where(Entry.outcome == "BERHASIL"))
        return Counter((service, message) for service, message in rows if message is not None)


def require_nothing_left(parties: Parties) -> None:
    """No page under way, no part or run that is not at its end, nobody set aside."""
    for party in parties.both:
        with reading(party.engine) as session:
            for model, left in (
                (OutgoingPage, OutgoingPage.message_id.is_not(None)),
                (SyncRun, SyncRun.outcome.is_(None)),
                (SyncPart, SyncPart.done_at.is_(None)),
                (SetAside, SetAside.id.is_not(None)),
            ):
                count = session.scalar(select(func.count()).select_from(model).where(left))
                assert count == 0, f"{party.name}: {count} in {model.__tablename__}"


def require_nothing_personal(party: Party, numbers: Iterable[str]) -> int:
    """None of these numbers stands in the tables of durable work; gives how many values were looked through."""
    known = set(numbers)
    lengths = sorted({len(number) for number in known})
    looked = 0
    for value in _values(open_engine(load(None, party.settings).durable_database_url)):
        looked += 1
        found = {value[at : at + size] for size in lengths for at in range(len(value) - size + 1)}
        assert not found & known, f"{party.name}: somebody's number stands in the tables of durable work"
    return looked


def _values(engine: Engine) -> Iterable[str]:
    schema = "dbos" if engine.dialect.name == "postgresql" else None
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names(schema=schema):
            name = f"{schema}.{table}" if schema else table
            for row in connection.execute(text(f"SELECT * FROM {name}")):  # noqa: S608 - a table of our own
                yield from (str(value) for value in row if isinstance(value, (str, bytes, dict, list)))
    engine.dispose()
