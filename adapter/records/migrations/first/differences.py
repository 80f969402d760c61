"""Differing data: cases, steps, and the sessions of periodic verification."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Create the three tables, parents first."""
    _case()
    _step()
    _session()


def _case() -> None:
    op.create_table(
        "difference_case",
        sa.Column("id", RowId, nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("report", sa.LargeBinary(length=32), nullable=False),
        sa.Column("element", sa.String(length=64), nullable=False),
        sa.Column("decider", sa.String(length=16), nullable=False),
        sa.Column("legal_basis", sa.String(length=250), nullable=False),
        sa.Column("reported_by", sa.String(length=8), nullable=False),
        sa.Column("reported_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_difference_case_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_difference_case"),
        sa.UniqueConstraint("case_id", name="uq_difference_case_case_id"),
    )
    for column in ("agreement", "person_id", "report"):
        op.create_index(f"ix_difference_case_{column}", "difference_case", [column])


def _step() -> None:
    op.create_table(
        "difference_step",
        sa.Column("id", RowId, nullable=False),
        sa.Column("case_number", RowId, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=8), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=True),
        sa.Column("document", sa.String(length=100), nullable=True),
        sa.Column("note", sa.String(length=250), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["difference_case.id"], name="fk_difference_step_case_number"),
        sa.PrimaryKeyConstraint("id", name="pk_difference_step"),
    )
    op.create_index("ix_difference_step_case_number", "difference_step", ["case_number"])


def _session() -> None:
    op.create_table(
        "verification_session",
        sa.Column("id", RowId, nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("semester", sa.Integer(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_verification_session"),
        sa.UniqueConstraint("session_id", name="uq_verification_session_session_id"),
    )
    is_open = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_verification_session_open",
        "verification_session",
        ["agreement", "year", "semester"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
