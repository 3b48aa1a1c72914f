"""When this database was put back to an earlier moment: signed records that devices are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields, replace

from sqlalchemy import func, insert, select

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.decisions import decided
from sync.endpoint.tables import entries
from sync.endpoint.tables import restores as table
from sync.restores import LONGEST_BY, LONGEST_REASON, Restore

_ROWS = select(*(table.c[field.name] for field in fields(Restore))).order_by(table.c.number)


class Restores:
    """Added to, never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        by: str,
        reason: str,
        made_at: int,
        now: int,
        sign: Callable[[bytes], bytes],
        *,
        after: int = 0,
    ) -> Restore:
        """What is here now is what was there at ``made_at`` (seconds since 1970). ``after``: the number of
        the newest record that is known from elsewhere."""
        with self._database.exclusive() as connection:
            last = connection.execute(select(func.max(table.c.number))).scalar() or 0
            upto = connection.execute(select(func.max(entries.c.position))).scalar() or 0
            number = max(int(last), after) + 1
            bare = Restore(number, now, made_at, int(upto), by[:LONGEST_BY], reason[:LONGEST_REASON])
            made = replace(bare, signature=sign(bare.signed_part()).hex())
            connection.execute(insert(table).values(**asdict(made)))
            decided(connection, by, "restore", "", now, number=number, made_at=made_at, reason=made.reason)
            note(connection, now, "", "the database was put back")
        return made

    def all(self) -> list[Restore]:
        """Oldest first."""
        with self._database.transaction() as connection:
            return [Restore(**row) for row in connection.execute(_ROWS).mappings()]
