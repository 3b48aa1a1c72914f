"""Erasing a child at the endpoint: all that is sealed goes, and a record stays that proves what was done."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, fields, replace

from sqlalchemy import Connection, Table, delete, func, insert, select

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.tables import (
    attachment_chunks,
    code_streams,
    entries,
    erasures,
    grants,
    refused_givers,
    restricted_entries,
    stamped_heads,
    usage,
)

LONGEST_BY, LONGEST_REASON = 200, 500  # characters


@dataclass(frozen=True, slots=True)
class Erasure:
    """One row. ``by`` and ``reason``: as the administrator gave them; how many of each were there; ``ends``:
    the last number and hash of each device's feed, as JSON: who holds receipts can prove what stood there;
    ``at``: seconds since 1970; ``signature``: the endpoint's, in hexadecimal."""

    stream: str
    at: int
    by: str
    reason: str
    entries: int
    chunks: int
    letters: int
    ends: str
    signature: str = ""

    def signed_part(self) -> bytes:
        """What the endpoint's key signs: every other part, in one spelling."""
        plain = {name: value for name, value in asdict(self).items() if name != "signature"}
        words = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return b"carerapp erased 1\0" + words.encode()


_ROWS = select(*(erasures.c[field.name] for field in fields(Erasure)))


class Erasures:
    """Erases, and reads what was left of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def erase(
        self, stream: str, by: str, reason: str, now: int, sign: Callable[[bytes], bytes]
    ) -> Erasure | None:
        """Everything about this child, in one transaction with the record of it; ``None`` where nothing was
        there, or it was erased before."""
        with self._database.erasing() as connection:
            if stream in erased(connection, [stream]) or not _is_there(connection, stream):
                return None
            bare = Erasure(
                stream,
                now,
                by[:LONGEST_BY],
                reason[:LONGEST_REASON],
                _count(connection, entries, stream),
                _count(connection, attachment_chunks, stream),
                _count(connection, restricted_entries, stream),
                json.dumps(_ends(connection, stream), separators=(",", ":")),
            )
            made = replace(bare, signature=sign(bare.signed_part()).hex())
            for table in (
                entries,
                attachment_chunks,
                restricted_entries,
                grants,
                code_streams,
                refused_givers,
                stamped_heads,
            ):
                connection.execute(delete(table).where(table.c.stream == stream))
            connection.execute(delete(usage).where(usage.c.owner == stream))
            connection.execute(insert(erasures).values(**asdict(made)))
            note(connection, now, "", "a child was erased")
        return made

    def all(self) -> list[Erasure]:
        """Oldest first."""
        with self._database.transaction() as connection:
            rows = connection.execute(_ROWS.order_by(erasures.c.at, erasures.c.stream)).mappings()
            return [Erasure(**row) for row in rows]

    def untouched(self, since: int) -> list[str]:
        """The children about whom nothing came after ``since`` (seconds since 1970), and something before."""
        last = {
            "entries": select(entries.c.stream, func.max(entries.c.received_at)).group_by(entries.c.stream),
            "chunks": select(attachment_chunks.c.stream, func.max(attachment_chunks.c.at)).group_by(
                attachment_chunks.c.stream
            ),
            "letters": select(restricted_entries.c.stream, func.max(restricted_entries.c.at)).group_by(
                restricted_entries.c.stream
            ),
        }
        newest: dict[str, int] = {}
        with self._database.transaction() as connection:
            for query in last.values():
                for stream, at in connection.execute(query):
                    newest[stream] = max(int(at), newest.get(stream, 0))
        return sorted(stream for stream, at in newest.items() if at < since)


def erased(connection: Connection, streams: Collection[str]) -> set[str]:
    """Which of these children were erased here: nothing about them is taken in again."""
    query = select(erasures.c.stream).where(erasures.c.stream.in_(list(streams)))
    return set(connection.execute(query).scalars())


def _is_there(connection: Connection, stream: str) -> bool:
    tables = (entries, attachment_chunks, restricted_entries, grants, code_streams)
    return any(_count(connection, table, stream) for table in tables)


def _count(connection: Connection, table: Table, stream: str) -> int:
    query = select(func.count()).select_from(table).where(table.c.stream == stream)
    return int(connection.execute(query).scalar_one())


def _ends(connection: Connection, stream: str) -> list[tuple[str, int, str]]:
    """Of each device's feed about the child: the device, its last number, and that entry's hash."""
    query = (
        select(entries.c.device, entries.c.seq, entries.c.hash)
        .where(entries.c.stream == stream)
        .order_by(entries.c.device, entries.c.seq)
    )
    ends = {
        row.device: (row.device, int(row.seq), bytes(row.hash).hex()) for row in connection.execute(query)
    }
    return sorted(ends.values())
