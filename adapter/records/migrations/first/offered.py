"""What a party offers for pulling, and how far another has pulled."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant


def create() -> None:
    """Create the four tables."""
    op.create_table(
        "offered_record",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("token", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("change_id", sa.String(length=36), nullable=False),
        sa.Column("list_name", sa.String(length=64), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=True),
        sa.Column("change", sa.String(length=5), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("agreement", "token", name="pk_offered_record"),
        sa.UniqueConstraint("change_id", name="uq_offered_record_change_id"),
    )
    op.create_index("ix_offered_record_key", "offered_record", ["agreement", "list_name", "key", "token"])
    op.create_index("ix_offered_record_list", "offered_record", ["agreement", "list_name", "token"])
    standing: dict[str, Any] = {"sqlite_where": sa.text("replaced = 0"), "postgresql_where": sa.text("NOT replaced")}
    op.create_index("ix_offered_record_standing", "offered_record", ["agreement", "list_name", "token"], **standing)
    op.create_table(
        "offer_count",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("list_name", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("run", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("states", sa.BigInteger(), nullable=False),
        sa.Column("standing", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("agreement", "list_name", "size", "run", name="pk_offer_count"),
    )
    op.create_table(
        "offer_counter",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("last_token", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("agreement", name="pk_offer_counter"),
    )
    op.create_table(
        "pull_mark",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("agreement", "operation", name="pk_pull_mark"),
    )
