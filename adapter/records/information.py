"""Receives information on the management of ASN (PANRB Pasal 3 ayat (2) huruf a), by results of our words.

A document is known by its kind and number. The same content again changes nothing; other content is a new version.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from adapter.clock import wib_date
from adapter.records.digests import mark_stale
from adapter.records.information_models import INFORMATION_STORE, Information

STORED, NEW_VERSION, UNCHANGED = "TERSIMPAN", "VERSI_BARU", "TIDAK_BERUBAH"
TWICE, FUTURE = "BARIS_GANDA", "TANGGAL_DI_MASA_DEPAN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document, by the names of the columns of `information`."""

    kind: str
    number: str
    dated: date
    agency: str | None = None
    year: str | None = None
    post: str | None = None
    asn_kind: str | None = None
    amount: int | None = None
    attachment: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one document; `version` is the one that counts now, None where none is stored."""

    result: str
    version: int | None = None


def receive_information(
    session: Session, documents: Sequence[Document], now: datetime, message_id: str
) -> list[Receipt]:
    """Store what is new; one receipt for each document, in order. Two writers of one version: IntegrityError."""
    standing = _standing(session, documents)
    seen: set[tuple[str, str]] = set()
    receipts = []
    for document in documents:
        key = (document.kind, document.number)
        if key in seen:
            receipts.append(Receipt(TWICE))
        elif document.dated > wib_date(now):
            receipts.append(Receipt(FUTURE))
        else:
            receipts.append(_receive(session, document, standing.get(key), now, message_id))
        seen.add(key)
    session.flush()
    rows_of = zip(documents, receipts, strict=True)
    written = [row_key(one.kind, one.number) for one, receipt in rows_of if receipt.result in (STORED, NEW_VERSION)]
    mark_stale(session, INFORMATION_STORE, written)
    return receipts


def row_key(kind: str, number: str) -> bytes:
    """What names a document where a list is compared."""
    return f"{kind}|{number}".encode()


def versions(session: Session, kind: str, number: str) -> list[Document]:
    """Every version of a document, the first one first."""
    statement = select(Information).where(Information.kind == kind, Information.number == number)
    return [_document(row) for row in session.scalars(statement.order_by(Information.version))]


def _standing(session: Session, documents: Sequence[Document]) -> dict[tuple[str, str], Information]:
    """The last version of each; the earlier ones, which may be many, are not read."""
    keys = {(document.kind, document.number) for document in documents}
    of_each = (Information.kind, Information.number)
    last = select(*of_each, func.max(Information.version)).where(tuple_(*of_each).in_(keys)).group_by(*of_each)
    statement = select(Information).where(tuple_(*of_each, Information.version).in_(last))
    return {(row.kind, row.number): row for row in session.scalars(statement)}


def _receive(
    session: Session, document: Document, standing: Information | None, now: datetime, message_id: str
) -> Receipt:
    if standing is not None and _document(standing) == document:
        return Receipt(UNCHANGED, standing.version)
    version = 1 if standing is None else standing.version + 1
    values = {field.name: getattr(document, field.name) for field in fields(document)}
    session.add(Information(**values, version=version, received_at=now, message_id=message_id))
    return Receipt(STORED if standing is None else NEW_VERSION, version)


def _document(row: Information) -> Document:
    return Document(**{field.name: getattr(row, field.name) for field in fields(Document)})
