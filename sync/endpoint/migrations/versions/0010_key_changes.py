"""How the endpoint's signing key changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "key_changes",
        sa.Column("before", sa.LargeBinary(32), primary_key=True),
        sa.Column("after", sa.LargeBinary(32), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        sa.Column("proof", sa.LargeBinary(64), nullable=False),
    )
