"""What the authority has set, by name: its policy."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.decisions import decided
from sync.endpoint.tables import settings

POLICY = "policy"


class Settings:
    """Texts by name; the newest one counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, name: str, value: str, now: int, by: str = "") -> None:
        """In place of what was there. ``by``: who set it."""
        with self._database.exclusive() as connection:
            connection.execute(delete(settings).where(settings.c.name == name))
            connection.execute(insert(settings).values(name=name, value=value))
            note(connection, now, "", f"setting: {name}")
            decided(connection, by, "setting", name, now, value=value)

    def get(self, name: str) -> str:
        """Empty where nothing was set."""
        with self._database.transaction() as connection:
            found = connection.execute(select(settings.c.value).where(settings.c.name == name)).first()
        return str(found.value) if found else ""
