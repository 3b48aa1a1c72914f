"""Decisions that a database does not know any more, since it was put back to an earlier moment: their effects
once more, each under its own time and name, in the order in which they were made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.decisions import Decision
from sync.endpoint.store.erasures import Erasures, erased
from sync.endpoint.store.grants import give, give_to_desks
from sync.endpoint.tables import devices, erasures_asked, grants, key_changes, settings
from sync.erasures import Erasure


class Again:
    """The lines themselves are added by ``Decisions.go_on``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def do(self, decision: Decision, now: int) -> bool:
        """False for what has no effect that could be had again: a code is over, a protocol must be sent
        again from its folder."""
        said: Mapping[str, Any] = json.loads(decision.said)
        if decision.what == "erase":
            Erasures(self._database).again(Erasure(**said["record"]), now)
            return True
        with self._database.exclusive() as connection:
            match decision.what:
                case "approved" | "revoked":
                    _device(connection, {**said["device"], "state": decision.what}, said["children"])
                case "setting":
                    connection.execute(delete(settings).where(settings.c.name == decision.about))
                    connection.execute(insert(settings).values(name=decision.about, value=said["value"]))
                case "keep":
                    asked = erasures_asked.c.stream == decision.about, erasures_asked.c.answered_at == 0
                    answer = {"by": decision.by, "reason": said["reason"], "answered_at": decision.at}
                    connection.execute(update(erasures_asked).where(*asked).values(**answer))
                case "key":
                    row = {part: bytes.fromhex(said[part]) for part in said}
                    connection.execute(insert(key_changes).values(**row, at=decision.at))
                case _:
                    return False
            note(connection, now, decision.about, f"again after a restore: {decision.what}")
        return True


def _device(connection: Connection, row: Mapping[str, Any], children: list[str]) -> None:
    """As it was when it was decided; the children that it brought since, it brings again by itself."""
    this = devices.c.id == row["id"]
    if connection.execute(select(devices.c.id).where(this)).first() is None:
        connection.execute(insert(devices).values(**row))
    connection.execute(update(devices).where(this).values(**row))
    held = set(connection.execute(select(grants.c.stream).where(grants.c.device == row["id"])).scalars())
    gone = erased(connection, children) | held
    new = [child for child in children if child not in gone]
    give(connection, str(row["id"]), new)
    give_to_desks(connection, new)
