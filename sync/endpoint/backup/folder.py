"""A backup as a folder: a copy of the database, the sealed signing key, the decisions, and what they are.

In clear stands what the database holds in clear: opaque ids, the names of devices, who shares a child, times
and sizes. Not a word of a record is among it, nor the signing key.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select

from sync.endpoint.backup.copying import copy_out
from sync.endpoint.backup.journal import write_journal
from sync.endpoint.database import FILE as DATABASE
from sync.endpoint.database import connect
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.store import Store
from sync.endpoint.tables import meta

KEY, MANIFEST = "signing-key", "backup.json"
_PIECE = 1_000_000  # bytes that are hashed at once


class BadBackup(Exception):
    """``str`` says what is wrong with it, and what was not done."""


@dataclass(frozen=True, slots=True)
class Backup:
    """``made_at``: the moment that it is a copy of, seconds since 1970; ``kind``: of the database that was
    copied; ``key``: public key of the endpoint, hexadecimal; ``counts``: rows of each table."""

    folder: Path
    made_at: int
    kind: str
    key: str
    counts: Mapping[str, int]

    @property
    def database(self) -> Path:
        """The copy."""
        return self.folder / DATABASE

    @property
    def sealed_key(self) -> Path | None:
        """The signing key's file; ``None`` where it was left out."""
        file = self.folder / KEY
        return file if file.exists() else None


def write_backup(
    store: Store, engine: Engine, key: EndpointKey, sealed: bytes | None, to: Path, now: int
) -> Backup:
    """A new folder, whole or not there. ``sealed``: the signing key as it goes with it. Raises
    :class:`BadBackup` where something is there already, ``OSError``."""
    if to.exists():
        raise BadBackup(f"{to} is there already. Nothing was written. Name a folder that is not.")
    made = to.with_name(f".{to.name}-half")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(mode=0o700, parents=True)
    copy_out(engine, made / DATABASE)
    copied = connect(f"sqlite:///{made / DATABASE}")
    write_journal(Store(copied, verify), made)
    counts = _counts(copied)
    copied.dispose()
    for beside in ("-wal", "-shm"):
        (made / f"{DATABASE}{beside}").unlink(missing_ok=True)
    if sealed is not None:
        (made / KEY).write_bytes(sealed)
        (made / KEY).chmod(0o600)
    said = {
        "carerapp_backup": 1,
        "made_at": now,
        "kind": engine.dialect.name,
        "key": key.public.hex(),
        "counts": counts,
        "files": {file.name: _digest(file) for file in sorted(made.iterdir())},
    }
    words = json.dumps(said, sort_keys=True, indent=1)
    signature = key.sign(_signed_part(words)).hex()
    (made / MANIFEST).write_text(json.dumps({"said": words, "signature": signature}), "utf-8")
    made.rename(to)
    return Backup(to, now, engine.dialect.name, key.public.hex(), counts)


def read_backup(folder: Path) -> Backup:
    """Every file is as it was when the backup was made, and its key signed that. Raises
    :class:`BadBackup`."""
    try:
        raw = json.loads((folder / MANIFEST).read_bytes())
        words, signature = str(raw["said"]), bytes.fromhex(raw["signature"])
        said: Mapping[str, Any] = json.loads(words)
        key, files = str(said["key"]), dict(said["files"])
        made = Backup(folder, int(said["made_at"]), str(said["kind"]), key, dict(said["counts"]))
        good = verify(bytes.fromhex(key), signature, _signed_part(words))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise BadBackup(f"{folder} is no backup of an endpoint ({type(wrong).__name__}).") from None
    if not good:
        raise BadBackup(f"{folder}: what {MANIFEST} says is not as it was signed.")
    there = {file.name for file in folder.iterdir()} - {MANIFEST}
    if there != set(files):
        raise BadBackup(f"{folder}: a file is missing, or was added: {', '.join(sorted(there ^ set(files)))}")
    if changed := [name for name, digest in files.items() if _digest(folder / name) != digest]:
        raise BadBackup(f"{folder}: changed since the backup was made: {', '.join(changed)}")
    return made


def _counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for table in meta.sorted_tables
        }


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as data:
        while piece := data.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _signed_part(words: str) -> bytes:
    return b"carerapp backup 1\0" + words.encode()


__all__ = ["DATABASE", "KEY", "MANIFEST", "Backup", "BadBackup", "read_backup", "write_backup"]
