"""Codes, devices, and which child's key is sealed to which of them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from sync.endpoint.database import Database, note
from sync.endpoint.tables import code_streams, codes, devices, grants
from sync.settings import CODE_SECONDS
from sync.words import passphrase

CODE_TRIES = 5
HOME, DESK = "home", "desk"


@dataclass(frozen=True, slots=True)
class Device:
    """``state``: asked, approved or revoked. ``kind``: a home's, or the duty desk's, which is for every child.
    Keys in hexadecimal."""

    id: str
    name: str
    sign_key: str
    seal_key: str
    state: str
    kind: str = HOME


class CodeRefused(Exception):
    """The one-time code is unknown, used, too old, or was tried too often."""


class Registry(Database):
    """Who may send and fetch what."""

    def new_code(self, name: str, streams: Iterable[str], now: int, *, kind: str = HOME) -> str:
        """A one-time code for one device, in words that can be read out; only its digest is kept."""
        code = passphrase()
        with self.reading() as connection:
            connection.execute(
                delete(code_streams).where(
                    code_streams.c.digest.in_(select(codes.c.digest).where(codes.c.until < now))
                )
            )
            connection.execute(delete(codes).where(codes.c.until < now))
            connection.execute(
                insert(codes).values(
                    digest=_digest(code),
                    name=name,
                    until=now + CODE_SECONDS,
                    tries_left=CODE_TRIES,
                    used_by="",
                    kind=kind,
                )
            )
            for stream in dict.fromkeys(streams):
                connection.execute(insert(code_streams).values(digest=_digest(code), stream=stream))
            note(connection, now, "", "code made")
        return code

    def enrol(self, code: str, sign_key: str, seal_key: str, now: int, claims: Sequence[str] = ()) -> Device:
        """A device shows a code and its keys; an administrator must still approve it. Raises :class:`CodeRefused`.

        ``claims``: children the device brings; it gets those that no other device has.
        A wrong code costs every open code a try: there is no telling which one was meant.
        """
        digest = _digest(code)
        with self.writing() as connection:
            found = connection.execute(select(codes).where(codes.c.digest == digest)).mappings().first()
            known = (
                connection.execute(select(devices).where(devices.c.sign_key == sign_key)).mappings().first()
            )
            if found and known and found["used_by"] == known["id"]:
                return _device(known)  # the answer to the first time was lost
            good = found and not found["used_by"] and found["until"] >= now and found["tries_left"] > 0
            if not good or known:
                open_codes = codes.c.used_by == ""
                connection.execute(update(codes).where(open_codes).values(tries_left=codes.c.tries_left - 1))
                note(connection, now, "", "code refused")
            else:
                assert found is not None
                device = Device(
                    secrets.token_hex(8), found["name"], sign_key, seal_key, "asked", found["kind"]
                )
                values = {
                    "id": device.id,
                    "name": device.name,
                    "sign_key": sign_key,
                    "seal_key": seal_key,
                    "state": "asked",
                    "kind": device.kind,
                }
                connection.execute(insert(devices).values(**values, asked_at=now, decided_at=0))
                connection.execute(update(codes).where(codes.c.digest == digest).values(used_by=device.id))
                named = select(code_streams.c.stream).where(code_streams.c.digest == digest)
                streams = list(connection.execute(named).scalars())
                taken = _taken(connection)
                streams += [stream for stream in claims if stream not in taken]
                if device.kind == DESK:
                    streams = list(connection.execute(select(grants.c.stream).distinct()).scalars())
                for stream in dict.fromkeys(streams):
                    connection.execute(insert(grants).values(device=device.id, stream=stream, sealed=b""))
                if device.kind == HOME:
                    _for_the_desks(connection, streams)
                note(connection, now, device.id, "enrolled")
                return device
        raise CodeRefused

    def claim(self, device: str, streams: Sequence[str], now: int) -> list[str]:
        """Children that this device added since: it gets those that no other device has."""
        with self.writing() as connection:
            taken = _taken(connection)
            new = [stream for stream in dict.fromkeys(streams) if stream not in taken]
            for stream in new:
                connection.execute(insert(grants).values(device=device, stream=stream, sealed=b""))
            _for_the_desks(connection, new)
            note(connection, now, device, f"{len(new)} children claimed")
        return new

    def decide(self, device: str, state: str, now: int) -> bool:
        """An administrator's word: ``approved`` or ``revoked``. False for an unknown device."""
        with self.reading() as connection:
            allowed = ("asked", "revoked") if state == "approved" else ("asked", "approved")
            # Revoked is for good: a device that erased itself enrols anew.
            known = devices.c.id == device
            free = known & (
                devices.c.state.in_(allowed) if state == "revoked" else devices.c.state == "asked"
            )
            done = connection.execute(update(devices).where(free).values(state=state, decided_at=now))
            note(connection, now, device, state if done.rowcount else f"not {state}")
            return bool(done.rowcount)

    def device(self, id: str) -> Device | None:
        with self.reading() as connection:
            found = connection.execute(select(devices).where(devices.c.id == id)).mappings().first()
        return _device(found) if found else None

    def all_devices(self) -> list[Device]:
        with self.reading() as connection:
            return [
                _device(row)
                for row in connection.execute(select(devices).order_by(devices.c.asked_at)).mappings()
            ]

    def grants_of(self, device: str) -> dict[str, bytes]:
        """Stream → the sealed share key; empty while nobody who holds it has sealed it yet."""
        with self.reading() as connection:
            rows = connection.execute(
                select(grants.c.stream, grants.c.sealed).where(grants.c.device == device)
            )
            return {row.stream: bytes(row.sealed) for row in rows}

    def companions(self, device: str) -> list[tuple[str, str, str, bool]]:
        """(stream, device, seal key, has its key) of every approved device for the same children."""
        mine = select(grants.c.stream).where(grants.c.device == device)
        with self.reading() as connection:
            rows = connection.execute(
                select(grants.c.stream, devices.c.id, devices.c.seal_key, func.length(grants.c.sealed) > 0)
                .join(devices, devices.c.id == grants.c.device)
                .where(grants.c.stream.in_(mine), devices.c.state == "approved")
            )
            return [(row[0], row[1], row[2], bool(row[3])) for row in rows]

    def grant(self, by: str, stream: str, device: str, sealed: bytes, now: int) -> bool:
        """``by`` seals a child's key to a companion. The first one who does so is believed."""
        with self.writing() as connection:
            holds = grants.c.device == by
            if not connection.execute(
                select(grants.c.stream).where(holds, grants.c.stream == stream)
            ).first():
                return False
            empty = (
                (grants.c.device == device)
                & (grants.c.stream == stream)
                & (func.length(grants.c.sealed) == 0)
            )
            done = connection.execute(update(grants).where(empty).values(sealed=sealed))
            note(connection, now, by, "key sealed to a device")
            return bool(done.rowcount)


def _taken(connection: Connection) -> set[str]:
    """Children that some home's device is for. One that was revoked is not: its home enrols anew."""
    query = (
        select(grants.c.stream)
        .join(devices, devices.c.id == grants.c.device)
        .where(devices.c.kind == HOME, devices.c.state != "revoked")
        .distinct()
    )
    return set(connection.execute(query).scalars())


def _for_the_desks(connection: Connection, streams: Iterable[str]) -> None:
    """The duty desk is for every child of the authority; whoever keeps the child seals the key to it."""
    desks = list(
        connection.execute(
            select(devices.c.id).where(devices.c.kind == DESK, devices.c.state != "revoked")
        ).scalars()
    )
    for desk in desks:
        held = set(connection.execute(select(grants.c.stream).where(grants.c.device == desk)).scalars())
        for stream in dict.fromkeys(streams):
            if stream not in held:
                connection.execute(insert(grants).values(device=desk, stream=stream, sealed=b""))


def _digest(code: str) -> str:
    words = " ".join("".join(c if c.isalpha() else " " for c in code.lower()).split())
    return hashlib.sha256(b"carerapp enrolment code\0" + words.encode()).hexdigest()


def _device(row: Any) -> Device:
    return Device(row["id"], row["name"], row["sign_key"], row["seal_key"], row["state"], row["kind"])
