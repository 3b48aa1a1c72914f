"""Sealed pictures and documents, in chunks: named by child, attachment and number, each taken once (ADR
15)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.grants import is_granted
from sync.endpoint.store.signals import something_new
from sync.endpoint.store.usage import Room
from sync.endpoint.tables import attachment_chunks as chunks
from sync.endpoint.tables import grants


class OtherChunk(Exception):
    """Other bytes, or another count, under a name that is taken."""


@dataclass(frozen=True, slots=True)
class Held:
    """How many chunks there are to be, and which are here."""

    of: int
    have: tuple[int, ...]


class Attachments:
    """Every method answers only for children that the device is enrolled for."""

    def __init__(self, database: Database, room: Room) -> None:
        self._database, self._room = database, room

    def put_chunk(
        self, device: str, stream: str, attachment: str, number: int, of: int, data: bytes, now: int
    ) -> bool:
        """False where the device may not. The same again changes nothing. Raises :class:`OtherChunk`,
        :class:`NoRoom`."""
        with self._database.exclusive() as connection:
            if not is_granted(connection, device, stream):
                note(connection, now, device, "chunk refused: not enrolled for this child")
                return False
            this = (chunks.c.stream == stream) & (chunks.c.photo == attachment)
            held = connection.execute(
                select(chunks.c.of, chunks.c.data).where(this, chunks.c.number == number)
            ).first()
            first = connection.execute(select(chunks.c.of).where(this).limit(1)).first()
            if (first and first.of != of) or (held and bytes(held.data) != data):
                raise OtherChunk
            if held is None:
                self._room.use(connection, device, stream, now, entries=0, size=len(data))
                named = {"stream": stream, "photo": attachment, "number": number, "of": of}
                connection.execute(insert(chunks).values(**named, data=data, device=device, at=now))
                if number + 1 == of:
                    something_new(connection, {stream}, by=device)
            return True

    def held(self, device: str, stream: str) -> dict[str, Held]:
        """Every attachment of this child by its id, whole or not yet."""
        mine = select(grants.c.stream).where(grants.c.device == device)
        query = (
            select(chunks.c.photo, chunks.c.of, chunks.c.number)
            .where(chunks.c.stream == stream, chunks.c.stream.in_(mine))
            .order_by(chunks.c.photo, chunks.c.number)
        )
        found: dict[str, Held] = {}
        with self._database.transaction() as connection:
            for attachment, of, number in connection.execute(query):
                before = found.get(attachment, Held(of, ()))
                found[attachment] = Held(of, (*before.have, number))
        return found

    def chunk(self, device: str, stream: str, attachment: str, number: int) -> bytes | None:
        """The bytes as they came; ``None`` where there is none, or the device may not."""
        mine = select(grants.c.stream).where(grants.c.device == device)
        query = select(chunks.c.data).where(
            chunks.c.stream == stream,
            chunks.c.photo == attachment,
            chunks.c.number == number,
            chunks.c.stream.in_(mine),
        )
        with self._database.transaction() as connection:
            found = connection.execute(query).first()
        return bytes(found.data) if found else None
