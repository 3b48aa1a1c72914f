"""What strangers try is counted by day and kind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "stranger_counts",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("count", sa.BigInteger, nullable=False),
    )
