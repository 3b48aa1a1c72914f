"""What is left on a locked device to be sent: sealed and signed already, so that it takes no key but the one
with which the device listens to hand it in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from carerapp.vault import DiskError, Unsealed

MOST_LEFT_BYTES = 200_000  # of payloads about one child: the lock does not wait for years of notes
_FILE = "unsent"


@dataclass(frozen=True, slots=True)
class Unsent:
    """One request: this device's id at the authority, where to, its body, and how many entries are in it."""

    device: str
    path: str
    body: bytes
    entries: int


def left(unsealed: Unsealed) -> tuple[Unsent, ...]:
    """In the order in which they are sent; nothing, where the file is none."""
    try:
        raw = json.loads(unsealed.read(_FILE) or b"[]")
        return tuple(Unsent(str(d), str(p), str(b).encode(), int(n)) for d, p, b, n in raw)
    except (DiskError, ValueError, TypeError):
        return ()


def leave(unsealed: Unsealed, unsent: Sequence[Unsent]) -> None:
    """In place of what was left before. Raises ``NotSaved``."""
    if unsent:
        rows = [[one.device, one.path, one.body.decode(), one.entries] for one in unsent]
        unsealed.write(_FILE, json.dumps(rows).encode())
    else:
        unsealed.remove(_FILE)
