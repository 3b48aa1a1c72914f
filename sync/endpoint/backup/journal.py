"""What administrators decided, in a file beside the signing key too: a database that is put back to an
earlier moment does not know what was decided since, and a device that was revoked must not come in again.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from sync.endpoint.store import Store
from sync.endpoint.store.decisions import Decision, broken_at

FILE = "decisions.jsonl"
_BYTES = ("previous", "hash")


def write_journal(store: Store, folder: Path) -> None:
    """Add what is in the database and not yet in the file. Where the file does not lead to it, it is written
    anew, and the one before stays beside it."""
    file, known, all = folder / FILE, read_journal(folder), store.decisions.all()
    goes_on = known == all[: len(known)]
    if file.exists() and not goes_on:
        file.rename(folder / f"{FILE}.before-{len(known)}-{os.getpid()}")
    new = all[len(known) :] if goes_on else all
    if new:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(file, flags, 0o600), "ab") as out:
            out.write(b"".join(_line(one) for one in new))
            out.flush()
            os.fsync(out.fileno())


def read_journal(folder: Path) -> list[Decision]:
    """As far as its lines are whole and each follows the one before; [] where there is none."""
    found: list[Decision] = []
    file = folder / FILE
    for line in file.read_bytes().splitlines() if file.exists() else ():
        try:
            raw = json.loads(line)
            one = Decision(**{**raw, **{part: bytes.fromhex(raw[part]) for part in _BYTES}})
        except (ValueError, KeyError, TypeError):
            break
        found.append(one)
    broken = broken_at(found)
    return found[: broken - 1] if broken else found


def _line(one: Decision) -> bytes:
    plain = {**asdict(one), **{part: getattr(one, part).hex() for part in _BYTES}}
    return json.dumps(plain, ensure_ascii=True).encode() + b"\n"
