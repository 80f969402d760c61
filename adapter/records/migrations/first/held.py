"""What a party has received of another's lists, what it has of its own, and where the two differ."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Create the two tables."""
    op.create_table(
        "held_record",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("list_name", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(length=32), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=True),
        sa.Column("said_at", Instant(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("agreement", "list_name", "origin", "key", name="pk_held_record"),
    )
    op.create_table(
        "held_difference",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("list_name", sa.String(length=64), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=True),
        sa.Column("element", sa.String(length=64), nullable=False),
        sa.Column("decider", sa.String(length=24), nullable=False),
        sa.Column("value", sa.LargeBinary(length=32), nullable=False),
        sa.Column("values", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen", Instant(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("reported_at", Instant(), nullable=True),
        sa.Column("result", sa.String(length=24), nullable=True),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_held_difference"),
        sa.UniqueConstraint("agreement", "list_name", "key", "element", name="uq_held_difference_element"),
    )
