"""All tables: agreements and partners, the journal, the records of people.

Revision 0001, the first. There is no way down: data at rest are restored from a backup, not migrated back.
"""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId
from adapter.records.migrations import first

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, parents first, and the one row that counts mutations."""
    _addendum()
    _expiry_notice()
    _extension()
    _journal_entry()
    _journal_seal()
    _key_check()
    _mutation_counter()
    _partner_authority()
    _partner_certificate()
    _person()
    _reference_list()
    _replay_key()
    _seeding()
    _state_official()
    _suspension()
    _addendum_change()
    _award()
    _card()
    _family()
    _journal_access()
    _message_id()
    _mutation()
    _reference_code()
    first.create()
    op.execute("INSERT INTO mutation_counter (id, last_token) VALUES (1, 0)")


def _addendum() -> None:
    op.create_table(
        "addendum",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=250), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_addendum"),
        sa.UniqueConstraint("agreement", "number", name="uq_addendum_agreement"),
    )
    op.create_index("ix_addendum_agreement", "addendum", ["agreement"])


def _expiry_notice() -> None:
    op.create_table(
        "expiry_notice",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("name", "day", name="pk_expiry_notice"),
    )


def _extension() -> None:
    op.create_table(
        "extension",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=250), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_extension"),
        sa.UniqueConstraint("agreement", "number", name="uq_extension_agreement"),
    )
    op.create_index("ix_extension_agreement", "extension", ["agreement"])


def _journal_entry() -> None:
    op.create_table(
        "journal_entry",
        sa.Column("id", RowId, nullable=False),
        sa.Column("correlation_id", sa.String(length=36), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=True),
        sa.Column("agreement", sa.String(length=40), nullable=True),
        sa.Column("signer", sa.LargeBinary(length=32), nullable=True),
        sa.Column("message_id", sa.String(length=36), nullable=True),
        sa.Column("user", sa.String(length=100), nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("result_number", sa.String(length=40), nullable=True),
        sa.Column("element_version", sa.String(length=40), nullable=True),
        sa.Column("request_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("request_size", sa.Integer(), nullable=False),
        sa.Column("request_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answer_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("answer_size", sa.Integer(), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_journal_entry"),
        sa.UniqueConstraint("correlation_id", name="uq_journal_entry_correlation_id"),
    )
    op.create_index("ix_journal_entry_message_id", "journal_entry", ["message_id"])
    op.create_index("ix_journal_entry_received_at", "journal_entry", ["received_at"])


def _journal_seal() -> None:
    op.create_table(
        "journal_seal",
        sa.Column("number", RowId, autoincrement=False, nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("algorithm", sa.String(length=80), nullable=False),
        sa.Column("certificate", sa.LargeBinary(length=32), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("leaves", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_journal_seal"),
    )


def _key_check() -> None:
    op.create_table(
        "key_check",
        sa.Column("name", sa.String(length=8), nullable=False),
        sa.Column("value", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_key_check"),
    )


def _mutation_counter() -> None:
    op.create_table(
        "mutation_counter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_token", sa.BigInteger(), nullable=False),
        sa.Column("last_instant", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_mutation_counter"),
    )


def _partner_authority() -> None:
    op.create_table(
        "partner_authority",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("thumbprint", sa.LargeBinary(length=32), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("intermediates", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_partner_authority"),
    )
    op.create_index("ix_partner_authority_agreement", "partner_authority", ["agreement"])
    op.create_index("ix_partner_authority_thumbprint", "partner_authority", ["thumbprint"])


def _partner_certificate() -> None:
    op.create_table(
        "partner_certificate",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("thumbprint", sa.LargeBinary(length=32), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=False),
        sa.Column("ski", sa.LargeBinary(length=64), nullable=True),
        sa.Column("sha1", sa.LargeBinary(length=20), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_partner_certificate"),
        sa.UniqueConstraint("thumbprint", "agreement", name="uq_partner_certificate_thumbprint"),
    )
    op.create_index("ix_partner_certificate_agreement", "partner_certificate", ["agreement"])
    op.create_index("ix_partner_certificate_thumbprint", "partner_certificate", ["thumbprint"])
    op.create_index("ix_partner_certificate_serial", "partner_certificate", ["serial"])
    op.create_index("ix_partner_certificate_ski", "partner_certificate", ["ski"])
    op.create_index("ix_partner_certificate_sha1", "partner_certificate", ["sha1"])


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("nip_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("nik_index", sa.LargeBinary(length=32), nullable=True),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("gender", sa.String(length=1), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.Column("legal_position", sa.String(length=4), nullable=False),
        sa.Column("deceased", sa.Boolean(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("home_agency", sa.String(length=42), nullable=True),
        sa.Column("work_agency", sa.String(length=42), nullable=True),
        sa.Column("unit", sa.String(length=250), nullable=True),
        sa.Column("post_kind", sa.String(length=12), nullable=True),
        sa.Column("post", sa.String(length=250), nullable=True),
        sa.Column("post_since", sa.Date(), nullable=True),
        sa.Column("grade", sa.String(length=6), nullable=True),
        sa.Column("grade_since", sa.Date(), nullable=True),
        sa.Column("grade_years", sa.Integer(), nullable=True),
        sa.Column("grade_months", sa.Integer(), nullable=True),
        sa.Column("cpns_since", sa.Date(), nullable=True),
        sa.Column("pns_since", sa.Date(), nullable=True),
        sa.Column("pension_since", sa.Date(), nullable=True),
        sa.Column("location_code", sa.String(length=4), nullable=True),
        sa.Column("location", sa.String(length=250), nullable=True),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("nip_index", name="uq_person_nip_index"),
    )
    op.create_index("ix_person_nik_index", "person", ["nik_index"])
    op.create_index("ix_person_updated_at", "person", ["updated_at", "id"])


def _reference_list() -> None:
    op.create_table(
        "reference_list",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_reference_list"),
    )


def _replay_key() -> None:
    op.create_table(
        "replay_key",
        sa.Column("signer", sa.LargeBinary(length=32), nullable=False),
        sa.Column("signature", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("signer", "signature", name="pk_replay_key"),
    )
    op.create_index("ix_replay_key_created_at", "replay_key", ["signer", "created_at"])


def _seeding() -> None:
    op.create_table(
        "seeding",
        sa.Column("seed", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seed", name="pk_seeding"),
    )


def _state_official() -> None:
    op.create_table(
        "state_official",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("nik_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("card_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_state_official"),
        sa.UniqueConstraint("card_index", name="uq_state_official_card_index"),
        sa.UniqueConstraint("nik_index", name="uq_state_official_nik_index"),
    )


def _suspension() -> None:
    op.create_table(
        "suspension",
        sa.Column("id", RowId, nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=True),
        sa.Column("thumbprint", sa.LargeBinary(length=32), nullable=True),
        sa.Column("reason", sa.String(length=250), nullable=False),
        sa.Column("suspended_at", Instant(), nullable=False),
        sa.Column("suspended_by", sa.String(length=100), nullable=False),
        sa.Column("resumed_at", Instant(), nullable=True),
        sa.Column("resumed_by", sa.String(length=100), nullable=True),
        sa.Column("resume_reason", sa.String(length=250), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_suspension"),
    )
    op.create_index("ix_suspension_agreement", "suspension", ["agreement"])
    op.create_index("ix_suspension_thumbprint", "suspension", ["thumbprint"])


def _addendum_change() -> None:
    op.create_table(
        "addendum_change",
        sa.Column("id", RowId, nullable=False),
        sa.Column("addendum_id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("element_list", sa.String(length=64), nullable=False),
        sa.Column("element", sa.String(length=64), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["addendum_id"], ["addendum.id"], name="fk_addendum_change_addendum_id"),
        sa.PrimaryKeyConstraint("id", name="pk_addendum_change"),
    )
    op.create_index("ix_addendum_change_addendum_id", "addendum_change", ["addendum_id"])


def _award() -> None:
    op.create_table(
        "award",
        sa.Column("id", RowId, nullable=False),
        sa.Column("award_key", sa.String(length=64), nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("proposal", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("decree", sa.String(length=40), nullable=False),
        sa.Column("decree_on", sa.Date(), nullable=False),
        sa.Column("year", sa.String(length=4), nullable=False),
        sa.Column("charter", sa.String(length=100), nullable=True),
        sa.Column("conferred_on", sa.Date(), nullable=True),
        sa.Column("posthumous", sa.Boolean(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("revoking_decree", sa.String(length=40), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_award_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_award"),
        sa.UniqueConstraint("award_key", name="uq_award_award_key"),
    )
    op.create_index("ix_award_person_id", "award", ["person_id"])


def _card() -> None:
    op.create_table(
        "card",
        sa.Column("person_id", RowId, autoincrement=False, nullable=False),
        sa.Column("card_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_card_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_card"),
        sa.UniqueConstraint("card_index", name="uq_card_card_index"),
    )


def _family() -> None:
    op.create_table(
        "family",
        sa.Column("person_id", RowId, autoincrement=False, nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_family_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_family"),
    )


def _journal_access() -> None:
    op.create_table(
        "journal_access",
        sa.Column("entry_id", RowId, nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["journal_entry.id"], name="fk_journal_access_entry_id"),
        sa.PrimaryKeyConstraint("entry_id", "subject", name="pk_journal_access"),
    )
    op.create_index("ix_journal_access_subject", "journal_access", ["subject"])


def _message_id() -> None:
    op.create_table(
        "message_id",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("entry_id", RowId, nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["journal_entry.id"], name="fk_message_id_entry_id"),
        sa.PrimaryKeyConstraint("agreement", "message_id", name="pk_message_id"),
    )
    op.create_index("ix_message_id_entry_id", "message_id", ["entry_id"])


def _mutation() -> None:
    op.create_table(
        "mutation",
        sa.Column("token", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mutation_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("change", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=True),
        sa.Column("impact", sa.String(length=13), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("elements", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mutation_person_id"),
        sa.PrimaryKeyConstraint("token", name="pk_mutation"),
        sa.UniqueConstraint("mutation_id", name="uq_mutation_mutation_id"),
    )
    op.create_index("ix_mutation_person_id", "mutation", ["person_id"])


def _reference_code() -> None:
    op.create_table(
        "reference_code",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("code", sa.String(length=42), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["kind"], ["reference_list.kind"], name="fk_reference_code_kind"),
        sa.PrimaryKeyConstraint("kind", "code", name="pk_reference_code"),
    )
