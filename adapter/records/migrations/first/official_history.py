"""State officials whom BPJS Kesehatan has taken out."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Create the table."""
    op.create_table(
        "official_history",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("nik_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("card_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("ended_at", Instant(), nullable=False),
        sa.Column("ended_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_official_history"),
    )
    op.create_index("ix_official_history_nik_index", "official_history", ["nik_index"])
