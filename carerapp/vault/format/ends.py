"""Where a log ended when it was last noted, compared with what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carerapp.vault.damage import Damage
from carerapp.vault.format.loading import Loaded

Note = Mapping[str, Any]
"""``next``: the number of the next entry; ``index``: of the live journal; ``hash`` of the last frame."""


def compared(notes: Sequence[Note], file: str, loaded: Loaded) -> tuple[int, list[Damage]]:
    """The number of the next entry as last noted, -1 without any note; and what is wrong with what was found,
    named of ``file``. An older note of two is no damage: they are not written at once."""
    if not notes:
        return -1, []
    note = max(notes, key=lambda one: (one["next"], one["index"]))
    noted, found = int(note["next"]), loaded.next_seq
    if found is None or found < noted:
        first = "" if found is None else f" from entry {found}"
        what = f"entries{first} to {noted - 1}, which were saved, are missing at the end"
        return noted, [Damage(file, found, what)]
    head = loaded.head.hex() if loaded.head else note["hash"]
    if found == noted and note["index"] == loaded.index and note["hash"] != head:
        return noted, [Damage(file, found - 1, "the last entry is not the one that was saved last")]
    return noted, []
