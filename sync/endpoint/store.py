"""The database behind the endpoint: every method is one transaction.

**Cursors.** A reader asks for what came after a position. Positions given out by a sequence are not safe for that:
a transaction may take 7, another take 8 and commit first, and a reader who then asks from 8 never sees 7. So whoever
writes entries holds one lock until the commit: positions appear in order. SQLite has one writer anyway.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, delete, event, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from sync.endpoint.tables import audit, code_streams, codes, devices, entries, grants, nonces
from sync.feed import FeedEntry, FeedId, Verify, fits, genesis
from sync.messages import Refusal

CODE_SECONDS, CODE_TRIES = 600, 5
_LOCK = 0x43415245  # one number for PostgreSQL's advisory lock


@dataclass(frozen=True, slots=True)
class Device:
    """``state``: asked, approved or revoked. Keys in hexadecimal."""

    id: str
    name: str
    sign_key: str
    seal_key: str
    state: str


class Fork(Exception):
    """A device sent other bytes for an entry that the endpoint has: its feed was copied or put back."""


class CodeRefused(Exception):
    """The one-time code is unknown, used, too old, or was tried too often."""


def connect(url: str) -> Engine:
    """A pool of connections; each knows to wait for a lock, and SQLite writes durably."""
    engine = create_engine(
        url, pool_pre_ping=True, **({} if url.startswith("sqlite") else {"pool_size": 8, "max_overflow": 8})
    )
    if url.startswith("sqlite"):

        @event.listens_for(engine, "connect")
        def durable(connection: Any, _: object) -> None:
            connection.isolation_level = None  # SQLAlchemy begins transactions, below
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


class Store:
    """All that the endpoint remembers. ``now`` is given in seconds since 1970."""

    def __init__(self, engine: Engine, verify: Verify) -> None:
        self._engine, self._verify = engine, verify

    def ready(self) -> bool:
        """Whether the database answers."""
        with self._engine.begin() as connection:
            return connection.execute(select(func.count()).select_from(devices)).scalar_one() >= 0

    # --- devices ------------------------------------------------------------------------------
    def new_code(self, name: str, streams: Iterable[str], now: int) -> str:
        """A one-time code for one device, said in four groups of four digits; only its digest is kept."""
        code = "".join(secrets.choice("0123456789") for _ in range(16))
        with self._engine.begin() as connection:
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
                )
            )
            for stream in dict.fromkeys(streams):
                connection.execute(insert(code_streams).values(digest=_digest(code), stream=stream))
            _note(connection, now, "", "code made")
        return "-".join(code[i : i + 4] for i in range(0, 16, 4))

    def enrol(self, code: str, sign_key: str, seal_key: str, now: int, claims: Sequence[str] = ()) -> Device:
        """A device shows a code and its keys; an administrator must still approve it. Raises :class:`CodeRefused`.

        ``claims``: children the device brings; it gets those that no other device has.
        A wrong code costs every open code a try: there is no telling which one was meant.
        """
        digest = _digest("".join(c for c in code if c.isdigit()))
        with self._engine.begin() as connection:
            self._one_writer(connection)
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
                _note(connection, now, "", "code refused")
            else:
                assert found is not None
                device = Device(secrets.token_hex(8), found["name"], sign_key, seal_key, "asked")
                values = {
                    "id": device.id,
                    "name": device.name,
                    "sign_key": sign_key,
                    "seal_key": seal_key,
                    "state": "asked",
                }
                connection.execute(insert(devices).values(**values, asked_at=now, decided_at=0))
                connection.execute(update(codes).where(codes.c.digest == digest).values(used_by=device.id))
                named = select(code_streams.c.stream).where(code_streams.c.digest == digest)
                streams = list(connection.execute(named).scalars())
                taken = set(connection.execute(select(grants.c.stream).distinct()).scalars())
                streams += [stream for stream in claims if stream not in taken]
                for stream in dict.fromkeys(streams):
                    connection.execute(insert(grants).values(device=device.id, stream=stream, sealed=b""))
                _note(connection, now, device.id, "enrolled")
                return device
        raise CodeRefused

    def claim(self, device: str, streams: Sequence[str], now: int) -> list[str]:
        """Children that this device added since: it gets those that no other device has."""
        with self._engine.begin() as connection:
            self._one_writer(connection)
            taken = set(connection.execute(select(grants.c.stream).distinct()).scalars())
            new = [stream for stream in dict.fromkeys(streams) if stream not in taken]
            for stream in new:
                connection.execute(insert(grants).values(device=device, stream=stream, sealed=b""))
            _note(connection, now, device, f"{len(new)} children claimed")
        return new

    def decide(self, device: str, state: str, now: int) -> bool:
        """An administrator's word: ``approved`` or ``revoked``. False for an unknown device."""
        with self._engine.begin() as connection:
            allowed = ("asked", "revoked") if state == "approved" else ("asked", "approved")
            # Revoked is for good: a device that erased itself enrols anew.
            known = devices.c.id == device
            free = known & (
                devices.c.state.in_(allowed) if state == "revoked" else devices.c.state == "asked"
            )
            done = connection.execute(update(devices).where(free).values(state=state, decided_at=now))
            _note(connection, now, device, state if done.rowcount else f"not {state}")
            return bool(done.rowcount)

    def device(self, id: str) -> Device | None:
        with self._engine.begin() as connection:
            found = connection.execute(select(devices).where(devices.c.id == id)).mappings().first()
        return _device(found) if found else None

    def all_devices(self) -> list[Device]:
        with self._engine.begin() as connection:
            return [
                _device(row)
                for row in connection.execute(select(devices).order_by(devices.c.asked_at)).mappings()
            ]

    def grants_of(self, device: str) -> dict[str, bytes]:
        """Stream → the sealed share key; empty while nobody who holds it has sealed it yet."""
        with self._engine.begin() as connection:
            rows = connection.execute(
                select(grants.c.stream, grants.c.sealed).where(grants.c.device == device)
            )
            return {row.stream: bytes(row.sealed) for row in rows}

    def companions(self, device: str) -> list[tuple[str, str, str, bool]]:
        """(stream, device, seal key, has its key) of every approved device for the same children."""
        mine = select(grants.c.stream).where(grants.c.device == device)
        with self._engine.begin() as connection:
            rows = connection.execute(
                select(grants.c.stream, devices.c.id, devices.c.seal_key, func.length(grants.c.sealed) > 0)
                .join(devices, devices.c.id == grants.c.device)
                .where(grants.c.stream.in_(mine), devices.c.state == "approved")
            )
            return [(row[0], row[1], row[2], bool(row[3])) for row in rows]

    def grant(self, by: str, stream: str, device: str, sealed: bytes, now: int) -> bool:
        """``by`` seals a child's key to a companion. The first one who does so is believed."""
        with self._engine.begin() as connection:
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
            _note(connection, now, by, "key sealed to a device")
            return bool(done.rowcount)

    # --- requests -----------------------------------------------------------------------------
    def fresh(self, keyid: str, nonce: str, now: int, until: int) -> bool:
        """Whether this nonce is new; it is remembered until a request of that age would be refused anyway."""
        try:
            with self._engine.begin() as connection:
                connection.execute(delete(nonces).where(nonces.c.until < now))
                connection.execute(insert(nonces).values(keyid=keyid, nonce=nonce, until=until))
        except IntegrityError:
            return False
        return True

    def audit(self, device: str, what: str, now: int) -> None:
        """What was refused, and to whom; never a word of what was sent."""
        with self._engine.begin() as connection:
            _note(connection, now, device, what)

    # --- feeds --------------------------------------------------------------------------------
    def add(
        self, device: Device, sent: Sequence[FeedEntry], now: int
    ) -> tuple[list[tuple[FeedEntry, int]], list[Refusal]]:
        """Take what follows; (entry, received at) for each that stands, now or before, and the refused.

        Stops at a gap: what comes after it is neither. Raises :class:`Fork`.
        """
        taken: list[tuple[FeedEntry, int]] = []
        refused: list[Refusal] = []
        with self._engine.begin() as connection:
            self._one_writer(connection)
            allowed = set(
                connection.execute(select(grants.c.stream).where(grants.c.device == device.id)).scalars()
            )
            ends: dict[FeedId, tuple[int, bytes]] = {}
            for entry in sent:
                feed = entry.feed
                if feed not in ends:
                    ends[feed] = self._end(connection, feed)
                last, head = ends[feed]
                if entry.seq <= last:
                    self._again(connection, device, entry, allowed, now, taken, refused)
                    continue
                if entry.seq != last + 1:
                    break
                if entry.previous != head:
                    raise Fork
                reason = self._wrong(device, entry, allowed)
                connection.execute(insert(entries).values(**_row(entry, now, reason)))
                ends[feed] = (entry.seq, entry.hash)
                if reason:
                    refused.append(Refusal(entry.seq, reason))
                    _note(connection, now, device.id, f"entry refused: {reason}")
                else:
                    taken.append((entry, now))
        return taken, refused

    def _wrong(self, device: Device, entry: FeedEntry, allowed: set[str]) -> str:
        if entry.feed.stream not in allowed:
            return "not_enrolled_for_this_child"
        if not fits(entry, bytes.fromhex(device.sign_key), self._verify):
            return "signature_does_not_fit"
        return ""

    def _end(self, connection: Connection, feed: FeedId) -> tuple[int, bytes]:
        mine = (entries.c.device == feed.device) & (entries.c.stream == feed.stream)
        last = connection.execute(
            select(entries.c.seq, entries.c.hash).where(mine).order_by(entries.c.seq.desc()).limit(1)
        ).first()
        return (int(last.seq), bytes(last.hash)) if last else (0, genesis(feed))

    def _again(
        self,
        connection: Connection,
        device: Device,
        entry: FeedEntry,
        allowed: set[str],
        now: int,
        taken: list[tuple[FeedEntry, int]],
        refused: list[Refusal],
    ) -> None:
        """An entry that came before: the same answer, whatever became of the first one. One that was refused
        is looked at anew, and takes a new position, since readers have passed its old one."""
        feed = entry.feed
        mine = (
            (entries.c.device == feed.device)
            & (entries.c.stream == feed.stream)
            & (entries.c.seq == entry.seq)
        )
        columns = select(entries.c.hash, entries.c.received_at, entries.c.refused)
        held = connection.execute(columns.where(mine)).one()
        if bytes(held.hash) != entry.hash:
            raise Fork
        if held.refused and (reason := self._wrong(device, entry, allowed)):
            refused.append(Refusal(entry.seq, reason))
        elif held.refused:
            connection.execute(delete(entries).where(mine))
            connection.execute(insert(entries).values(**_row(entry, now, "")))
            taken.append((entry, now))
        else:
            taken.append((entry, int(held.received_at)))

    def after(self, device: str, position: int, most: int) -> list[tuple[int, FeedEntry]]:
        """What other devices wrote about this device's children, in the order it became visible."""
        mine = select(grants.c.stream).where(grants.c.device == device)
        query = (
            select(entries)
            .where(
                entries.c.position > position,
                entries.c.stream.in_(mine),
                entries.c.device != device,
                entries.c.refused == "",
            )
            .order_by(entries.c.position)
            .limit(most)
        )
        with self._engine.begin() as connection:
            return [(int(row["position"]), _entry(row)) for row in connection.execute(query).mappings()]

    def _one_writer(self, connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})

    def counts(self) -> dict[str, int]:
        """For the metrics: how much there is of what."""
        with self._engine.begin() as connection:
            return {
                name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for name, table in (("devices", devices), ("entries", entries), ("audit", audit))
            }


def _row(entry: FeedEntry, now: int, refused: str) -> dict[str, Any]:
    """Of a refused entry only the hash is kept, so that the feed goes on after it."""
    return {
        "device": entry.feed.device, "stream": entry.feed.stream, "seq": entry.seq, "hash": entry.hash,
        "previous": entry.previous, "payload": b"" if refused else entry.payload,
        "signature": entry.signature, "received_at": now, "refused": refused,
    }  # fmt: skip


def _digest(code: str) -> str:
    return hashlib.sha256(b"carerapp enrolment code\0" + code.encode()).hexdigest()


def _device(row: Any) -> Device:
    return Device(row["id"], row["name"], row["sign_key"], row["seal_key"], row["state"])


def _entry(row: Any) -> FeedEntry:
    feed = FeedId(row["device"], row["stream"])
    return FeedEntry(
        feed, int(row["seq"]), bytes(row["previous"]), bytes(row["payload"]), bytes(row["signature"])
    )


def _note(connection: Connection, now: int, device: str, what: str) -> None:
    connection.execute(insert(audit).values(at=now, device=device[:16], what=what[:60]))
