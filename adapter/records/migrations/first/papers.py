"""The tables of berita acara, reports, incidents and destructions."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Create every table, parents first."""
    _minutes()
    _minutes_signature()
    _report()
    _incident()
    _destruction()


def _minutes() -> None:
    op.create_table(
        "minutes",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("proposed_by", sa.String(length=5), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_minutes"),
        sa.UniqueConstraint("agreement", "number", name="uq_minutes_agreement"),
    )
    op.create_index("ix_minutes_agreement", "minutes", ["agreement"])


def _minutes_signature() -> None:
    op.create_table(
        "minutes_signature",
        sa.Column("id", RowId, nullable=False),
        sa.Column("minutes_id", RowId, nullable=False),
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("thumbprint", sa.LargeBinary(length=32), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_minutes_signature"),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name="fk_minutes_signature_minutes_id"),
        sa.UniqueConstraint("minutes_id", "side", name="uq_minutes_signature_minutes_id"),
    )
    op.create_index("ix_minutes_signature_minutes_id", "minutes_signature", ["minutes_id"])


def _report() -> None:
    op.create_table(
        "report",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("agreement", "side", "kind", "subject", "period", "version", name="uq_report_agreement"),
    )
    op.create_index("ix_report_agreement", "report", ["agreement"])


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("id", RowId, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("happened_at", Instant(), nullable=False),
        sa.Column("known_at", Instant(), nullable=False),
        sa.Column("told_at", Instant(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("subject_count", sa.Integer(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_by", sa.String(length=100), nullable=True),
        sa.Column("close_reason", sa.String(length=250), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
        sa.UniqueConstraint("number", name="uq_incident_number"),
    )
    op.create_index("ix_incident_agreement", "incident", ["agreement"])


def _destruction() -> None:
    op.create_table(
        "destruction",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_destruction"),
        sa.UniqueConstraint("agreement", "side", "number", name="uq_destruction_agreement"),
    )
    op.create_index("ix_destruction_agreement", "destruction", ["agreement"])
