"""Which entries of each child's log this device wrote: an index in memory that grows with the log.

Told by the clock stamp of each entry, which names the device. An entry's signed form is not held: a batch
reads from the vault what it sends, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from carerapp.vault import Vault
from carerapp.vault.format.entries import Signed


@dataclass(slots=True)
class _Child:
    """``seen``: how many entries of the log were looked at, the ``last`` of this id; ``places`` in the log of
    those that this device wrote."""

    seen: int = 0
    last: str = ""
    ids: set[str] = field(default_factory=set)
    own_ids: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)


class OwnEntries:
    """Of one unlocked vault, and let go of at lock."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._stamp = "-" + str(vault.get_setting("device") or "")[:8]
        self._children: dict[str, _Child] = {}

    def count(self, child: str) -> int:
        """How many entries about this child were written here, and are still here."""
        return len(self._look(child).places)

    def count_all(self) -> dict[str, int]:
        """The same, by child."""
        return {child: self.count(child) for child in self._vault.children()}

    def ids(self, child: str) -> Set[str]:
        """Of every entry of the log, whoever wrote it."""
        return self._look(child).ids

    def own_ids(self, child: str) -> Set[str]:
        """Of the entries that were written here."""
        return self._look(child).own_ids

    def signed(self, child: str, after: int) -> Iterator[Signed]:
        """This device's own entries but the first ``after``, as they were signed."""
        places = self._look(child).places[after:]
        if not places:
            return
        own = set(places)
        for place, entry in enumerate(self._vault.signed_from(child, places[0]), places[0]):
            if place in own:
                yield entry

    def _look(self, child: str) -> _Child:
        known = self._children.setdefault(child, _Child())
        documents = self._vault.entries(child, max(0, known.seen - 1))
        if known.seen and (not documents or str(documents[0].get("id")) != known.last):
            # Entries left the log, or it was erased and begun again: what was last is elsewhere, or nowhere.
            known = self._children[child] = _Child()
            documents = self._vault.entries(child)
        for document in documents[1:] if known.seen else documents:
            id = known.last = str(document.get("id"))
            known.ids.add(id)
            if str(document.get("hlc", "")).endswith(self._stamp):
                known.own_ids.add(id)
                known.places.append(known.seen)
            known.seen += 1
        return known
