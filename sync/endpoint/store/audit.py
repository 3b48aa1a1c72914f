"""What was done and what was refused, and to whom; never a word of what was sent."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from sync.endpoint.database import Database
from sync.endpoint.tables import audit


class Audit:
    """Lines are added, and never read by the endpoint itself."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, device: str, what: str, now: int) -> None:
        """A line in a transaction of its own."""
        with self._database.transaction() as connection:
            note(connection, now, device, what)


def note(connection: Connection, now: int, device: str, what: str) -> None:
    """A line in the transaction that it tells about. ``device``: "" where none is known."""
    connection.execute(insert(audit).values(at=now, device=device[:16], what=what[:60]))
