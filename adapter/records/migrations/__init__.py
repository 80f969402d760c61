"""The schema's history, as package data of Alembic. Run by adapter.records.database.upgrade."""

HEAD = "0001"
"""The newest revision; a test keeps it equal to Alembic's own. `jembatan serve` starts without importing Alembic."""

MIGRATION_LOCK = 73_556_081_945
"""PostgreSQL's advisory lock that one migration at a time holds. Any number, as long as it stays."""
