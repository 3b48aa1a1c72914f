"""What the authority says to its devices, and what is for its duty desk alone."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from sync.endpoint.database import Database, note
from sync.endpoint.registry import DESK
from sync.endpoint.tables import devices, grants, letters, packs, settings


class Admin(Database):
    """Settings, rule packs, and letters sealed to one desk each."""

    def set(self, name: str, value: str, now: int) -> None:
        with self.writing() as connection:
            connection.execute(delete(settings).where(settings.c.name == name))
            connection.execute(insert(settings).values(name=name, value=value))
            note(connection, now, "", f"setting: {name}")

    def setting(self, name: str) -> str:
        with self.reading() as connection:
            found = connection.execute(select(settings.c.value).where(settings.c.name == name)).first()
        return str(found.value) if found else ""

    # --- packs --------------------------------------------------------------------------------
    def add_pack(self, id: str, version: int, data: bytes, now: int) -> None:
        """The same version again replaces nothing: a version is what it was."""
        with self.writing() as connection:
            held = connection.execute(
                select(packs.c.id).where(packs.c.id == id, packs.c.version == version)
            ).first()
            if held is None:
                connection.execute(insert(packs).values(id=id, version=version, data=data, at=now))
                note(connection, now, "", f"pack {id} {version}")

    def all_packs(self) -> list[tuple[str, int]]:
        with self.reading() as connection:
            rows = connection.execute(
                select(packs.c.id, packs.c.version).order_by(packs.c.id, packs.c.version)
            )
            return [(row.id, int(row.version)) for row in rows]

    def pack(self, id: str, version: int) -> bytes | None:
        with self.reading() as connection:
            found = connection.execute(
                select(packs.c.data).where(packs.c.id == id, packs.c.version == version)
            ).first()
        return bytes(found.data) if found else None

    # --- letters ------------------------------------------------------------------------------
    def desks(self) -> list[tuple[str, str]]:
        """(device, seal key) of every approved duty desk."""
        with self.reading() as connection:
            rows = connection.execute(
                select(devices.c.id, devices.c.seal_key).where(
                    devices.c.kind == DESK, devices.c.state == "approved"
                )
            )
            return [(row.id, row.seal_key) for row in rows]

    def put_letter(self, device: str, stream: str, letter: str, to: str, sealed: bytes, now: int) -> bool:
        """A restricted entry for one desk; the same again is the same. False where the device may not."""
        with self.writing() as connection:
            mine = connection.execute(
                select(grants.c.stream).where(grants.c.device == device, grants.c.stream == stream)
            ).first()
            desk = connection.execute(
                select(devices.c.id).where(devices.c.id == to, devices.c.kind == DESK)
            ).first()
            if not mine or not desk:
                note(connection, now, device, "letter refused")
                return False
            this = (letters.c.letter == letter) & (letters.c.addressee == to)
            if not connection.execute(select(letters.c.letter).where(this)).first():
                connection.execute(
                    insert(letters).values(
                        letter=letter, addressee=to, stream=stream, device=device, sealed=sealed, at=now
                    )
                )
            return True

    def letters_for(self, desk: str, after: int) -> list[tuple[int, str, str, bytes]]:
        """(position, letter, stream, sealed) of what came for this desk."""
        query = (
            select(letters)
            .where(letters.c.addressee == desk, letters.c.position > after)
            .order_by(letters.c.position)
            .limit(50)
        )
        with self.reading() as connection:
            return [
                (int(row["position"]), row["letter"], row["stream"], bytes(row["sealed"]))
                for row in connection.execute(query).mappings()
            ]
