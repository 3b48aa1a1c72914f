"""All children of this device at once: one whose log cannot be read is named, and hides no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from carerapp.actions.child_files import ChildFiles
from carerapp.domain.child import ChildFile
from carerapp.vault import VaultError

NamesOf = Callable[[Iterable[ChildFile], datetime], dict[str, str]]
"""Child's id → name."""


class EveryChild:
    """``ids``: of every file on this device."""

    def __init__(self, files: ChildFiles, ids: Callable[[], Sequence[str]]) -> None:
        self._files, self._ids = files, ids
        self.unreadable: set[str] = set()
        """Whose log the last look could not read: named, not shown."""

    def children(self) -> tuple[ChildFile, ...]:
        """Each child once, in the order of their files."""
        return tuple(self._once_each())

    def files(self) -> tuple[ChildFile, ...]:
        """Every file by itself, but for those that were cut short, or cannot be read."""
        files = (self._readable(self._files.alone, id) for id in self._ids())
        return tuple(file for file in files if file is not None and file.has_begun)

    def named(self, names: NamesOf, now: datetime) -> dict[str, str]:
        """Id of each file → what ``names`` calls its child."""
        children = self.children()
        found = names(children, now)
        return {log: found[child.id] for child in children for log in child.logs}

    def _once_each(self) -> Iterator[ChildFile]:
        """One that cannot be read is left out, and one whose adding was cut short: it has no profile yet."""
        shown: set[str] = set()
        for id in self._ids():
            child = self._readable(self._files.child, id)
            if child is not None and child.id not in shown and child.has_begun:
                shown.add(child.id)
                yield child

    def _readable(self, read: Callable[[str], ChildFile], id: str) -> ChildFile | None:
        """The last wall behind the folds that never raise: one child's log hides no other child."""
        try:
            child = read(id)
        except VaultError:
            raise
        except Exception:
            self.unreadable.add(id)
            return None
        self.unreadable.discard(id)
        return child
