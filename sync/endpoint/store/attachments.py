"""Sealed pictures and documents, in chunks: named by the child, the picture and the number, each taken once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select

from sync.endpoint.database import Database, note
from sync.endpoint.tables import chunks, grants


class OtherChunk(Exception):
    """Other bytes, or another count, under a name that is taken."""


@dataclass(frozen=True, slots=True)
class Held:
    """How many chunks there are to be, and which are here."""

    of: int
    have: tuple[int, ...]


class Photos(Database):
    """Every method answers only for children that the device is enrolled for."""

    def put_chunk(
        self, device: str, stream: str, photo: str, number: int, of: int, data: bytes, now: int
    ) -> bool:
        """False where the device may not. The same again changes nothing. Raises :class:`OtherChunk`."""
        with self.writing() as connection:
            if not connection.execute(
                select(grants.c.stream).where(grants.c.device == device, grants.c.stream == stream)
            ).first():
                note(connection, now, device, "chunk refused: not enrolled for this child")
                return False
            this = (chunks.c.stream == stream) & (chunks.c.photo == photo)
            held = connection.execute(
                select(chunks.c.of, chunks.c.data).where(this, chunks.c.number == number)
            ).first()
            first = connection.execute(select(chunks.c.of).where(this).limit(1)).first()
            if (first and first.of != of) or (held and bytes(held.data) != data):
                raise OtherChunk
            if held is None:
                connection.execute(
                    insert(chunks).values(
                        stream=stream, photo=photo, number=number, of=of, data=data, device=device, at=now
                    )
                )
            return True

    def photos_of(self, device: str, stream: str) -> dict[str, Held]:
        """Every picture of this child, whole or not yet."""
        mine = select(grants.c.stream).where(grants.c.device == device)
        with self.reading() as connection:
            rows = connection.execute(
                select(chunks.c.photo, chunks.c.of, chunks.c.number)
                .where(chunks.c.stream == stream, chunks.c.stream.in_(mine))
                .order_by(chunks.c.photo, chunks.c.number)
            )
            found: dict[str, Held] = {}
            for photo, of, number in rows:
                before = found.get(photo, Held(of, ()))
                found[photo] = Held(of, (*before.have, number))
            return found

    def chunk(self, device: str, stream: str, photo: str, number: int) -> bytes | None:
        mine = select(grants.c.stream).where(grants.c.device == device)
        with self.reading() as connection:
            found = connection.execute(
                select(chunks.c.data).where(
                    chunks.c.stream == stream,
                    chunks.c.photo == photo,
                    chunks.c.number == number,
                    chunks.c.stream.in_(mine),
                )
            ).first()
        return bytes(found.data) if found else None
