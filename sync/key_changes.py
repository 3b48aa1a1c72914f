"""How an endpoint's signing key changes: the key before signs which one follows, and that one that it does.

Devices pin a key. They go from it to the next, and no other way by themselves. A change that the key before
did not sign, as after a theft, is a record for the administrator; a person compares the new key at each
device.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sync.errors import BrokenMessage, ServerError
from sync.feed import Verify
from sync.messages import to_bytes, to_text

MOST = 200  # changes of one endpoint


@dataclass(frozen=True, slots=True)
class KeyChange:
    """``before`` and ``after``: public keys, 32 bytes; ``at``: seconds since 1970; ``signature``: by the key
    before, b"" where it could not be trusted with it; ``proof``: by the key after."""

    before: bytes
    after: bytes
    at: int
    signature: bytes
    proof: bytes

    def signed_part(self) -> bytes:
        """What both sign: every part has a fixed length."""
        return b"carerapp key change 1\0" + self.before + self.after + self.at.to_bytes(8, "big")

    def fits(self, verify: Verify) -> bool:
        """Whether both keys signed it."""
        said = self.signed_part()
        return verify(self.before, self.signature, said) and verify(self.after, self.proof, said)


def follow(
    changes: Sequence[KeyChange], pinned: bytes, verify: Verify, refused: Collection[bytes] = ()
) -> list[KeyChange]:
    """The changes that lead on from the key that is pinned, one after the other; none that leads to a key
    that a person ``refused``, nor in a circle."""
    chain: list[KeyChange] = []
    passed, at = {pinned}, pinned
    for change in changes:
        if change.before != at or change.after in passed or not change.fits(verify):
            continue
        if change.after in refused:
            break
        chain.append(change)
        passed.add(change.after)
        at = change.after
    return chain


def changes_json(changes: Sequence[KeyChange]) -> list[dict[str, Any]]:
    """Oldest first, as they travel."""
    parts = ("before", "after", "signature", "proof")
    return [{**{part: to_text(getattr(one, part)) for part in parts}, "at": one.at} for one in changes]


def read_changes(data: bytes) -> list[KeyChange]:
    """An endpoint's answer; a row that is none is left out. Raises :class:`ServerError`."""
    try:
        rows = json.loads(data)["changes"]
        if not isinstance(rows, list) or len(rows) > MOST:
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ServerError("the answer is no list of keys") from None
    found = []
    for row in rows:
        try:
            found.append(_read(row))
        except (BrokenMessage, AttributeError):
            continue
    return found


def _read(row: Any) -> KeyChange:
    before, after, signature, proof = (
        to_bytes(row.get(part)) for part in ("before", "after", "signature", "proof")
    )
    at = row.get("at")
    if (len(before), len(after), len(proof)) != (32, 32, 64) or len(signature) not in (0, 64):
        raise BrokenMessage("a part has another length")
    if type(at) is not int or not 0 <= at < 2**53:
        raise BrokenMessage("at is not a number")
    return KeyChange(before, after, at, signature, proof)
