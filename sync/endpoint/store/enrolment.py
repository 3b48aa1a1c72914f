"""One-time codes, and the devices that come with them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.decisions import decided
from sync.endpoint.store.devices import DESK, DEVICE, HOME, Device, DeviceKind
from sync.endpoint.store.erasures import erased
from sync.endpoint.store.grants import give, give_to_desks, not_to_be_claimed
from sync.endpoint.tables import code_streams, codes, devices, grants
from sync.settings import CODE_SECONDS
from sync.words import passphrase


class CodeRefused(Exception):
    """The one-time code is unknown, used, or too old."""


class Enrolment:
    """Makes codes, and takes a device in for one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def new_code(
        self, name: str, streams: Iterable[str], now: int, *, kind: DeviceKind = HOME, by: str = ""
    ) -> str:
        """A one-time code for one device, in words that can be read out; only its digest is kept. ``by``:
        who had it made."""
        code = passphrase()
        over = codes.c.until < now
        values = {"name": name, "until": now + CODE_SECONDS, "kind": kind}
        with self._database.exclusive() as connection:
            of_those = code_streams.c.digest.in_(select(codes.c.digest).where(over))
            connection.execute(delete(code_streams).where(of_those))
            connection.execute(delete(codes).where(over))
            connection.execute(insert(codes).values(digest=_digest(code), used_by="", **values))
            for stream in (streams := list(dict.fromkeys(streams))):
                connection.execute(insert(code_streams).values(digest=_digest(code), stream=stream))
            note(connection, now, "", "code made")
            decided(connection, by, "code", "", now, name=name, kind=kind, children=sorted(set(streams)))
        return code

    def enrol(self, code: str, sign_key: str, seal_key: str, now: int, claims: Sequence[str] = ()) -> Device:
        """A device shows a code and its keys; an administrator must still approve it. Raises
        :class:`CodeRefused`.

        ``claims``: children the device brings; it gets those that no home's device ever had.
        A wrong code costs no other one a try: five words are not guessed by the tries that an address has
        (``service/limits.py``), and nobody can use up a code that is not theirs.
        """
        this = codes.c.digest == _digest(code)
        with self._database.exclusive() as connection:
            found = connection.execute(select(codes).where(this)).mappings().first()
            known = connection.execute(DEVICE.where(devices.c.sign_key == sign_key)).mappings().first()
            if found and known and found["used_by"] == known["id"]:
                return Device(**known)  # the answer to the first time was lost
            if found and not known and _good(found, now):
                device = Device(
                    id=secrets.token_hex(8),
                    name=found["name"],
                    sign_key=sign_key,
                    seal_key=seal_key,
                    state="asked",
                    kind=found["kind"],
                    asked_at=now,
                    decided_at=0,
                )
                connection.execute(insert(devices).values(**asdict(device)))
                connection.execute(update(codes).where(this).values(used_by=device.id))
                _give_children(connection, device, found["digest"], claims)
                note(connection, now, device.id, "enrolled")
                return device
        raise CodeRefused


def _good(code: Mapping[Any, Any], now: int) -> bool:
    return not code["used_by"] and bool(code["until"] >= now)


def _give_children(connection: Connection, device: Device, digest: str, claims: Sequence[str]) -> None:
    """A home's device gets those that its code names and those that it brings; a desk gets all."""
    if device.kind == DESK:
        give(connection, device.id, list(connection.execute(select(grants.c.stream).distinct()).scalars()))
        return
    named = select(code_streams.c.stream).where(code_streams.c.digest == digest)
    taken = not_to_be_claimed(connection, claims)
    said = list(connection.execute(named).scalars())
    gone = erased(connection, said)
    streams = [stream for stream in said if stream not in gone]
    streams += [stream for stream in claims if stream not in taken]
    give(connection, device.id, streams)
    give_to_desks(connection, streams)


def _digest(code: str) -> str:
    """Of the words alone: how somebody spaced or wrote them does not matter."""
    words = " ".join("".join(c if c.isalpha() else " " for c in code.lower()).split())
    return hashlib.sha256(b"carerapp enrolment code\0" + words.encode()).hexdigest()
