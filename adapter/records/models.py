"""The tables of ASN data.

What identifies a person is sealed (records.vault), one column of JSON for each row, bound to
table|column|blind index. What an office counts by (kind, agency, grade, place, dates) stays plain.
Codes are the agreements' own words.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant, RowId

_INDEX_BYTES = 32

PERSON_STORE, CARD_STORE, OFFICIAL_STORE, AWARD_STORE = "person", "card", "state_official", "award"
"""What these tables are called where a list is compared (records.digests)."""


class Person(Base):
    """A CPNS, PNS, PPPK or pensioned PNS; `kind` is one of these words, the last as PENSIUN_PNS.

    `nip_index` is the blind index of the NIP, or of the old NIP of nine digits where there is no other; the
    journal knows the person by it. `restricted` keeps a person out of every exchange (UU 27/2022 Pasal 40-41).
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("nip_index"), Index("ix_person_updated_at", "updated_at", "id"))

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    nip_index: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES))
    # Not unique: a PPPK whom another agency contracts gets a new NI PPPK (domain: 3.1).
    nik_index: Mapped[bytes | None] = mapped_column(LargeBinary(_INDEX_BYTES), index=True)
    identity: Mapped[bytes] = mapped_column(LargeBinary)
    gender: Mapped[str] = mapped_column(String(1))
    birth_year: Mapped[int]
    legal_position: Mapped[str] = mapped_column(String(4))
    deceased: Mapped[bool] = mapped_column(default=False)
    restricted: Mapped[bool] = mapped_column(default=False)
    home_agency: Mapped[str | None] = mapped_column(String(42))
    work_agency: Mapped[str | None] = mapped_column(String(42))
    unit: Mapped[str | None] = mapped_column(String(250))
    post_kind: Mapped[str | None] = mapped_column(String(12))
    post: Mapped[str | None] = mapped_column(String(250))
    post_since: Mapped[date | None]
    grade: Mapped[str | None] = mapped_column(String(6))
    grade_since: Mapped[date | None]
    grade_years: Mapped[int | None]
    grade_months: Mapped[int | None]
    cpns_since: Mapped[date | None]
    pns_since: Mapped[date | None]
    pension_since: Mapped[date | None]
    location_code: Mapped[str | None] = mapped_column(String(4))
    location: Mapped[str | None] = mapped_column(String(250))
    updated_at: Mapped[datetime] = mapped_column(Instant)


class Family(Base):
    """A person's wife, husband and children, sealed together; no row without any.

    Apart from the person, because most agreements do not name the family: then it is not even read.
    """

    __tablename__ = "family"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    members: Mapped[bytes] = mapped_column(LargeBinary)


class Card(Base):
    """A BPJS card number, received from BPJS Kesehatan (BPJS Pasal 3 ayat (1) huruf b angka 1))."""

    __tablename__ = "card"
    __table_args__ = (UniqueConstraint("card_index"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    card_index: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES))
    number: Mapped[bytes] = mapped_column(LargeBinary)
    said_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(36))


class CardHistory(Base):
    """A card number that another has replaced, or that BPJS Kesehatan has taken back, and when; sealed as in `card`."""

    __tablename__ = "card_history"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    card_index: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES))
    number: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(36))
    replaced_at: Mapped[datetime] = mapped_column(Instant)
    replaced_by: Mapped[str] = mapped_column(String(36))


class StateOfficial(Base):
    """A state official, received from BPJS Kesehatan (BPJS Pasal 3 ayat (1) huruf b angka 2))."""

    __tablename__ = "state_official"
    __table_args__ = (UniqueConstraint("nik_index"), UniqueConstraint("card_index"))

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    nik_index: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES))
    card_index: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES))
    record: Mapped[bytes] = mapped_column(LargeBinary)
    said_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(36))


class OfficialHistory(Base):
    """A state official whom BPJS Kesehatan has taken out, and when; sealed as in `state_official`."""

    __tablename__ = "official_history"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    nik_index: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES), index=True)
    card_index: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES))
    record: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(36))
    ended_at: Mapped[datetime] = mapped_column(Instant)
    ended_by: Mapped[str] = mapped_column(String(36))


class Award(Base):
    """An honour enacted by Keputusan Presiden, received from SIGTK; a revoked one stays, with both decrees."""

    __tablename__ = "award"
    __table_args__ = (UniqueConstraint("award_key"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    award_key: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    proposal: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(250))
    decree: Mapped[str] = mapped_column(String(40))
    decree_on: Mapped[date]
    year: Mapped[str] = mapped_column(String(4))
    charter: Mapped[str | None] = mapped_column(String(100))
    conferred_on: Mapped[date | None]
    posthumous: Mapped[bool | None]
    status: Mapped[str] = mapped_column(String(16))
    revoking_decree: Mapped[str | None] = mapped_column(String(40))
    revoked_on: Mapped[date | None]
    received_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(36))


class Mutation(Base):
    """A change in a person's record (mutasi data); `elements` are DataPegawai's names, set apart by spaces.

    Tokens rise in the order in which writers commit: see MutationCounter.
    """

    __tablename__ = "mutation"
    __table_args__ = (UniqueConstraint("mutation_id"),)

    token: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    mutation_id: Mapped[str] = mapped_column(String(36))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    change: Mapped[str] = mapped_column(String(5))
    kind: Mapped[str | None] = mapped_column(String(30))
    impact: Mapped[str] = mapped_column(String(13))
    effective_on: Mapped[date]
    elements: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(Instant)


class MutationCounter(Base):
    """The last token given out: one row, updated in the writer's own transaction.

    Its lock is held until commit. A sequence would hand out 7 and 8 and let 8 commit first; whoever had read
    up to 8 would never see 7. `last_instant` is the latest at which somebody was changed, or was asked after, kept in
    the same order by the same lock.
    """

    __tablename__ = "mutation_counter"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last_token: Mapped[int] = mapped_column(BigInteger)
    last_instant: Mapped[datetime | None] = mapped_column(Instant)


class KeyCheck(Base):
    """What tells a key ("data", "index") of this database from others: a keyed digest of a constant (records.vault)."""

    __tablename__ = "key_check"

    name: Mapped[str] = mapped_column(String(8), primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary(32))


class Seeding(Base):
    """How many invented people (records.synthetic) each seed has put here; where there are none, nobody is invented."""

    __tablename__ = "seeding"

    seed: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    people: Mapped[int]


class ReferenceList(Base):
    """A kind of reference codes and its version, which rises by one with each change; same lock as MutationCounter."""

    __tablename__ = "reference_list"

    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


class ReferenceCode(Base):
    """One code. It is never removed, only marked inactive; `version` is the list's when it last changed."""

    __tablename__ = "reference_code"

    kind: Mapped[str] = mapped_column(ForeignKey("reference_list.kind"), primary_key=True)
    code: Mapped[str] = mapped_column(String(42), primary_key=True)
    name: Mapped[str] = mapped_column(String(250))
    active: Mapped[bool]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    version: Mapped[int] = mapped_column(BigInteger)
