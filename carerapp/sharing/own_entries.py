"""Which entries of each child's log this device wrote, and where the file went to another authority: an index
in memory that grows with the log.

Told by the clock stamp of each entry, which names the device. An entry's signed form is not held: a batch
reads from the vault what it sends, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from carerapp.domain.json_value import Json
from carerapp.domain.topics import Topic
from carerapp.domain.topics.codec import decode
from carerapp.domain.topics.moved import Moved
from carerapp.sharing.cut import MoveAt
from carerapp.vault import Vault
from carerapp.vault.format.entries import Signed


@dataclass(slots=True)
class _Child:
    """``seen``: how many entries of the log were looked at, the ``last`` of this id; ``places`` in the log of
    those that this device wrote; ``stamps`` of all."""

    seen: int = 0
    last: str = ""
    ids: set[str] = field(default_factory=set)
    own_ids: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)
    moves: list[MoveAt] = field(default_factory=list)


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

    def places(self, child: str) -> Sequence[int]:
        """Where in the log those stand that were written here, from 0."""
        return self._look(child).places

    def stamps(self, child: str) -> Sequence[str]:
        """The clock stamp of every entry of the log, by place."""
        return self._look(child).stamps

    def moves(self, child: str) -> Sequence[MoveAt]:
        """Where the file went to another authority, in the log's order."""
        return self._look(child).moves

    def ids_at(self, child: str, places: Iterable[int]) -> set[str]:
        """Of the entries at these places."""
        documents = self._vault.entries(child)
        return {str(documents[place].get("id")) for place in places}

    def signed(self, child: str, places: Sequence[int]) -> Iterator[Signed]:
        """The entries at these places in this order, as they were signed."""
        for run in _rising(places):
            wanted, last = set(run), run[-1]
            for place, entry in enumerate(self._vault.signed_from(child, run[0]), run[0]):
                if place in wanted:
                    yield entry
                if place == last:
                    break

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
            known.stamps.append(str(document.get("hlc", "")))
            if document.get("field") == Topic.MOVED and (move := self._move(document, known.seen)):
                known.moves.append(move)
            known.seen += 1
        return known

    def _move(self, document: Mapping[str, Json], place: int) -> MoveAt | None:
        moved = decode(Moved, document.get("value"))
        if not moved.hands_over:
            return None
        stamp = str(document.get("hlc", ""))
        return MoveAt(place, stamp, stamp.endswith(self._stamp), moved.holder, moved.left, moved.before)


def _rising(places: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut where the next place is not further on: each piece is read in one go."""
    start = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] < places[at - 1]:
            yield places[start:at]
            start = at
