"""The daily quota of people."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Some counters for each partner and day."""
    op.create_table(
        "quota_use",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shard", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("agreement", "day", "shard", name="pk_quota_use"),
    )
