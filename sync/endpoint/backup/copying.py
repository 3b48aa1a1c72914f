"""A database copied at one moment, while others go on writing; and a copy loaded into a database.

The copy is always one SQLite file, whatever the database is: it can be looked at without a server, and loaded
into either.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import BigInteger, Connection, Engine, delete, func, insert, select, text

from sync.endpoint.database import connect
from sync.endpoint.migrate import migrate
from sync.endpoint.tables import code_streams, codes, meta, nonces

_AT_ONCE = 500  # rows that are held in memory
_PASSING = (nonces, code_streams, codes)  # good for minutes: a copy has none of them


def copy_out(engine: Engine, file: Path) -> None:
    """Everything that is there now. ``file``: must not exist. The database has this version's tables."""
    if engine.dialect.name == "sqlite":
        with (
            closing(sqlite3.connect(str(engine.url.database))) as live,
            closing(sqlite3.connect(file)) as copy,
        ):
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        copied = connect(f"sqlite:///{file}")
    else:
        copied = connect(f"sqlite:///{file}")
        migrate(copied)
        snapshot = engine.connect().execution_options(isolation_level="REPEATABLE READ", yield_per=_AT_ONCE)
        with snapshot as live_rows, copied.begin() as into:
            _rows(live_rows, into)
    with copied.begin() as connection:
        for table in _PASSING:
            connection.execute(delete(table))
    as_one_file(copied)
    file.chmod(0o600)


def as_one_file(engine: Engine) -> None:
    """An SQLite database whose journal is not beside it any more, and that nobody has open."""
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()


def load(file: Path, engine: Engine) -> None:
    """Into a PostgreSQL database, in the place of what is there, in one transaction. Both have this version's
    tables."""
    copy = connect(f"sqlite:///{file}")
    with copy.connect().execution_options(yield_per=_AT_ONCE) as rows, engine.begin() as into:
        into.execute(text("LOCK TABLE " + ", ".join(_named(into)) + " IN ACCESS EXCLUSIVE MODE"))
        for table in reversed(meta.sorted_tables):
            into.execute(delete(table))
        _rows(rows, into)
        _go_on_counting(into)
    copy.dispose()


def _named(connection: Connection) -> list[str]:
    quote = connection.dialect.identifier_preparer.format_table
    return [quote(table) for table in meta.sorted_tables]


def _rows(source: Connection, into: Connection) -> None:
    for table in meta.sorted_tables:
        for page in source.execute(select(table)).mappings().partitions(_AT_ONCE):
            into.execute(insert(table), [dict(row) for row in page])


def _go_on_counting(into: Connection) -> None:
    """PostgreSQL counts beside the table: the next number follows the last that was loaded."""
    for table in meta.sorted_tables:
        for column in table.primary_key:
            if not isinstance(column.type, BigInteger):
                continue
            named = into.execute(
                text("SELECT pg_get_serial_sequence(:table, :column)"),
                {"table": table.name, "column": column.name},
            ).scalar()
            if named:
                last = into.execute(select(func.max(column))).scalar()
                into.execute(
                    text("SELECT setval(CAST(:named AS regclass), :last, :used)"),
                    {"named": named, "last": last or 1, "used": last is not None},
                )
