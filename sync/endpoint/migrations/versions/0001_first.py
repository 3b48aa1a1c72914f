"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "devices",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("sign_key", sa.String(64), nullable=False, unique=True),
        sa.Column("seal_key", sa.String(64), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("decided_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "codes",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("tries_left", sa.Integer, nullable=False),
        sa.Column("used_by", sa.String(16), nullable=False),
    )
    op.create_table(
        "code_streams",
        sa.Column("digest", sa.String(64), sa.ForeignKey("codes.digest"), primary_key=True),
        sa.Column("stream", sa.String(32), primary_key=True),
    )
    op.create_table(
        "grants",
        sa.Column("device", sa.String(16), sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("stream", sa.String(32), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("position", _number, primary_key=True, autoincrement=True),
        sa.Column("device", sa.String(16), nullable=False),
        sa.Column("stream", sa.String(32), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("previous", sa.LargeBinary(32), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("refused", sa.String(40), nullable=False),
        sa.UniqueConstraint("device", "stream", "seq"),
    )
    op.create_index("by_stream", "entries", ["stream", "position"])
    op.create_table(
        "nonces",
        sa.Column("keyid", sa.String(160), primary_key=True),
        sa.Column("nonce", sa.String(64), primary_key=True),
        sa.Column("until", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "audit",
        sa.Column("id", _number, primary_key=True, autoincrement=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("device", sa.String(16), nullable=False),
        sa.Column("what", sa.String(60), nullable=False),
    )
