"""What two parties compare a list by, and what the comparisons found."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId

_COUNTS = ("here", "there", "only_here", "only_there", "different", "moving", "messages", "bytes_sent")


def create() -> None:
    """Create the five tables."""
    op.create_table(
        "comparison_salt",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("agreement", name="pk_comparison_salt"),
    )
    op.create_table(
        "compared_list",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("list_name", sa.String(length=64), nullable=False),
        sa.Column("store", sa.String(length=120), nullable=False),
        sa.Column("basis", sa.LargeBinary(length=32), nullable=False),
        sa.Column("reached", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_compared_list"),
        sa.UniqueConstraint("agreement", "list_name", name="uq_compared_list_agreement"),
    )
    op.create_index("ix_compared_list_store", "compared_list", ["store"])
    _digests()
    _results()


def _digests() -> None:
    op.create_table(
        "list_digest",
        sa.Column("list_id", RowId, autoincrement=False, nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("list_id", "row_key", name="pk_list_digest"),
        sa.ForeignKeyConstraint(["list_id"], ["compared_list.id"], name="fk_list_digest_list_id"),
    )
    op.create_index("ix_list_digest_position", "list_digest", ["list_id", "position", "digest"])
    op.create_table(
        "stale_digest",
        sa.Column("list_id", RowId, autoincrement=False, nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("list_id", "row_key", name="pk_stale_digest"),
        sa.ForeignKeyConstraint(["list_id"], ["compared_list.id"], name="fk_stale_digest_list_id"),
    )


def _results() -> None:
    op.create_table(
        "reconciliation",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("list_name", sa.String(length=64), nullable=False),
        sa.Column("element_version", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in (*_COUNTS, "bytes_received")),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reconciliation"),
    )
    op.create_index("ix_reconciliation_agreement", "reconciliation", ["agreement", "list_name"])
