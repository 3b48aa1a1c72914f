"""How the endpoint's signing key changed: what its devices follow."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import insert, select

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.decisions import decided
from sync.endpoint.tables import key_changes as table
from sync.key_changes import KeyChange

_ROWS = select(*(table.c[field.name] for field in fields(KeyChange))).order_by(table.c.at)


class KeyChanges:
    """Added to, never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, change: KeyChange, by: str = "") -> None:
        """The same again is the same. ``by``: who had it changed."""
        this = (table.c.before == change.before) & (table.c.after == change.after)
        with self._database.exclusive() as connection:
            if connection.execute(select(table.c.at).where(this)).first() is None:
                connection.execute(insert(table).values(**asdict(change)))
                note(connection, change.at, "", "the signing key changed")
                said = {
                    part: getattr(change, part).hex() for part in ("before", "after", "signature", "proof")
                }
                decided(connection, by, "key", change.before.hex(), change.at, **said)

    def all(self) -> list[KeyChange]:
        """Oldest first."""
        with self._database.transaction() as connection:
            return [
                KeyChange(bytes(before), bytes(after), int(at), bytes(signature), bytes(proof))
                for before, after, at, signature, proof in connection.execute(_ROWS)
            ]
