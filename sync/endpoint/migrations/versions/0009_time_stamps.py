"""Tokens of a time-stamp authority, and the heads of feeds that each is over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "time_stamps",
        sa.Column("number", number, primary_key=True, autoincrement=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("upto", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False),
        sa.Column("trusted", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "stamped_heads",
        sa.Column("stamp", number, sa.ForeignKey("time_stamps.number"), primary_key=True),
        sa.Column("device", sa.String(16), primary_key=True),
        sa.Column("stream", sa.String(32), primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("link", sa.LargeBinary(32), nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("path", sa.LargeBinary, nullable=False),
    )
    op.create_index("by_device", "stamped_heads", ["device", "stamp"])
