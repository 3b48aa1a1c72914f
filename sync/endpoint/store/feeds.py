"""What devices wrote: feeds of sealed entries, each believed once.

**Cursors.** A reader asks for what came after a position. Positions given out by a sequence are not safe for
that: a transaction may take 7, another take 8 and commit first, and a reader who then asks from 8 never sees
7. So whoever writes entries holds one lock until the commit: positions appear in order (ADR 14). SQLite has
one writer anyway."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from sync.endpoint.database import Database
from sync.endpoint.store.audit import note
from sync.endpoint.store.devices import Device
from sync.endpoint.store.erasures import erased
from sync.endpoint.store.usage import Room
from sync.endpoint.tables import entries, grants
from sync.errors import NOT_THIS_CHILD
from sync.feed import FeedEntry, FeedId, Verify, genesis, really_theirs
from sync.messages import ERASED, Refusal

_CARRIED = (
    entries.c.position,
    entries.c.device,
    entries.c.stream,
    entries.c.seq,
    entries.c.previous,
    entries.c.payload,
    entries.c.signature,
)
_AT_ONCE = 200  # rows held at once: what is read beyond the page is let go soon


class Fork(Exception):
    """A device sent other bytes for an entry that the endpoint has: its feed was copied or put back."""


class Gap(Exception):
    """What a device sent does not follow what is here: it had receipts for what is not, or something went
    wrong there."""


class Feeds:
    """Takes entries in order, and gives them out in the order in which they became visible."""

    def __init__(self, database: Database, verify: Verify, room: Room) -> None:
        self._database, self._verify, self._room = database, verify, room

    def add(
        self, device: Device, sent: Sequence[FeedEntry], now: int
    ) -> tuple[list[tuple[FeedEntry, int]], list[Refusal]]:
        """Take what follows; (entry, received at) for each that stands, now or before, and the refused.

        Stops at a gap: what comes after it is neither. Raises :class:`Gap` where nothing comes before it,
        :class:`Fork`, :class:`NoRoom`.
        """
        taken: list[tuple[FeedEntry, int]] = []
        refused: list[Refusal] = []
        with self._database.exclusive() as connection:
            allowed = set(
                connection.execute(select(grants.c.stream).where(grants.c.device == device.id)).scalars()
            )
            theirs = really_theirs(sent, bytes.fromhex(device.sign_key), self._verify)
            gone = erased(connection, {entry.feed.stream for entry in sent})
            ends: dict[FeedId, tuple[int, bytes]] = {}
            rows: list[dict[str, Any]] = []
            for entry in sent:
                feed = entry.feed
                if feed.stream in gone:  # whatever its number: what came before it is no longer here
                    refused.append(Refusal(entry.seq, ERASED))
                    continue
                if feed not in ends:
                    ends[feed] = self._end(connection, feed)
                last, head = ends[feed]
                if entry.seq <= last:
                    self._again(connection, entry, _wrong(entry, allowed, theirs), now, taken, refused)
                    continue
                if entry.seq != last + 1:
                    if not taken and not refused:
                        raise Gap
                    break
                if entry.previous != head:
                    raise Fork
                reason = _wrong(entry, allowed, theirs)
                rows.append(_row(entry, now, reason))
                ends[feed] = (entry.seq, entry.hash)
                if reason:
                    refused.append(Refusal(entry.seq, reason))
                    note(connection, now, device.id, f"entry refused: {reason}")
                else:
                    taken.append((entry, now))
            for stream in dict.fromkeys(row["stream"] for row in rows):
                sizes = [len(row["payload"]) for row in rows if row["stream"] == stream]
                self._room.use(connection, device.id, stream, now, entries=len(sizes), size=sum(sizes))
            if rows:
                connection.execute(insert(entries), rows)
        return taken, refused

    def _end(self, connection: Connection, feed: FeedId) -> tuple[int, bytes]:
        mine = (entries.c.device == feed.device) & (entries.c.stream == feed.stream)
        last = connection.execute(
            select(entries.c.seq, entries.c.hash).where(mine).order_by(entries.c.seq.desc()).limit(1)
        ).first()
        return (int(last.seq), bytes(last.hash)) if last else (0, genesis(feed))

    def _again(
        self,
        connection: Connection,
        entry: FeedEntry,
        wrong: str,
        now: int,
        taken: list[tuple[FeedEntry, int]],
        refused: list[Refusal],
    ) -> None:
        """An entry that came before: the same answer, whatever became of the first one. One that was refused
        is looked at anew, and takes a new position, since readers have passed its old one. The link that came
        first stands."""
        feed = entry.feed
        mine = (
            (entries.c.device == feed.device)
            & (entries.c.stream == feed.stream)
            & (entries.c.seq == entry.seq)
        )
        columns = select(entries.c.hash, entries.c.received_at, entries.c.refused, entries.c.link)
        held = connection.execute(columns.where(mine)).one()
        if bytes(held.hash) != entry.hash:
            raise Fork
        if held.refused and wrong:
            refused.append(Refusal(entry.seq, wrong))
        elif held.refused:
            connection.execute(delete(entries).where(mine))
            connection.execute(insert(entries).values(**_row(entry, now, "")))
            taken.append((entry, now))
        else:
            taken.append((replace(entry, link=bytes(held.link)), int(held.received_at)))

    def after(
        self, device: str, position: int, most: int, room: int
    ) -> tuple[list[tuple[int, FeedEntry]], bool]:
        """What other devices wrote about this device's children, in the order it became visible: at most so
        many entries and bytes of payloads, at least one where there is one; and whether there is more."""
        mine = select(grants.c.stream).where(grants.c.device == device)
        query = (
            select(*_CARRIED)
            .where(
                entries.c.stream.in_(mine),
                entries.c.device != device,
                entries.c.refused == "",
            )
            .order_by(entries.c.position)
        )
        page: list[tuple[int, FeedEntry]] = []
        with self._database.transaction() as connection:
            more = True
            while more:
                found = connection.execute(query.where(entries.c.position > position).limit(_AT_ONCE)).all()
                more = len(found) == _AT_ONCE
                for position, writer, stream, seq, previous, payload, signature in found:
                    room -= len(payload)
                    if page and (room < 0 or len(page) == most):
                        return page, True
                    feed = FeedId(writer, stream)
                    page.append(
                        (position, FeedEntry(feed, seq, bytes(previous), bytes(payload), bytes(signature)))
                    )
        return page, False

    def mark(self, position: int) -> str:
        """What tells the entry at this position from any other that ever stood there, or will: 16 hex digits;
        "" where none does now. A database that was put back gives out positions again."""
        query = select(entries.c.hash, entries.c.received_at).where(entries.c.position == position)
        with self._database.transaction() as connection:
            found = connection.execute(query).first()
        if found is None:
            return ""
        return hashlib.sha256(bytes(found.hash) + int(found.received_at).to_bytes(8, "big")).hexdigest()[:16]

    def heads(self, device: str) -> list[tuple[FeedId, int, bytes, int]]:
        """The newest entry of each of this device's feeds: number, hash, received at."""
        newest = (
            select(entries.c.stream, func.max(entries.c.seq).label("seq"))
            .where(entries.c.device == device)
            .group_by(entries.c.stream)
            .subquery()
        )
        query = select(entries.c.stream, entries.c.seq, entries.c.hash, entries.c.received_at).join(
            newest,
            (entries.c.stream == newest.c.stream)
            & (entries.c.seq == newest.c.seq)
            & (entries.c.device == device),
        )
        with self._database.transaction() as connection:
            return [
                (FeedId(device, row.stream), int(row.seq), bytes(row.hash), int(row.received_at))
                for row in connection.execute(query)
            ]


def _wrong(entry: FeedEntry, allowed: set[str], theirs: set[tuple[FeedId, int]]) -> str:
    if entry.feed.stream not in allowed:
        return NOT_THIS_CHILD
    return "" if (entry.feed, entry.seq) in theirs else "signature_does_not_fit"


def _row(entry: FeedEntry, now: int, refused: str) -> dict[str, Any]:
    """Of a refused entry only the hash is kept, so that the feed goes on after it."""
    return {
        "device": entry.feed.device,
        "stream": entry.feed.stream,
        "seq": entry.seq,
        "hash": entry.hash,
        "previous": entry.previous,
        "payload": b"" if refused else entry.payload,
        "signature": entry.signature,
        "received_at": now,
        "refused": refused,
        "link": entry.link,
    }
