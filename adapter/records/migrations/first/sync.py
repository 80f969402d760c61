"""Runs of a sync, their parts, pages under way, and records set aside."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Create the four tables."""
    op.create_table(
        "sync_run",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("resume_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("run_id", name="pk_sync_run"),
    )
    unfinished = sa.text("outcome IS NULL")
    op.create_index(
        "uq_sync_run_unfinished",
        "sync_run",
        ["agreement"],
        unique=True,
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )
    op.create_index("ix_sync_run_ended", "sync_run", ["agreement", "mode", "ended_at"])
    _create_parts()
    _create_set_aside()


def _create_parts() -> None:
    op.create_table(
        "sync_part",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        *_part(),
        sa.Column("last", sa.BigInteger(), nullable=True),
        sa.Column("cursor", sa.String(length=40), nullable=True),
        sa.Column("expected", sa.BigInteger(), nullable=True),
        sa.Column("newest", sa.BigInteger(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("moved_at", Instant(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["sync_run.run_id"], name="fk_sync_part_run_id_sync_run"),
        sa.PrimaryKeyConstraint("run_id", "stage", "leg", "number", name="pk_sync_part"),
    )
    op.create_table(
        "outgoing_page",
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        *_part(),
        sa.Column("more", sa.Boolean(), nullable=False),
        sa.Column("element_version", sa.String(length=40), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["sync_run.run_id"], name="fk_outgoing_page_run_id_sync_run"),
        sa.PrimaryKeyConstraint("message_id", name="pk_outgoing_page"),
    )
    place = ["run_id", "stage", "leg", "number", "first"]
    op.create_index("uq_outgoing_page_part", "outgoing_page", place, unique=True)
    op.create_index("ix_outgoing_page_made", "outgoing_page", ["run_id", "leg", "made_at"])


def _part() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("stage", sa.String(length=8), nullable=False),
        sa.Column("leg", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("reached", sa.BigInteger(), nullable=False),
    )


def _create_set_aside() -> None:
    op.create_table(
        "set_aside",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("leg", sa.String(length=64), nullable=False),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=True),
        sa.Column("first_at", Instant(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_set_aside"),
    )
    op.create_index("uq_set_aside_record", "set_aside", ["agreement", "leg", "key"], unique=True)
    op.create_index("ix_set_aside_agreement", "set_aside", ["agreement", "id"])
    op.create_index("ix_set_aside_waiting", "set_aside", ["agreement", "leg", "direction", "first_at"])
