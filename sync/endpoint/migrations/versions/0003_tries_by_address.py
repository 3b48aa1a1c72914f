"""Tries with a code are counted by address, in memory, and no longer by code."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.drop_column("codes", "tries_left")
