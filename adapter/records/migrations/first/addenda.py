"""What may pass, in time: proposals, letters and their answers, the technical team, contacts."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Create the tables, parents first."""
    _addendum_proposal()
    _proposed_change()
    _addendum_approval()
    _data_request()
    _requested_element()
    _data_request_answer()
    _granted_element()
    _team_member()
    _contact_change()


def _addendum_proposal() -> None:
    op.create_table(
        "addendum_proposal",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("team_member", sa.String(length=40), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_addendum_proposal"),
        sa.UniqueConstraint("agreement", "number", name="uq_addendum_proposal_agreement"),
    )
    op.create_index("ix_addendum_proposal_agreement", "addendum_proposal", ["agreement"])


def _proposed_change() -> None:
    op.create_table(
        "proposed_change",
        sa.Column("id", RowId, nullable=False),
        sa.Column("proposal_id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("element_list", sa.String(length=64), nullable=False),
        sa.Column("element", sa.String(length=64), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["proposal_id"], ["addendum_proposal.id"], name="fk_proposed_change_proposal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposed_change"),
    )
    op.create_index("ix_proposed_change_proposal_id", "proposed_change", ["proposal_id"])


def _addendum_approval() -> None:
    op.create_table(
        "addendum_approval",
        sa.Column("id", RowId, nullable=False),
        sa.Column("proposal_id", RowId, nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("team_member", sa.String(length=40), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("approved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["addendum_proposal.id"], name="fk_addendum_approval_proposal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_addendum_approval"),
        sa.UniqueConstraint("proposal_id", name="uq_addendum_approval_proposal_id"),
    )


def _data_request() -> None:
    op.create_table(
        "data_request",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("wanted_until", sa.Date(), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_data_request"),
        sa.UniqueConstraint("agreement", "number", name="uq_data_request_agreement"),
    )
    op.create_index("ix_data_request_agreement", "data_request", ["agreement"])


def _requested_element() -> None:
    op.create_table(
        "requested_element",
        sa.Column("id", RowId, nullable=False),
        sa.Column("request_id", RowId, nullable=False),
        sa.Column("element_list", sa.String(length=64), nullable=False),
        sa.Column("element", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["data_request.id"], name="fk_requested_element_request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_requested_element"),
    )
    op.create_index("ix_requested_element_request_id", "requested_element", ["request_id"])


def _data_request_answer() -> None:
    op.create_table(
        "data_request_answer",
        sa.Column("id", RowId, nullable=False),
        sa.Column("request_id", RowId, nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("answered_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["data_request.id"], name="fk_data_request_answer_request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_data_request_answer"),
        sa.UniqueConstraint("request_id", name="uq_data_request_answer_request_id"),
    )


def _granted_element() -> None:
    op.create_table(
        "granted_element",
        sa.Column("id", RowId, nullable=False),
        sa.Column("answer_id", RowId, nullable=False),
        sa.Column("element_list", sa.String(length=64), nullable=False),
        sa.Column("element", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["data_request_answer.id"], name="fk_granted_element_answer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_granted_element"),
    )
    op.create_index("ix_granted_element_answer_id", "granted_element", ["answer_id"])


def _team_member() -> None:
    op.create_table(
        "team_member",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("member", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("decision", sa.String(length=100), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_team_member"),
    )
    op.create_index("ix_team_member_agreement", "team_member", ["agreement"])


def _contact_change() -> None:
    op.create_table(
        "contact_change",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=250), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=100), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("told_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact_change"),
    )
    op.create_index("ix_contact_change_agreement", "contact_change", ["agreement"])
