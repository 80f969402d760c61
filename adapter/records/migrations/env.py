"""Alembic's way in: the transaction, and its lock, are the caller's (adapter.records.database.upgrade)."""

from alembic import context

import adapter.agreements.bpum.models
import adapter.duties.models
import adapter.exchange.executor_models
import adapter.exchange.file_models
import adapter.exchange.models
import adapter.exchange.peer_models
import adapter.exchange.sync_models
import adapter.journal.file_models
import adapter.journal.models
import adapter.journal.papers
import adapter.records.aggregate_models
import adapter.records.difference_models
import adapter.records.digest_models
import adapter.records.held_models
import adapter.records.information_models
import adapter.records.models
import adapter.records.offered_models
import adapter.records.said_models
import adapter.registry.addenda_models
import adapter.registry.models
import adapter.registry.notice_models
import adapter.registry.term_models  # noqa: F401 - all of them make the tables known
from adapter.records.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
)
context.run_migrations()
