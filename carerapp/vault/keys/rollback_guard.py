"""What the vault was when it was last seen, remembered beside the device secret and not with the files.

With it, an older copy of the files put back, and another vault's put in their place, is noticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from carerapp.vault.format.stream import Stream


@dataclass(frozen=True, slots=True)
class RollbackGuard:
    """``children``: opaque id → how many entries there were. ``failed``: slot → wrong PINs in a row."""

    vault: str
    revision: int
    children: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """What the device is to remember."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":")).encode()

    @staticmethod
    def from_bytes(data: bytes | None) -> RollbackGuard | None:
        """``None`` for what is none: a device that forgot must not keep anybody out."""
        try:
            raw = json.loads(data or b"")
            return RollbackGuard(
                str(raw["vault"]),
                int(raw["revision"]),
                {str(child): int(count) for child, count in raw["children"].items()},
                {str(slot): int(count) for slot, count in raw["failed"].items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def of_file(self, vault: str, revision: int) -> str:
        """What is wrong with a key file of this vault and revision; "" when nothing is."""
        if vault != self.vault:
            return "these are another vault's files, not the ones this device had"
        if revision < self.revision:
            return "an older copy of the key files was put back: people removed since may get in again"
        return ""

    def of_child(self, child: str, count: int) -> str:
        """What is wrong with a child's log of this many entries; "" when nothing is."""
        before = self.children.get(child, 0)
        if count >= before:
            return ""
        return f"an older copy of this log was put back: this device saw {before} entries, there are {count}"

    def with_children(
        self, earlier: RollbackGuard | None, streams: Mapping[str, Stream], known: Iterable[str]
    ) -> RollbackGuard:
        """This, with the count of each known child: as read now, or as remembered."""
        before = earlier.children if earlier else {}
        counts = {
            child: max(before.get(child, 0), streams[child].count if child in streams else 0)
            for child in known
        }
        return RollbackGuard(self.vault, self.revision, counts, self.failed)
