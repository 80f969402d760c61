"""Card numbers that were replaced or taken back."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Create the table."""
    op.create_table(
        "card_history",
        sa.Column("id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("card_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("replaced_at", Instant(), nullable=False),
        sa.Column("replaced_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_card_history_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_card_history"),
    )
    op.create_index("ix_card_history_person_id", "card_history", ["person_id"])
