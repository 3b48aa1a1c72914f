"""The devices: who may send and fetch, or asked to."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, Literal

from sqlalchemy import select, update

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.decisions import decided
from sync.endpoint.tables import devices, grants

DeviceState = Literal["asked", "approved", "revoked"]
DeviceKind = Literal["home", "desk"]
HOME: Final = "home"
DESK: Final = "desk"


@dataclass(frozen=True, slots=True)
class Device:
    """One row of the table: the fields are its columns. ``kind``: a home's, or the duty desk's, which is for
    every child. Keys in hexadecimal; times in seconds since 1970, 0: not yet."""

    id: str
    name: str
    sign_key: str
    seal_key: str
    state: DeviceState
    kind: DeviceKind
    asked_at: int
    decided_at: int


DEVICE = select(*(devices.c[field.name] for field in fields(Device)))
"""Selects devices: ``Device(**row)`` is one of its rows as a mapping."""


class Devices:
    """Reads devices, and takes an administrator's decisions about them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, id: str) -> Device | None:
        """The device of this id."""
        with self._database.transaction() as connection:
            found = connection.execute(DEVICE.where(devices.c.id == id)).mappings().first()
        return Device(**found) if found else None

    def all(self) -> list[Device]:
        """Every device, in the order in which they asked."""
        in_order = DEVICE.order_by(devices.c.asked_at)
        with self._database.transaction() as connection:
            return [Device(**row) for row in connection.execute(in_order).mappings()]

    def desks(self) -> list[Device]:
        """Every approved duty desk."""
        approved_desks = DEVICE.where(devices.c.kind == DESK, devices.c.state == "approved")
        with self._database.transaction() as connection:
            return [Device(**row) for row in connection.execute(approved_desks).mappings()]

    def decide(self, device: str, state: Literal["approved", "revoked"], now: int, by: str = "") -> bool:
        """An administrator's word, with who said it. False where it cannot be done: the device is unknown, or
        was revoked, which is for good (one that erased itself enrols anew)."""
        before = ("asked",) if state == "approved" else ("asked", "approved")
        this = (devices.c.id == device) & devices.c.state.in_(before)
        with self._database.exclusive() as connection:
            done = connection.execute(update(devices).where(this).values(state=state, decided_at=now))
            note(connection, now, device, state if done.rowcount else f"not {state}")
            if done.rowcount:
                row = dict(connection.execute(DEVICE.where(devices.c.id == device)).mappings().one())
                mine = select(grants.c.stream).where(grants.c.device == device).order_by(grants.c.stream)
                children = list(connection.execute(mine).scalars())
                decided(connection, by, state, device, now, device=row, children=children)
            return bool(done.rowcount)
