"""The table of information on the management of ASN."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Documents, each version a row."""
    op.create_table(
        "information",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("agency", sa.String(length=42), nullable=True),
        sa.Column("year", sa.String(length=4), nullable=True),
        sa.Column("post", sa.String(length=250), nullable=True),
        sa.Column("asn_kind", sa.String(length=4), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("attachment", sa.String(length=1000), nullable=True),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_information"),
        sa.UniqueConstraint("kind", "number", "version", name="uq_information_kind"),
    )
