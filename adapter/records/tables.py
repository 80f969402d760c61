"""Statements on the tables themselves, past the session's objects; where SQLite and PostgreSQL differ in them."""

from typing import cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adapter.records.base import Base


def table_of(model: type[Base]) -> Table:
    """The table of a model, for rows that nobody needs as objects: those cost as much as the statement."""
    return cast("Table", model.__table__)


def insert_into(model: type[Base], dialect: str) -> "postgresql.Insert | sqlite.Insert":
    """An insert that can say what becomes of a row whose key is there already."""
    return (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table_of(model))


def dialect_of(session: Session) -> str:
    """Which of the two it is, as SQLAlchemy calls it."""
    return session.get_bind().dialect.name
