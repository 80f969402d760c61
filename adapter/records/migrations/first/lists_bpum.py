"""The tables of what follows from BPUM's results (adapter.agreements.bpum)."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """What was found, and what the parties said of it. Made after `lists`, by the modules' names."""
    _found("bpum_confirmed", sa.Column("confirmed_at", Instant(), nullable=False),
           sa.Column("ended_at", Instant(), nullable=True))  # fmt: skip
    _found("bpum_coordination", sa.Column("opened_at", Instant(), nullable=False),
           sa.Column("agreed", sa.String(length=24), nullable=True),
           sa.Column("closed_at", Instant(), nullable=True))  # fmt: skip
    _statement()
    _elimination()
    _feedback()


def _found(name: str, *more: sa.Column) -> None:  # type: ignore[type-arg] # of any type
    op.create_table(
        name,
        sa.Column("id", RowId, nullable=False),
        sa.Column("session_id", RowId, nullable=False),
        sa.Column("chunk_id", RowId, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("nik_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("nik", sa.LargeBinary(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["session_id"], ["list_session.id"], name=f"fk_{name}_session_id"),
        sa.ForeignKeyConstraint(["chunk_id"], ["list_chunk.id"], name=f"fk_{name}_chunk_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("chunk_id", "place", name=f"uq_{name}_chunk_id"),
    )
    op.create_index(f"ix_{name}_session_id", name, ["session_id"])
    op.create_index(f"ix_{name}_nik_index", name, ["nik_index"])


def _statement() -> None:
    op.create_table(
        "bpum_statement",
        sa.Column("id", RowId, nullable=False),
        sa.Column("coordination_id", RowId, nullable=False),
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("view", sa.String(length=24), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("stated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coordination_id"], ["bpum_coordination.id"], name="fk_bpum_statement_coordination_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_bpum_statement"),
    )
    op.create_index("ix_bpum_statement_coordination_id", "bpum_statement", ["coordination_id"])


def _elimination() -> None:
    op.create_table(
        "bpum_elimination",
        sa.Column("id", RowId, nullable=False),
        sa.Column("confirmed_id", RowId, nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["confirmed_id"], ["bpum_confirmed.id"], name="fk_bpum_elimination_confirmed_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bpum_elimination"),
    )
    op.create_index("ix_bpum_elimination_confirmed_id", "bpum_elimination", ["confirmed_id"])


def _feedback() -> None:
    op.create_table(
        "bpum_feedback",
        sa.Column("id", RowId, nullable=False),
        sa.Column("batch", sa.String(length=40), nullable=False),
        sa.Column("nik_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("nik", sa.LargeBinary(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bpum_feedback"),
        sa.UniqueConstraint("batch", "nik_index", name="uq_bpum_feedback_batch"),
    )
    op.create_index("ix_bpum_feedback_nik_index", "bpum_feedback", ["nik_index"])
    op.create_index("ix_bpum_feedback_subject", "bpum_feedback", ["subject"])
