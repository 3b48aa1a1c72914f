"""Entries are kept with their link; those that are there have none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    empty = "x''" if op.get_bind().dialect.name == "sqlite" else "''"  # bytes; SQLite would keep a text
    link = sa.Column("link", sa.LargeBinary(32), nullable=False, server_default=sa.text(empty))
    op.add_column("entries", link)
