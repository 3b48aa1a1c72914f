"""How much was new for each device that listens: counted in the transaction that made it so."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, insert, select, update

from sync.endpoint.database import Database
from sync.endpoint.tables import grants, signals
from sync.signals import Signal

_COUNTS = (signals.c.number, signals.c.urgent, signals.c.standing)


class Signals:
    """Of the devices that named a key to listen with."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listen(self, device: str, key: str) -> None:
        """``key``: public, in hexadecimal; it takes the place of the one before, and the counts go on."""
        this = signals.c.device == device
        with self._database.exclusive() as connection:
            if not connection.execute(update(signals).where(this).values(key=key)).rowcount:
                connection.execute(insert(signals).values(device=device, key=key))

    def key_of(self, device: str) -> str:
        """With which it listens, in hexadecimal; "" where it does not."""
        with self._database.transaction() as connection:
            return str(
                connection.execute(select(signals.c.key).where(signals.c.device == device)).scalar() or ""
            )

    def of(self, devices: Collection[str]) -> dict[str, Signal]:
        """How things are for these, as of now."""
        query = select(signals.c.device, *_COUNTS).where(signals.c.device.in_(devices))
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        return {row.device: Signal(int(row.number), int(row.urgent), int(row.standing)) for row in rows}


def something_new(connection: Connection, streams: Collection[str], *, by: str, urgent: bool = False) -> None:
    """About these children, for every device that is for one of them but the one that wrote it."""
    if streams:
        theirs = select(grants.c.device).where(grants.c.stream.in_(streams))
        _count(connection, signals.c.device.in_(theirs) & (signals.c.device != by), urgent=int(urgent))


def new_for(connection: Connection, device: str) -> None:
    """For this device alone."""
    _count(connection, signals.c.device == device)


def standing_changed(connection: Connection, devices: Collection[str]) -> None:
    """What concerns these devices themselves."""
    if devices:
        _count(connection, signals.c.device.in_(devices), standing=1)


def standing_changed_about(connection: Connection, streams: Collection[str]) -> None:
    """The same for every device that is for one of these children."""
    if streams:
        theirs = select(grants.c.device).where(grants.c.stream.in_(streams))
        _count(connection, signals.c.device.in_(theirs), standing=1)


def standing_changed_for_all(connection: Connection) -> None:
    """What the authority says to everybody is another."""
    _count(connection, signals.c.device != "", standing=1)


def _count(connection: Connection, which: ColumnElement[bool], *, urgent: int = 0, standing: int = 0) -> None:
    more = {
        "number": signals.c.number + 1,
        "urgent": signals.c.urgent + urgent,
        "standing": signals.c.standing + standing,
    }
    connection.execute(update(signals).where(which).values(**more))
