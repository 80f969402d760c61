"""The guard against guessing."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """One counter for each partner, day and number."""
    op.create_table(
        "wrong_tries",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agreement", "day", "subject", name="pk_wrong_tries"),
    )
