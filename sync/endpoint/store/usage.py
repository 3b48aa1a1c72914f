"""How much one device sent, and how much there is about one child: there is room for so much and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, update

from sync.endpoint.tables import usage
from sync.settings import BYTES_A_DAY, BYTES_IN_ALL, ENTRIES_A_DAY, ENTRIES_IN_ALL

_IN_ALL = ""  # the day of the row that counts all days


class NoRoom(Exception):
    """What was sent is not taken, none of it. ``child``: it is the child's room that is used up, and the
    device may go on about others."""

    def __init__(self, *, child: bool) -> None:
        super().__init__("no room")
        self.child = child


@dataclass(frozen=True, slots=True)
class Room:
    """For one device, and for one child: entries (letters among them) and bytes of all that is sealed."""

    entries_a_day: int = ENTRIES_A_DAY
    bytes_a_day: int = BYTES_A_DAY
    entries: int = ENTRIES_IN_ALL
    bytes: int = BYTES_IN_ALL

    def use(
        self, connection: Connection, device: str, stream: str, now: int, *, entries: int, size: int
    ) -> None:
        """Count it, in the transaction that keeps it. Raises :class:`NoRoom`."""
        today = datetime.fromtimestamp(now, UTC).date().isoformat()
        for owner in (device, stream):
            for day, most_entries, most_bytes in (
                (today, self.entries_a_day, self.bytes_a_day),
                (_IN_ALL, self.entries, self.bytes),
            ):
                this = (usage.c.owner == owner) & (usage.c.day == day)
                found = connection.execute(select(usage.c.entries, usage.c.bytes).where(this)).first()
                new = {
                    "entries": entries + (found.entries if found else 0),
                    "bytes": size + (found.bytes if found else 0),
                }
                if new["entries"] > most_entries or new["bytes"] > most_bytes:
                    raise NoRoom(child=owner == stream)
                if found:
                    connection.execute(update(usage).where(this).values(**new))
                else:
                    before = (usage.c.owner == owner) & usage.c.day.not_in((today, _IN_ALL))
                    connection.execute(delete(usage).where(before))
                    connection.execute(insert(usage).values(owner=owner, day=day, **new))
