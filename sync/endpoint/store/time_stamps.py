"""Time-stamp tokens, and the heads of feeds that each is over: what was received, at the latest then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, select

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.tables import entries, stamped_heads, time_stamps
from sync.feed import FeedId
from sync.messages import Receipt


@dataclass(frozen=True, slots=True)
class Unstamped:
    """``heads``: the newest entry of each feed that has one since the last token, as receipts without a
    signature; ``after``: that token's number, ``upto``: the newest position that was looked at."""

    after: int
    upto: int
    heads: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """One row. ``at``: what it says, seconds since 1970; ``by``: its maker's name; ``token`` and ``trusted``
    in DER."""

    number: int
    at: int
    by: str
    token: bytes
    trusted: bytes


_TOKEN = (
    time_stamps.c.number,
    time_stamps.c.at,
    time_stamps.c.by,
    time_stamps.c.token,
    time_stamps.c.trusted,
)
_HEAD = (
    stamped_heads.c.stream,
    stamped_heads.c.seq,
    stamped_heads.c.hash,
    stamped_heads.c.received_at,
    stamped_heads.c.link,
)


class TimeStamps:
    """Written by whoever asks the time-stamp authority; read by each device, its own alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unstamped(self, before: int) -> Unstamped | None:
        """What a token is asked for now; ``None`` where there is nothing new, or the last token is from after
        ``before`` (seconds since 1970)."""
        with self._database.transaction() as connection:
            last = connection.execute(
                select(time_stamps.c.number, time_stamps.c.at, time_stamps.c.upto)
                .order_by(time_stamps.c.number.desc())
                .limit(1)
            ).first()
            if last and last.at > before:
                return None
            after, seen = (int(last.number), int(last.upto)) if last else (0, 0)
            upto = connection.execute(select(func.max(entries.c.position))).scalar()
            if upto is None or upto <= seen:
                return None
            heads = _heads(connection, (entries.c.position > seen) & (entries.c.position <= upto))
        return Unstamped(after, int(upto), heads) if heads else None

    def keep(
        self,
        asked: Unstamped,
        token: bytes,
        trusted: bytes,
        by: str,
        at: int,
        paths: Sequence[bytes],
        now: int,
    ) -> bool:
        """With the path from each of the heads. False where another process was there first."""
        with self._database.exclusive() as connection:
            newest = connection.execute(select(func.max(time_stamps.c.number))).scalar() or 0
            if newest != asked.after:
                return False
            row = {"at": at, "upto": asked.upto, "by": by[:200], "token": token, "trusted": trusted}
            made = connection.execute(insert(time_stamps).values(**row)).inserted_primary_key
            assert made is not None
            rows = [
                {
                    "stamp": made[0],
                    "device": head.feed.device,
                    "stream": head.feed.stream,
                    "seq": head.seq,
                    "hash": head.hash,
                    "link": head.link,
                    "received_at": head.at,
                    "path": path,
                }
                for head, path in zip(asked.heads, paths, strict=True)
            ]
            connection.execute(insert(stamped_heads), rows)
            note(connection, now, "", "a time stamp was made")
        return True

    def of(self, device: str, after: int, stream: str, most: int) -> list[tuple[Token, Receipt, bytes]]:
        """Heads of this device's feeds in tokens after that number, or in it and about a child after
        ``stream``: the token, the head as a receipt without a signature, and its path."""
        number = stamped_heads.c.stamp
        query = (
            select(*_TOKEN, *_HEAD, stamped_heads.c.path)
            .join(time_stamps, time_stamps.c.number == stamped_heads.c.stamp)
            .where(
                stamped_heads.c.device == device,
                (number > after) | ((number == after) & (stamped_heads.c.stream > stream)),
            )
            .order_by(stamped_heads.c.stamp, stamped_heads.c.stream)
            .limit(most)
        )
        with self._database.transaction() as connection:
            return [
                (
                    Token(int(row.number), int(row.at), row.by, bytes(row.token), bytes(row.trusted)),
                    _bare(FeedId(device, row.stream), row.seq, row.hash, row.received_at, row.link),
                    bytes(row.path),
                )
                for row in connection.execute(query)
            ]

    def all(self) -> list[tuple[Token, int]]:
        """Oldest first, each with how many heads it is over (those of erased children are gone)."""
        count = func.count(stamped_heads.c.device)
        query = (
            select(*_TOKEN, count)
            .outerjoin(stamped_heads, stamped_heads.c.stamp == time_stamps.c.number)
            .group_by(*_TOKEN)
            .order_by(time_stamps.c.number)
        )
        with self._database.transaction() as connection:
            return [
                (Token(int(number), int(at), by, bytes(token), bytes(trusted)), int(over))
                for number, at, by, token, trusted, over in connection.execute(query)
            ]


def _heads(connection: Connection, these: ColumnElement[bool]) -> tuple[Receipt, ...]:
    """The newest of each feed among these that stands and bears a link."""
    stands = these & (entries.c.refused == "") & (func.length(entries.c.link) > 0)
    newest = (
        select(entries.c.device, entries.c.stream, func.max(entries.c.seq).label("seq"))
        .where(stands)
        .group_by(entries.c.device, entries.c.stream)
        .subquery()
    )
    query = (
        select(
            entries.c.device,
            entries.c.stream,
            entries.c.seq,
            entries.c.hash,
            entries.c.received_at,
            entries.c.link,
        )
        .join(
            newest,
            (entries.c.device == newest.c.device)
            & (entries.c.stream == newest.c.stream)
            & (entries.c.seq == newest.c.seq),
        )
        .order_by(entries.c.position)
    )
    return tuple(
        _bare(FeedId(device, stream), seq, hash, at, link)
        for device, stream, seq, hash, at, link in connection.execute(query)
    )


def _bare(feed: FeedId, seq: int, hash: bytes, at: int, link: bytes) -> Receipt:
    return Receipt(feed, int(seq), bytes(hash), int(at), b"", bytes(link))
