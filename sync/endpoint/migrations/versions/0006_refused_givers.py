"""Who sealed a child's key, and whose key did not open the child's log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("grants", sa.Column("giver", sa.String(16), nullable=False, server_default=""))
    op.create_table(
        "refused_givers",
        sa.Column("device", sa.String(16), primary_key=True),
        sa.Column("stream", sa.String(32), primary_key=True),
        sa.Column("giver", sa.String(16), primary_key=True),
    )
