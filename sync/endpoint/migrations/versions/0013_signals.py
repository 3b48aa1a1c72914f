"""Who listens for signals, and how much there was for each; who is for a child is looked up at each push."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "signals",
        sa.Column("device", sa.String(16), sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("urgent", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("standing", sa.BigInteger, nullable=False, server_default="0"),
    )
    op.create_index("grants_about", "grants", ["stream"])
