"""Where every child's log ended when it was last noted: one sealed table, beside each log's own note.

Who puts back one child's files, an older note of their end among them, is found out by it. An append does not
wait for it: after a crash it may be older than the logs, which is no damage. Each log's own note bears the
table's number, so that an older table put back, or none at all, is found out by any log noted since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from carerapp.vault.damage import Damage
from carerapp.vault.errors import DiskError, SealBroken
from carerapp.vault.format.ends import Note
from carerapp.vault.format.sealed_file import Sealer, copy_of, read_twice, write_twice
from carerapp.vault.ports import Crypto, Disk

HEADS = "heads"


@dataclass(frozen=True, slots=True)
class Heads:
    """``number``: how often the table was written; ``logs``: folder → note. ``opens`` is False for a table
    that is there and does not open: it tells nothing."""

    number: int = 0
    logs: Mapping[str, Note] = field(default_factory=dict)
    opens: bool = True

    def of_table(self, seen: int) -> tuple[Damage, ...]:
        """What is wrong with this table, when a log's own note has seen the number ``seen``."""
        if not self.opens or seen <= self.number:
            return ()
        what = "the table of where all logs end is gone, or an older copy of it was put back"
        return (Damage(HEADS, None, f"{what}; of entries that were cut off, not all may show"),)


def load_heads(disk: Disk, sealer: Sealer) -> tuple[Heads, tuple[Damage, ...]]:
    """The table, and what was wrong with its files. Raises nothing: the logs open without it."""
    try:
        if disk.size(HEADS) is None and disk.size(copy_of(HEADS)) is None:
            return Heads(), ()  # of an older version, or not noted yet; if it was taken away, the logs know
        raw, damage = read_twice(disk, HEADS, sealer, what="the table of where all logs end")
    except (SealBroken, DiskError):
        what = "the table of where all logs end was damaged; of entries that were cut off, not all may show"
        return Heads(opens=False), (Damage(HEADS, None, what),)
    return Heads(int(raw["number"]), raw["logs"]), damage


def save_heads(disk: Disk, sealer: Sealer, heads: Heads) -> None:
    """Durable on return. Raises :class:`DiskError`; then the old one stands."""
    write_twice(disk, HEADS, sealer.seal_json(HEADS, {"number": heads.number, "logs": heads.logs}))


def heads_sealer(crypto: Crypto, vault_key: bytes, epoch: int, earlier: Mapping[int, bytes]) -> Sealer:
    """Seals the table; opens one of an earlier epoch too."""
    return Sealer(crypto, vault_key, HEADS, epoch, earlier)
