"""The database: its connections, and the two kinds of transaction."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, false, text, update
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from sync.endpoint.tables import devices
from sync.settings import DATABASE_BUSY_MILLISECONDS

FILE = "endpoint.sqlite"
_LONGEST_CAUSE = 300  # characters
_LOCK = 0x43415245  # one number for PostgreSQL's advisory lock


def in_folder(folder: Path) -> Engine:
    """The SQLite database of this folder, made where there is none. Only its owner can read it: it says who
    writes about whom. Raises ``OSError`` where its name is a link."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder.resolve() / FILE
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | flags, 0o600))
    for beside in ("", "-wal", "-shm"):  # the two that SQLite makes take the first one's mode
        with contextlib.suppress(FileNotFoundError):
            file.with_name(file.name + beside).chmod(0o600)
    return connect(f"sqlite:///{file}")


def connect(url: str) -> Engine:
    """A pool of connections; each knows to wait for a lock, and SQLite writes durably."""
    sqlite = url.startswith("sqlite")
    pool = {} if sqlite else {"pool_size": 8, "max_overflow": 8}
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, **pool)
    event.listen(engine, "handle_error", _say_no_values)
    if sqlite:

        @event.listens_for(engine, "connect")
        def durable(connection: Any, _: object) -> None:
            connection.isolation_level = None  # SQLAlchemy begins transactions, below
            waits = f"busy_timeout={DATABASE_BUSY_MILLISECONDS}"
            whole = ("secure_delete=ON", "foreign_keys=ON")  # what is deleted is written over
            for pragma in ("journal_mode=WAL", "synchronous=FULL", waits, *whole):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN")

    return engine


def _say_no_values(context: ExceptionContext) -> None:
    """PostgreSQL quotes what it was given ("Key (…)=(…) already exists"): only what is wrong is said."""
    error = context.original_exception
    if state := getattr(error, "sqlstate", None):
        error.args = (f"SQLSTATE {state}",)
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = (f"({type(error).__name__}) SQLSTATE {state}",)


def cause(error: SQLAlchemyError) -> str:
    """Why the database failed, in one line for a log: never what it was given. What can't be reached says
    where; what it refused, its code alone."""
    original = error.orig if isinstance(error, DBAPIError) else None
    if not isinstance(error, (OperationalError, InterfaceError)) or original is None:
        state = getattr(original, "sqlstate", None)
        return f"{type(original or error).__name__}{f' SQLSTATE {state}' if state else ''}"
    words = " ".join(str(original).split())
    return f"{type(original).__name__}: {words[:_LONGEST_CAUSE]}"


class Database:
    """Gives out transactions: committed at the end of the ``with``, rolled back after an error."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """For what reads, or writes with its first statement; others may write meanwhile."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def exclusive(self) -> Iterator[Connection]:
        """For what reads and then writes: nobody else has this lock until the commit."""
        with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            else:  # SQLite has one writer: a transaction that read first could not become it any more
                connection.execute(update(devices).where(false()).values(name=""))
            yield connection

    @contextmanager
    def erasing(self) -> Iterator[Connection]:
        """As :meth:`exclusive`; after the commit SQLite lets its journal go, where what was deleted stands
        too."""
        with self.exclusive() as connection:
            yield connection
        if self._engine.dialect.name == "sqlite":
            raw = self._engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()
