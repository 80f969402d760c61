"""The tables of whole lists (adapter.exchange)."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Sessions first, then what belongs to them."""
    _session()
    _part()
    _chunk()
    for name in ("list_rows", "list_results"):
        _sealed(name)
    _key()
    _replaced()


def _session() -> None:
    op.create_table(
        "list_session",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("result_number", sa.String(length=40), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_list_session"),
        sa.UniqueConstraint("agreement", "kind", "number", name="uq_list_session_agreement"),
        sa.UniqueConstraint("result_number", name="uq_list_session_result_number"),
    )


def _part() -> None:
    op.create_table(
        "list_part",
        sa.Column("session_id", RowId, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["list_session.id"], name="fk_list_part_session_id"),
        sa.PrimaryKeyConstraint("session_id", "part", name="pk_list_part"),
    )


def _chunk() -> None:
    op.create_table(
        "list_chunk",
        sa.Column("id", RowId, nullable=False),
        sa.Column("session_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["list_session.id"], name="fk_list_chunk_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_list_chunk"),
        sa.UniqueConstraint("session_id", "number", name="uq_list_chunk_session_id"),
    )
    op.create_index("ix_list_chunk_done_at", "list_chunk", ["done_at", "attempts", "id"])


def _sealed(name: str) -> None:
    op.create_table(
        name,
        sa.Column("chunk_id", RowId, autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["chunk_id"], ["list_chunk.id"], name=f"fk_{name}_chunk_id"),
        sa.PrimaryKeyConstraint("chunk_id", name=f"pk_{name}"),
    )


def _key() -> None:
    op.create_table(
        "list_key",
        sa.Column("session_id", RowId, nullable=False),
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chunk_id", RowId, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["list_session.id"], name="fk_list_key_session_id"),
        sa.ForeignKeyConstraint(["chunk_id"], ["list_chunk.id"], name="fk_list_key_chunk_id"),
        sa.PrimaryKeyConstraint("session_id", "key", name="pk_list_key"),
        sqlite_with_rowid=False,
    )


def _replaced() -> None:
    op.create_table(
        "list_replaced",
        sa.Column("chunk_id", RowId, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("replaced_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["chunk_id"], ["list_chunk.id"], name="fk_list_replaced_chunk_id"),
        sa.PrimaryKeyConstraint("chunk_id", "place", name="pk_list_replaced"),
    )
