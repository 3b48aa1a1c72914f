"""What stays of a child who was erased: who said so, why, and the endpoint's signature."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("stream", sa.String(32), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("entries", sa.BigInteger, nullable=False),
        sa.Column("chunks", sa.BigInteger, nullable=False),
        sa.Column("letters", sa.BigInteger, nullable=False),
        sa.Column("ends", sa.Text, nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
    )
