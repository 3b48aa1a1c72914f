"""The authority's protocols, each version as it was signed."""

from __future__ import annotations

from sqlalchemy import insert, select

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.decisions import decided
from sync.endpoint.tables import protocols


class Protocols:
    """Named by id and version; a version never changes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, id: str, version: int, data: bytes, now: int, by: str = "") -> None:
        """The same version again replaces nothing: a version is what it was. ``by``: who had it sent."""
        this = (protocols.c.id == id) & (protocols.c.version == version)
        with self._database.exclusive() as connection:
            if connection.execute(select(protocols.c.id).where(this)).first() is None:
                connection.execute(insert(protocols).values(id=id, version=version, data=data, at=now))
                note(connection, now, "", f"pack {id} {version}")
                decided(connection, by, "pack", id, now, version=version)

    def versions(self) -> list[tuple[str, int]]:
        """(id, version) of every one, in this order."""
        query = select(protocols.c.id, protocols.c.version).order_by(protocols.c.id, protocols.c.version)
        with self._database.transaction() as connection:
            return [(row.id, int(row.version)) for row in connection.execute(query)]

    def get(self, id: str, version: int) -> bytes | None:
        """The signed bytes."""
        query = select(protocols.c.data).where(protocols.c.id == id, protocols.c.version == version)
        with self._database.transaction() as connection:
            found = connection.execute(query).first()
        return bytes(found.data) if found else None
