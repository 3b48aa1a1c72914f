"""Erasing a child at the endpoint: all that is sealed goes, and a record stays that proves what was done."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import asdict, fields, replace

from sqlalchemy import Connection, Table, delete, func, insert, select, union

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.decisions import decided
from sync.endpoint.tables import (
    attachment_chunks,
    code_streams,
    entries,
    erasure_news,
    erasures,
    erasures_asked,
    grants,
    refused_givers,
    restricted_entries,
    stamped_heads,
    usage,
)
from sync.erasures import LONGEST_BY, LONGEST_REASON, MOST_AT_ONCE, Erasure

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
            _erase(connection, made, now)
            decided(connection, by, "erase", stream, now, record=asdict(made))
        return made

    def again(self, record: Erasure, now: int) -> None:
        """The database was put back to before this child was erased: it is done again, under the same
        record."""
        with self._database.erasing() as connection:
            if record.stream not in erased(connection, [record.stream]):
                _erase(connection, record, now)

    def all(self) -> list[Erasure]:
        """Oldest first."""
        with self._database.transaction() as connection:
            rows = connection.execute(_ROWS.order_by(erasures.c.at, erasures.c.stream)).mappings()
            return [Erasure(**row) for row in rows]

    def newest_for(self, device: str) -> int:
        """The number of the newest one that this device is to be told; 0 where there is none."""
        newest = select(func.max(erasure_news.c.number)).where(erasure_news.c.device == device)
        with self._database.transaction() as connection:
            return int(connection.execute(newest).scalar() or 0)

    def told_to(self, device: str, after: int) -> list[tuple[int, Erasure]]:
        """Of children whom this device was for, each with its number, after a number: a page of them, and one
        more where there are more."""
        query = (
            select(erasure_news.c.number, *_ROWS.selected_columns)
            .join(erasures, erasures.c.stream == erasure_news.c.stream)
            .where(erasure_news.c.device == device, erasure_news.c.number > after)
            .order_by(erasure_news.c.number)
            .limit(MOST_AT_ONCE + 1)
        )
        with self._database.transaction() as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
        return [(int(row.pop("number")), Erasure(**row)) for row in rows]

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


def _erase(connection: Connection, record: Erasure, now: int) -> None:
    _to_be_told(connection, record.stream)
    for table in (
        entries,
        attachment_chunks,
        restricted_entries,
        grants,
        code_streams,
        refused_givers,
        stamped_heads,
    ):
        connection.execute(delete(table).where(table.c.stream == record.stream))
    connection.execute(delete(usage).where(usage.c.owner == record.stream))
    connection.execute(insert(erasures).values(**asdict(record)))
    note(connection, now, "", "a child was erased")


def _to_be_told(connection: Connection, stream: str) -> None:
    """Every device that is for the child, and every one that asked for it, hears of it."""
    of_it = (select(table.c.device).where(table.c.stream == stream) for table in (grants, erasures_asked))
    devices = sorted(connection.execute(union(*of_it)).scalars())
    if devices:
        rows = [{"device": device, "stream": stream} for device in devices]
        connection.execute(insert(erasure_news), rows)


def _is_there(connection: Connection, stream: str) -> bool:
    tables = (entries, attachment_chunks, restricted_entries, grants, code_streams, erasures_asked)
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
