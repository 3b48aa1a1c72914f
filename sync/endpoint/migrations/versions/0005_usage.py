"""How much each device sent, and how much there is about each child: what is there already counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_HELD = (("entries", 1, "payload"), ("letters", 1, "sealed"), ("chunks", 0, "data"))


def upgrade() -> None:
    op.create_table(
        "usage",
        sa.Column("owner", sa.String(32), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("entries", sa.BigInteger, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
    )
    each = " UNION ALL ".join(
        f"SELECT {owner} AS owner, {one} AS one, length({data}) AS size FROM {table}"
        for table, one, data in _HELD
        for owner in ("device", "stream")
    )
    op.execute(
        "INSERT INTO usage (owner, day, entries, bytes) "
        f"SELECT owner, '', SUM(one), SUM(size) FROM ({each}) AS held GROUP BY owner"
    )
