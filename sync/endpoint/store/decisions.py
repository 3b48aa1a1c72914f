"""What administrators decided: who, when, about what; each line names the one before it by its hash.

A line stands in the transaction of what it tells about. `said` holds what it takes to do the same again after
a restore: never a word of a record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Connection, insert, select

from sync.endpoint.database import Database
from sync.endpoint.tables import decisions

NOBODY = "nobody was named"
LONGEST_BY = 200  # characters
_FIRST = bytes(32)


@dataclass(frozen=True, slots=True)
class Decision:
    """``number`` from 1, without gaps; ``at``: seconds since 1970; ``about``: the id of a device, a child or
    a protocol, "" where it is none; ``said``: JSON; ``previous`` and ``hash``: 32 bytes."""

    number: int
    at: int
    by: str
    what: str
    about: str
    said: str
    previous: bytes
    hash: bytes

    def digest(self) -> bytes:
        """What ``hash`` must be."""
        words = [self.number, self.at, self.by, self.what, self.about, self.said, self.previous.hex()]
        plain = json.dumps(words, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(b"carerapp decision 1\0" + plain.encode()).digest()


_ROWS = select(*(decisions.c[field.name] for field in fields(Decision))).order_by(decisions.c.number)


class Decisions:
    """Added to, never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, by: str, what: str, about: str, now: int, **said: Any) -> None:
        """One that changes nothing else in the database."""
        with self._database.exclusive() as connection:
            decided(connection, by, what, about, now, **said)

    def all(self, after: int = 0) -> list[Decision]:
        """Oldest first, those after a number."""
        with self._database.transaction() as connection:
            return _read(connection, after)

    def go_on(self, lines: Sequence[Decision]) -> None:
        """Lines that were written after these, as they were: after a restore. Raises ``ValueError`` where
        they do not go on from what is here."""
        with self._database.exclusive() as connection:
            if broken_at([*_read(connection, 0), *lines]):
                raise ValueError("these decisions do not go on from those that are here")
            if lines:
                connection.execute(insert(decisions), [asdict(line) for line in lines])


def decided(connection: Connection, by: str, what: str, about: str, now: int, **said: Any) -> None:
    """A line in the transaction that it tells about, which must be an exclusive one."""
    last = connection.execute(
        select(decisions.c.number, decisions.c.hash).order_by(decisions.c.number.desc()).limit(1)
    ).first()
    number, previous = (int(last.number), bytes(last.hash)) if last else (0, _FIRST)
    words = json.dumps(said, sort_keys=True, separators=(",", ":"))
    line = Decision(number + 1, now, by[:LONGEST_BY] or NOBODY, what, about, words, previous, b"")
    connection.execute(insert(decisions).values(**{**asdict(line), "hash": line.digest()}))


def broken_at(lines: Iterable[Decision]) -> int:
    """The number of the first line that is not what it was, or does not follow the one before it; 0: all
    do."""
    number, previous = 0, _FIRST
    for line in lines:
        if line.number != number + 1 or line.previous != previous or line.digest() != line.hash:
            return number + 1
        number, previous = line.number, line.hash
    return 0


def _read(connection: Connection, after: int) -> list[Decision]:
    rows = connection.execute(_ROWS.where(decisions.c.number > after)).mappings()
    return [
        Decision(**{**row, "previous": bytes(row["previous"]), "hash": bytes(row["hash"])}) for row in rows
    ]
