"""How often strangers were refused: one row a day and kind, whatever they send."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from sync.endpoint.database import Database
from sync.endpoint.tables import stranger_counts as table
from sync.settings import STRANGER_COUNT_DAYS


class StrangerCounts:
    """Days are dates of UTC, as text: 2026-11-28."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, counted: Mapping[tuple[str, str], int], now: int) -> None:
        """(day, kind) → how many more. Days that are too old leave."""
        oldest = datetime.fromtimestamp(now, UTC).date() - timedelta(days=STRANGER_COUNT_DAYS)
        with self._database.exclusive() as connection:
            for (day, kind), more in counted.items():
                this = (table.c.day == day) & (table.c.kind == kind)
                known = connection.execute(update(table).where(this).values(count=table.c.count + more))
                if not known.rowcount:
                    connection.execute(insert(table).values(day=day, kind=kind, count=more))
            connection.execute(delete(table).where(table.c.day < oldest.isoformat()))

    def all(self) -> list[tuple[str, str, int]]:
        """(day, kind, how many), in this order."""
        query = select(table.c.day, table.c.kind, table.c.count).order_by(table.c.day, table.c.kind)
        with self._database.transaction() as connection:
            return [(day, kind, int(count)) for day, kind, count in connection.execute(query)]
