"""Messages that go and come as files."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId


def create() -> None:
    """Create the three tables."""
    op.create_table(
        "outgoing_file",
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("signed_at", Instant(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["outgoing_page.message_id"], name="fk_outgoing_file_message_id_outgoing_page"
        ),
        sa.PrimaryKeyConstraint("message_id", name="pk_outgoing_file"),
    )
    op.create_table(
        "file_taken",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("entry_id", RowId, nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["journal_entry.id"], name="fk_file_taken_entry_id_journal_entry"),
        sa.PrimaryKeyConstraint("digest", name="pk_file_taken"),
    )
    op.create_table(
        "file_list_taken",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("agreement", name="pk_file_list_taken"),
    )
