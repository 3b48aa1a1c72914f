"""What devices asked to have erased, and which devices are told of what was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "erasures_asked",
        sa.Column("device", sa.String(16), primary_key=True),
        sa.Column("stream", sa.String(32), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        sa.Column("by", sa.String(200), nullable=False, server_default=""),
        sa.Column("reason", sa.String(500), nullable=False, server_default=""),
        sa.Column("answered_at", sa.BigInteger, nullable=False, server_default="0"),
    )
    op.create_index("asked_about", "erasures_asked", ["stream"])
    op.create_table(
        "erasure_news",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("device", sa.String(16), nullable=False),
        sa.Column("stream", sa.String(32), nullable=False),
        sa.UniqueConstraint("device", "stream"),
    )
    op.create_index("news_of", "erasure_news", ["device", "number"])
