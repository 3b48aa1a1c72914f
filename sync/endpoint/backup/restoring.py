"""A backup in the place of the database: what was decided since is done again, and a signed record says when.

First a whole new database is made beside, then it takes the place of the one that is there, which is kept.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from sync.endpoint.backup.copying import as_one_file, copy_out, load
from sync.endpoint.backup.folder import DATABASE, Backup, BadBackup
from sync.endpoint.backup.journal import read_journal, write_journal
from sync.endpoint.database import connect
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.migrate import migrate
from sync.endpoint.store import Store
from sync.endpoint.store.decisions import Decision
from sync.restores import Restore

_HALF = ".restoring.sqlite"


@dataclass(frozen=True)
class Restored:
    """``record``: what devices are told; ``again``: decisions since the backup, which hold again;
    ``not_again``: those that a person must look at; ``kept``: where the database of before is, "" where
    there was none; ``lost``: the decisions since the backup are not known."""

    record: Restore
    again: list[Decision] = field(default_factory=list)
    not_again: list[Decision] = field(default_factory=list)
    kept: str = ""
    lost: bool = False


def restore(
    backup: Backup, data: Path, engine: Engine | None, key: EndpointKey, by: str, reason: str, now: int
) -> Restored:
    """``data``: the endpoint's folder, ``engine``: its database, ``None`` where that is the folder's SQLite.
    Nobody else has it open. Raises :class:`BadBackup`, ``OSError``, ``SQLAlchemyError``; then nothing was
    changed."""
    half = data / _HALF
    half.unlink(missing_ok=True)
    shutil.copyfile(backup.database, half)
    half.chmod(0o600)
    made = connect(f"sqlite:///{half}")
    try:
        migrate(made)
        store, (live, newest) = Store(made, verify), _live(data, engine)
        later, lost = _since(store, [live, read_journal(data)])
        again, not_again = _again(store, later, now)
        record = store.restores.add(by, reason, backup.made_at, now, key.sign, after=newest)
    finally:
        as_one_file(made)
    kept = _put_in_place(half, data, engine, record)
    there = engine or connect(f"sqlite:///{data / DATABASE}")
    write_journal(Store(there, verify), data)
    there.dispose()
    return Restored(record, again, not_again, kept, lost)


def _live(data: Path, engine: Engine | None) -> tuple[list[Decision], int]:
    """The decisions of what is there now, and the number of its newest restore, where it can be read at
    all."""
    if engine is None and not (data / DATABASE).exists():
        return [], 0
    there = engine or connect(f"sqlite:///{data / DATABASE}")
    try:
        store = Store(there, verify)
        return store.decisions.all(), max((one.number for one in store.restores.all()), default=0)
    except SQLAlchemyError:
        return [], 0
    finally:
        there.dispose()


def _since(store: Store, candidates: Sequence[list[Decision]]) -> tuple[list[Decision], bool]:
    """The decisions after the backup's; and whether they are not known."""
    known = store.decisions.all()
    fitting = [found for found in candidates if found and found[: len(known)] == known]
    return (max(fitting, key=len)[len(known) :], False) if fitting else ([], True)


def _again(store: Store, later: Sequence[Decision], now: int) -> tuple[list[Decision], list[Decision]]:
    store.decisions.go_on(later)
    again: list[Decision] = []
    not_again: list[Decision] = []
    for one in later:
        (again if store.again.do(one, now) else not_again).append(one)
    return again, [one for one in not_again if one.what == "pack"]


def _put_in_place(half: Path, data: Path, engine: Engine | None, record: Restore) -> str:
    if engine is not None:
        aside = data / f"before-restore-{record.number}.sqlite"
        if aside.exists():
            raise BadBackup(f"{aside} is there already. Nothing was changed. Move it away first.")
        copy_out(engine, aside)
        load(half, engine)
        half.unlink()
        return str(aside)
    live, kept = data / DATABASE, ""
    for beside in ("", "-wal", "-shm"):  # a journal that was left beside would be played into the new one
        if (one := live.with_name(live.name + beside)).exists():
            kept = str(data / f"{DATABASE}.before-restore-{record.number}")
            one.rename(f"{kept}{beside}")
    half.rename(live)
    _durable(data)
    return kept


def _durable(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)


def others_at(engine: Engine) -> int:
    """How many others have this PostgreSQL database open."""
    with engine.connect() as connection:
        query = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return int(connection.execute(text(query)).scalar_one())
