"""The tables of the month-end aggregates."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant


def create() -> None:
    """Months, then their cells."""
    op.create_table(
        "aggregate_month",
        sa.Column("month_end", sa.Date(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("completed_at", Instant(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month_end", name="pk_aggregate_month"),
    )
    op.create_table(
        "aggregate_cell",
        sa.Column("month_end", sa.Date(), nullable=False),
        sa.Column("dimensions", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("province", sa.String(length=2), nullable=True),
        sa.Column("regency", sa.String(length=4), nullable=True),
        sa.Column("grade", sa.String(length=6), nullable=True),
        sa.Column("post_kind", sa.String(length=12), nullable=True),
        sa.Column("age", sa.String(length=5), nullable=True),
        sa.Column("kind", sa.String(length=4), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["month_end"], ["aggregate_month.month_end"], name="fk_aggregate_cell_month_end"),
        sa.PrimaryKeyConstraint("month_end", "dimensions", "place", name="pk_aggregate_cell"),
    )
