"""${message}."""

import sqlalchemy as sa
from alembic import op

from adapter.records.base import Instant, RowId

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """TODO."""
    ${upgrades if upgrades else "pass"}
