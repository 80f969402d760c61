"""What was taken out of what a party has received."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant


def create() -> None:
    """Create the table."""
    op.create_table(
        "gone_record",
        sa.Column("store", sa.String(length=120), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("store", "key", name="pk_gone_record"),
    )
