"""Restricted entries: sealed to one duty desk each, which alone may fetch and can read them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.devices import DESK
from sync.endpoint.store.grants import is_granted
from sync.endpoint.store.signals import new_for
from sync.endpoint.store.usage import Room
from sync.endpoint.tables import devices
from sync.endpoint.tables import restricted_entries as table

_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """``id``: the entry's own, 32 hex digits; ``position``: to ask for what came after it."""

    position: int
    id: str
    stream: str
    sealed: bytes


class RestrictedEntries:
    """From one device, about one child, to one desk."""

    def __init__(self, database: Database, room: Room) -> None:
        self._database, self._room = database, room

    def put(self, device: str, stream: str, id: str, desk: str, sealed: bytes, now: int) -> bool:
        """The same again is the same. False where the device may not, or ``desk`` is no desk.
        Raises :class:`NoRoom`."""
        this = (table.c.letter == id) & (table.c.addressee == desk)
        known_desk = select(devices.c.id).where(devices.c.id == desk, devices.c.kind == DESK)
        with self._database.exclusive() as connection:
            if not is_granted(connection, device, stream) or not connection.execute(known_desk).first():
                note(connection, now, device, "letter refused")
                return False
            if not connection.execute(select(table.c.letter).where(this)).first():
                self._room.use(connection, device, stream, now, entries=1, size=len(sealed))
                named = {"letter": id, "addressee": desk, "stream": stream, "device": device}
                connection.execute(insert(table).values(**named, sealed=sealed, at=now))
                new_for(connection, desk)
            return True

    def addressed_to(self, desk: str, after: int) -> list[SealedEntry]:
        """What came for this desk after a position, at most fifty."""
        query = (
            select(table.c.position, table.c.letter, table.c.stream, table.c.sealed)
            .where(table.c.addressee == desk, table.c.position > after)
            .order_by(table.c.position)
            .limit(_AT_ONCE)
        )
        with self._database.transaction() as connection:
            return [
                SealedEntry(int(position), id, stream, bytes(sealed))
                for position, id, stream, sealed in connection.execute(query)
            ]
