"""What happens to an agreement's term in time: holidays, suspensions, proposals, keadaan kahar."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Create the four tables."""
    _holiday()
    _agreement_hold()
    _term_proposal()
    _force_majeure()


def _holiday() -> None:
    op.create_table(
        "holiday",
        sa.Column("id", RowId, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_holiday"),
    )
    op.create_index("ix_holiday_day", "holiday", ["day"])


def _agreement_hold() -> None:
    op.create_table(
        "agreement_hold",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=250), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("resumed_at", Instant(), nullable=True),
        sa.Column("resumed_by", sa.String(length=100), nullable=True),
        sa.Column("resume_reason", sa.String(length=250), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_agreement_hold"),
    )
    op.create_index("ix_agreement_hold_agreement", "agreement_hold", ["agreement"])


def _term_proposal() -> None:
    op.create_table(
        "term_proposal",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("letter", sa.String(length=100), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answer_letter", sa.String(length=100), nullable=True),
        sa.Column("answer_reason", sa.String(length=1000), nullable=True),
        sa.Column("extension", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_term_proposal"),
        sa.UniqueConstraint("agreement", "side", "letter", name="uq_term_proposal_agreement"),
    )
    op.create_index("ix_term_proposal_agreement", "term_proposal", ["agreement"])


def _force_majeure() -> None:
    op.create_table(
        "force_majeure",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("cause", sa.String(length=1000), nullable=True),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("postpones_exchange", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("tell_by", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_reason", sa.String(length=1000), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_force_majeure"),
        sa.UniqueConstraint("agreement", "side", "event", "began_on", name="uq_force_majeure_agreement"),
    )
    op.create_index("ix_force_majeure_agreement", "force_majeure", ["agreement"])
