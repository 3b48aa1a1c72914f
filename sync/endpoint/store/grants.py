"""Which children a device is for, and each child's share key as it is sealed to that device."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.devices import DESK, HOME
from sync.endpoint.store.erasures import erased
from sync.endpoint.store.signals import standing_changed, standing_changed_about
from sync.endpoint.tables import devices, erasures_asked, grants, refused_givers


@dataclass(frozen=True, slots=True)
class Companion:
    """An approved device that is for the same child. ``seal_key`` in hexadecimal; ``has_key``: somebody has
    sealed the child's share key to it."""

    stream: str
    device: str
    seal_key: str
    has_key: bool


class Grants:
    """A grant is a device and a child; its sealed key is empty until somebody who holds the key has sealed
    it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, device: str) -> dict[str, bytes]:
        """Stream → the share key, sealed to this device; empty while nobody who holds it has sealed it
        yet."""
        query = select(grants.c.stream, grants.c.sealed).where(grants.c.device == device)
        with self._database.transaction() as connection:
            return {row.stream: bytes(row.sealed) for row in connection.execute(query)}

    def companions(self, device: str) -> list[Companion]:
        """Every approved device for the same children, this one among them."""
        mine = select(grants.c.stream).where(grants.c.device == device)
        query = (
            select(grants.c.stream, devices.c.id, devices.c.seal_key, func.length(grants.c.sealed) > 0)
            .join(devices, devices.c.id == grants.c.device)
            .where(grants.c.stream.in_(mine), devices.c.state == "approved")
        )
        with self._database.transaction() as connection:
            return [Companion(row[0], row[1], row[2], bool(row[3])) for row in connection.execute(query)]

    def claim(self, device: str, streams: Sequence[str], now: int) -> list[str]:
        """Children that this device added: it gets those that no home's device ever had. Another's, and one
        whose home was revoked, an administrator names in a code."""
        with self._database.exclusive() as connection:
            taken = not_to_be_claimed(connection, streams)
            new = [stream for stream in dict.fromkeys(streams) if stream not in taken]
            give(connection, device, new)
            give_to_desks(connection, new)
            standing_changed_about(connection, new)
            note(connection, now, device, f"{len(new)} children claimed")
        return new

    def seal(self, by: str, stream: str, device: str, sealed: bytes, now: int) -> bool:
        """``by`` seals a child's key to a companion. The first one who does so is believed, until the
        companion says that it opens nothing."""
        empty = _this(device, stream) & (func.length(grants.c.sealed) == 0)
        refused = select(refused_givers.c.giver).where(
            refused_givers.c.device == device, refused_givers.c.stream == stream
        )
        with self._database.exclusive() as connection:
            if not is_granted(connection, by, stream):
                return False
            if by in set(connection.execute(refused).scalars()):
                return False
            done = connection.execute(update(grants).where(empty).values(sealed=sealed, giver=by))
            if done.rowcount:
                standing_changed(connection, [device])
            note(connection, now, by, "key sealed to a device")
            return bool(done.rowcount)

    def refuse(self, device: str, streams: Iterable[str], now: int) -> list[str]:
        """What was sealed to this device for these children opens nothing: the place is free for another,
        and not for who sealed it. Where nobody is left who could, all may again: a true key is refused while
        nothing that it opens has come."""
        freed = []
        with self._database.exclusive() as connection:
            for stream in dict.fromkeys(streams):
                this = _this(device, stream) & (func.length(grants.c.sealed) > 0)
                giver = connection.execute(select(grants.c.giver).where(this)).scalar()
                if giver is None:
                    continue
                connection.execute(update(grants).where(this).values(sealed=b"", giver=""))
                if giver:
                    refused = {"device": device, "stream": stream, "giver": giver}
                    connection.execute(insert(refused_givers).values(**refused))
                    note(connection, now, giver, "a key that it sealed opens nothing")
                    _start_over_when_all_are_refused(connection, device, stream)
                freed.append(stream)
            standing_changed_about(connection, freed)
        return freed


def _start_over_when_all_are_refused(connection: Connection, device: str, stream: str) -> None:
    others = (
        select(grants.c.device)
        .join(devices, devices.c.id == grants.c.device)
        .where(grants.c.stream == stream, grants.c.device != device, devices.c.state == "approved")
    )
    mine = (refused_givers.c.device == device) & (refused_givers.c.stream == stream)
    refused = set(connection.execute(select(refused_givers.c.giver).where(mine)).scalars())
    if set(connection.execute(others).scalars()) <= refused:
        connection.execute(delete(refused_givers).where(mine))


def _this(device: str, stream: str) -> ColumnElement[bool]:
    return (grants.c.device == device) & (grants.c.stream == stream)


def is_granted(connection: Connection, device: str, stream: str) -> bool:
    """Whether the device is for this child."""
    found = connection.execute(select(grants.c.stream).where(_this(device, stream)))
    return found.first() is not None


def end(connection: Connection, device: str, stream: str) -> None:
    """The device is for this child no more: it said so."""
    connection.execute(delete(grants).where(_this(device, stream)))


def give(connection: Connection, device: str, streams: Iterable[str]) -> None:
    """Let the device be for these children; each once, and none of them before."""
    for stream in dict.fromkeys(streams):
        connection.execute(insert(grants).values(device=device, stream=stream, sealed=b""))


def give_to_desks(connection: Connection, streams: Sequence[str]) -> None:
    """The duty desk is for every child of the authority; whoever keeps the child seals the key to it."""
    desks = select(devices.c.id).where(devices.c.kind == DESK, devices.c.state != "revoked")
    for desk in list(connection.execute(desks).scalars()):
        held = set(connection.execute(select(grants.c.stream).where(grants.c.device == desk)).scalars())
        give(connection, desk, [stream for stream in streams if stream not in held])


def not_to_be_claimed(connection: Connection, streams: Collection[str]) -> set[str]:
    """Children that some home's device is or was for, revoked or not, or who were erased, here or on a
    device: knowing an id is no right to a child, and ids are no secrets."""
    query = (
        select(grants.c.stream)
        .join(devices, devices.c.id == grants.c.device)
        .where(devices.c.kind == HOME)
        .distinct()
    )
    asked = select(erasures_asked.c.stream).where(erasures_asked.c.stream.in_(list(streams)))
    had = {*connection.execute(query).scalars(), *connection.execute(asked).scalars()}
    return had | erased(connection, streams)
