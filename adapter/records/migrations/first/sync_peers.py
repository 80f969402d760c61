"""Which other parties are left alone for a while."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant


def create() -> None:
    """Create the table."""
    op.create_table(
        "peer_left_alone",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("agreement", name="pk_peer_left_alone"),
    )
