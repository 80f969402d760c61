"""Notices, their confirmations, and the counter of their tokens."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Create the tables, and the one row that counts tokens."""
    _notice()
    _notice_receipt()
    op.create_table(
        "notice_counter",
        sa.Column("id", RowId, nullable=False),
        sa.Column("last_token", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice_counter"),
    )
    op.execute("INSERT INTO notice_counter (id, last_token) VALUES (1, 0)")


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("token", RowId, autoincrement=False, nullable=False),
        sa.Column("sender", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=True),
        sa.Column("recipient", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("system", sa.String(length=40), nullable=True),
        sa.Column("starts_at", Instant(), nullable=True),
        sa.Column("expected_end", Instant(), nullable=True),
        sa.Column("elements", sa.Text(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("contact_unit", sa.String(length=250), nullable=True),
        sa.Column("contact_phone", sa.String(length=40), nullable=True),
        sa.Column("contact_email", sa.String(length=100), nullable=True),
        sa.Column("follows", RowId, nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["follows"], ["notice.token"], name="fk_notice_follows"),
        sa.PrimaryKeyConstraint("token", name="pk_notice"),
        sa.UniqueConstraint("sender", "number", name="uq_notice_sender"),
    )
    op.create_index("ix_notice_agreement", "notice", ["agreement"])
    op.create_index("ix_notice_follows", "notice", ["follows"])
    op.create_index("ix_notice_kind", "notice", ["sender", "kind", "expected_end"])


def _notice_receipt() -> None:
    op.create_table(
        "notice_receipt",
        sa.Column("notice_token", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("manner", sa.String(length=10), nullable=False),
        sa.Column("confirmed_at", Instant(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["notice_token"], ["notice.token"], name="fk_notice_receipt_notice_token"),
        sa.PrimaryKeyConstraint("notice_token", "agreement", name="pk_notice_receipt"),
    )
