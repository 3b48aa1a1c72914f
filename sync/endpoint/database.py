"""The database: connections, the lock of whoever writes, the audit, replayed requests. Each method of those
who build on it is one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    delete,
    event,
    false,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from sync.endpoint.tables import audit, chunks, devices, entries, letters, nonces
from sync.settings import DATABASE_BUSY_MILLISECONDS

_LOCK = 0x43415245  # one number for PostgreSQL's advisory lock


def connect(url: str) -> Engine:
    """A pool of connections; each knows to wait for a lock, and SQLite writes durably."""
    engine = create_engine(
        url, pool_pre_ping=True, **({} if url.startswith("sqlite") else {"pool_size": 8, "max_overflow": 8})
    )
    if url.startswith("sqlite"):

        @event.listens_for(engine, "connect")
        def durable(connection: Any, _: object) -> None:
            connection.isolation_level = None  # SQLAlchemy begins transactions, below
            for pragma in (
                "journal_mode=WAL",
                "synchronous=FULL",
                f"busy_timeout={DATABASE_BUSY_MILLISECONDS}",
                "foreign_keys=ON",
            ):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN")

    return engine


class Database:
    """``now`` is given in seconds since 1970."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, and nobody else writes until it is committed."""
        with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            else:  # SQLite has one writer: a transaction that read first could not become it any more
                connection.execute(update(devices).where(false()).values(name=""))
            yield connection

    def ready(self) -> bool:
        """Whether the database answers."""
        with self.reading() as connection:
            return connection.execute(select(func.count()).select_from(devices)).scalar_one() >= 0

    def fresh(self, keyid: str, nonce: str, now: int, until: int) -> bool:
        """Whether this nonce is new; it is remembered until a request of that age would be refused anyway."""
        try:
            with self.reading() as connection:
                connection.execute(delete(nonces).where(nonces.c.until < now))
                connection.execute(insert(nonces).values(keyid=keyid, nonce=nonce, until=until))
        except IntegrityError:
            return False
        return True

    def audit(self, device: str, what: str, now: int) -> None:
        """What was refused, and to whom; never a word of what was sent."""
        with self.reading() as connection:
            note(connection, now, device, what)

    def counts(self) -> dict[str, int]:
        """For the metrics: how much there is of what."""
        tables = {
            "devices": devices,
            "entries": entries,
            "chunks": chunks,
            "letters": letters,
            "audit": audit,
        }
        with self.reading() as connection:
            return {
                name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for name, table in tables.items()
            }


def note(connection: Connection, now: int, device: str, what: str) -> None:
    """One line of the audit."""
    connection.execute(insert(audit).values(at=now, device=device[:16], what=what[:60]))
