"""Which entries of each child's log this device wrote, and where the file went to another authority: an index
in memory that grows with the log.

Told by who signed each entry, and by its clock stamp: somebody of this vault, and this device's stamp.
What a stamp says, anybody can write; nobody else can sign. An entry's signed form is not held: a batch
reads from the vault what it sends, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from carerapp.domain.belonging import moves
from carerapp.domain.gate.held import read_log
from carerapp.domain.gate.openings import Begun
from carerapp.domain.same_episode import is_episode
from carerapp.domain.topics import Topic, topic_at
from carerapp.domain.topics.moved import Moved
from carerapp.sharing.cut import MoveAt
from carerapp.vault import JSON, Vault
from carerapp.vault.format.entries import Signed


@dataclass(slots=True)
class _Child:
    """``seen``: how many entries of the log were looked at, the ``last`` of this id; the records that
    were ``opened``; ``places`` in the log of those that this device wrote; ``stamps`` of all."""

    seen: int = 0
    last: str = ""
    ids: dict[str, int] = field(default_factory=dict)  # of each entry: its place in the log
    opened: dict[str, Begun] = field(default_factory=dict)
    own_ids: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    begun: set[int] = field(default_factory=set)  # of these, where an episode began
    stamps: list[str] = field(default_factory=list)
    moves: list[MoveAt] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)


class OwnEntries:
    """Of one unlocked vault, and let go of at lock."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._stamp = "-" + str(vault.get_setting("device") or "")[:8]
        self._children: dict[str, _Child] = {}
        self._of_here: dict[str, bool] = {}

    def count(self, child: str) -> int:
        """How many entries about this child were written here, and are still here."""
        return len(self._look(child).places)

    def count_all(self) -> dict[str, int]:
        """The same, by child."""
        return {child: self.count(child) for child in self._vault.children()}

    def ids(self, child: str) -> Set[str]:
        """Of every entry of the log, whoever wrote it."""
        return self._look(child).ids.keys()

    def held(self, child: str, id: str) -> Mapping[str, JSON] | None:
        """The entry of this id, as it stands in the log; None where there is none."""
        place = self._look(child).ids.get(id)
        return None if place is None else self._vault.entries(child, place, 1)[0]

    def begun(self, child: str, record: str) -> Begun | None:
        """How entries of the log began this record; None where none did."""
        return self._look(child).opened.get(record)

    def own_ids(self, child: str) -> Set[str]:
        """Of the entries that were written here."""
        return self._look(child).own_ids

    def places(self, child: str) -> Sequence[int]:
        """Where in the log those stand that were written here, from 0."""
        return self._look(child).places

    def begun_at(self, child: str) -> Set[int]:
        """At which of these places an episode began."""
        return self._look(child).begun

    def stamps(self, child: str) -> Sequence[str]:
        """The clock stamp of every entry of the log, by place."""
        return self._look(child).stamps

    def moves(self, child: str) -> Sequence[MoveAt]:
        """Where the file went to another authority, in the log's order."""
        return self._look(child).moves

    def acknowledged(self, child: str) -> Set[str]:
        """The ids of the entries that say that a duty desk has seen an episode."""
        return self._look(child).acknowledged

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

    def _is_of_here(self, signer: str) -> bool:
        if signer not in self._of_here:
            self._of_here[signer] = self._vault.is_of_here(signer)
        return self._of_here[signer]

    def _look(self, child: str) -> _Child:
        known = self._children.setdefault(child, _Child())
        documents = self._vault.entries(child, max(0, known.seen - 1))
        if known.seen and (not documents or str(documents[0].get("id")) != known.last):
            # Entries left the log, or it was erased and begun again: what was last is elsewhere, or nowhere.
            known = self._children[child] = _Child()
            documents = self._vault.entries(child)
        signers = self._vault.signers(child, known.seen)
        fresh = documents[1:] if known.seen else documents
        for document, signer in zip(fresh, signers, strict=True):
            id = known.last = str(document.get("id"))
            known.ids.setdefault(id, known.seen)
            if document.get("kind") == "open":
                record = str(document.get("record"))
                known.opened[record] = Begun.after(known.opened.get(record), document)
            if own := str(document.get("hlc", "")).endswith(self._stamp) and self._is_of_here(signer):
                known.own_ids.add(id)
                known.places.append(known.seen)
                if document.get("kind") == "open" and is_episode(str(document.get("form"))):
                    known.begun.add(known.seen)
            known.stamps.append(str(document.get("hlc", "")))
            if topic_at(str(document.get("field"))) is Topic.ACKNOWLEDGED:
                known.acknowledged.add(id)
            if document.get("field") == Topic.MOVED:
                known.moves += _move(document, signer, known.seen, own=own)
            known.seen += 1
        return known


def _move(document: Mapping[str, JSON], signer: str, place: int, *, own: bool) -> Iterator[MoveAt]:
    """The move, where it gives the file to another authority. What the fold leaves out moves nothing: a file
    goes nowhere because of an entry that no log shows."""
    shown, _ = read_log([document], [signer], lambda _: False)
    for event in moves(shown):
        moved = Moved.of(event)
        if moved.hands_over:
            yield MoveAt(place, event.hlc, own, moved.holder, moved.left, moved.before)


def _rising(places: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut where the next place is not further on: each piece is read in one go."""
    start = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] < places[at - 1]:
            yield places[start:at]
            start = at
