"""Photos in chunks, the duty desk, and what the authority says to its devices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    for table in ("devices", "codes"):
        op.add_column(table, sa.Column("kind", sa.String(8), nullable=False, server_default="home"))
    op.create_table(
        "chunks",
        sa.Column("stream", sa.String(32), primary_key=True),
        sa.Column("photo", sa.String(32), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("of", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "letters",
        sa.Column("position", _number, primary_key=True, autoincrement=True),
        sa.Column("letter", sa.String(32), nullable=False),
        sa.Column("addressee", sa.String(16), nullable=False),
        sa.Column("stream", sa.String(32), nullable=False),
        sa.Column("device", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("letter", "addressee"),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "packs",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
