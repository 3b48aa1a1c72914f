"""Children whom devices erased, and ask to have erased here too. Asking erases nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import RowMapping, ScalarSelect, Table, func, insert, select, update

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.decisions import decided
from sync.endpoint.store.grants import end, is_granted
from sync.endpoint.tables import devices, entries, erasures, erasures_asked, grants
from sync.erasures import LONGEST_BY, LONGEST_REASON


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """``device``: who asked, ``name``: as the administrator calls it, ``sign_key``: hexadecimal; ``at``: when
    it says that it erased the child, ``received_at``: when that came, both in seconds since 1970;
    ``signature``: the device's. ``entries``: how many are here; ``others``: how many devices are for the
    child still. ``answer``: "" while nobody answered, "erased", or "kept"; ``by`` and ``reason`` of a no."""

    stream: str
    device: str
    name: str
    sign_key: str
    at: int
    received_at: int
    signature: bytes
    entries: int
    others: int
    answer: str
    by: str
    reason: str


class ErasuresAsked:
    """Kept until an administrator says yes (``Erasures.erase``) or no."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, device: str, stream: str, at: int, signature: bytes, now: int) -> bool:
        """This device has no use of the child any more, and asks. False where it is not for this child. The
        same again is the same."""
        this = (erasures_asked.c.device == device) & (erasures_asked.c.stream == stream)
        with self._database.exclusive() as connection:
            if connection.execute(select(erasures_asked.c.at).where(this)).first() is not None:
                return True
            if not is_granted(connection, device, stream):
                return False
            row = {"device": device, "stream": stream, "at": at, "received_at": now, "signature": signature}
            connection.execute(insert(erasures_asked).values(**row))
            end(connection, device, stream)
            note(connection, now, device, "asks to have a child erased")
            return True

    def keep(self, stream: str, by: str, reason: str, now: int) -> bool:
        """An administrator's no to all who asked about this child. False where nobody did, or it was answered
        before."""
        open_ = (erasures_asked.c.stream == stream) & (erasures_asked.c.answered_at == 0)
        answer = {"by": by[:LONGEST_BY], "reason": reason[:LONGEST_REASON], "answered_at": now}
        with self._database.exclusive() as connection:
            done = connection.execute(update(erasures_asked).where(open_).values(**answer))
            if done.rowcount:
                note(connection, now, "", "a child is kept whose erasure was asked")
                decided(connection, by, "keep", stream, now, reason=answer["reason"])
            return bool(done.rowcount)

    def all(self) -> list[ErasureAsked]:
        """Oldest first."""
        asked = erasures_asked.c
        query = (
            select(
                *asked,
                devices.c.name,
                devices.c.sign_key,
                _count(entries).label("entries"),
                _count(grants).label("others"),
                _count(erasures).label("gone"),
            )
            .join(devices, devices.c.id == asked.device)
            .order_by(asked.received_at, asked.stream, asked.device)
        )
        with self._database.transaction() as connection:
            return [_read(row) for row in connection.execute(query).mappings()]


def _count(table: Table) -> ScalarSelect[int]:
    """How many rows are about the child."""
    about = table.c.stream == erasures_asked.c.stream
    return select(func.count()).select_from(table).where(about).scalar_subquery()


def _read(row: RowMapping) -> ErasureAsked:
    answered = "kept" if row["answered_at"] else ""
    return ErasureAsked(
        row["stream"],
        row["device"],
        row["name"],
        row["sign_key"],
        int(row["at"]),
        int(row["received_at"]),
        bytes(row["signature"]),
        int(row["entries"]),
        int(row["others"]),
        "erased" if row["gone"] else answered,
        row["by"],
        row["reason"],
    )
