"""Duties done outside of the system, and the journal's index by which the calendar finds those done inside."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Create the table and the index."""
    op.create_table(
        "duty_done",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("duty", sa.String(length=64), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(length=250), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duty_done"),
        sa.UniqueConstraint("agreement", "duty", "period", name="uq_duty_done_agreement"),
    )
    op.create_index("ix_journal_entry_agreement", "journal_entry", ["agreement", "operation"])
