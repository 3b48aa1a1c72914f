"""A closed episode leaves this device: the authority has it, and has said how long it stays here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol as Port

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.json_value import Json
from carerapp.domain.new_event import NewEvent
from carerapp.domain.retention import closed_here, files_of, in_stub
from carerapp.domain.topics.left_device import LeftDevice


class Rewrites(Port):
    """What it needs of the vault."""

    def compact(
        self, child: str, keep: Callable[[Mapping[str, Json]], bool], drop_files: Collection[str]
    ) -> int: ...


def leaving(book: Casebook, child: str, episode: str) -> tuple[list[str], list[str]]:
    """The ids of the entries, and of the photos and documents, that would go. ``child``: the id of a file; of
    a child's other file nothing goes with it."""
    file = book.child(child)
    going = [e for e in file.written_of(episode) if not in_stub(e) and file.log_of(e.record) == child]
    ids = {event.id for event in going}
    staying = files_of(event for event in file.events if event.id not in ids)
    return sorted(ids), sorted(files_of(going) - staying)


def purge(book: Casebook, vault: Rewrites, child: str, episode: str) -> Event:
    """For good; start, end and whether it was reported stay, as they were signed. Raises ``NotSaved``."""
    ids, files = leaving(book, child, episode)
    gone = vault.compact(child, lambda document: document.get("id") not in set(ids), files)
    book.forget(child)
    return book.write(child, episode, NewEvent.note(LeftDevice(gone)))


class CasebookLifecycle:
    """The closed episodes of one person's working session."""

    def __init__(self, book: Casebook, vault: Rewrites) -> None:
        self._book, self._vault = book, vault

    def closed(self, child: str) -> Sequence[str]:
        """The closed episodes of a child of which more than the stub is here."""
        file = self._book.child(child)
        return closed_here(file, child) if file.has_begun else ()

    def leaving(self, child: str, episode: str) -> tuple[list[str], list[str]]:
        """As the function `leaving`."""
        return leaving(self._book, child, episode)

    def purge(self, child: str, episode: str) -> None:
        """As the function `purge`."""
        purge(self._book, self._vault, child, episode)
