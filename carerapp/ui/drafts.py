"""What is half typed: saved when the typing pauses, when it goes on for long, or when the box is left.

A box that is being typed in keeps the letters as they were typed, also when what was saved reads
differently ("4/3/12" is saved as a day): nothing changes under the carer's hands until they leave it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

from carerapp.settings import DRAFT_LONGEST_SECONDS, DRAFT_PAUSE_SECONDS
from carerapp.ui.never_kept import NEVER_KEPT
from carerapp.ui.ports import WindowPort

Save = Callable[[str], object]


class Unread(ValueError):
    """What was typed can't be read, and nothing was changed. It stays a draft; the screen says what to do."""


class Drafts:
    """Text by key. A key with a `save` is a field of the record; one without waits for its button."""

    def __init__(
        self, window: WindowPort, typed: Callable[[str], object], remember: Callable[[], bool]
    ) -> None:
        """`typed` is told each text as it grows; `remember` keeps the drafts that wait for their button."""
        self._window, self._typed, self._remember = window, typed, remember
        self._texts: dict[str, str] = {}
        self._saves: dict[str, Save] = {}
        self._typing: dict[str, str] = {}
        self._turn: dict[str, int] = {}
        self._began: dict[str, float] = {}  # on the steady clock: the first letter that is not saved yet
        self._on_disk: set[str] = set()  # the keys that were remembered last
        self._due = False  # they are about to be remembered anew

    def get(self, key: str, saved: str = "") -> str:
        """What the box shows: the draft while there is one, else what is saved."""
        return self._texts.get(key, self._typing.get(key, saved))

    def typing(self, key: str) -> bool:
        """The box was typed in and has not been left yet."""
        return key in self._typing

    def belongs(self, key: str, save: Save) -> None:
        """A draft that came back after a lock finds its field again, and is saved with the others."""
        if key in self._texts:
            self._saves[key] = save

    def has(self, key: str) -> bool:
        """Something is typed here that is not saved."""
        return key in self._texts

    def type(self, key: str, text: str, save: Save | None = None) -> None:
        """A change in a box. Raises ValueError for one whose words are never kept."""
        if key in NEVER_KEPT:
            raise ValueError(f"{key} is never kept")
        self._texts[key] = self._typing[key] = text
        if save:
            self._saves[key] = save
        self._began.setdefault(key, time.monotonic())
        self._typed(text)
        self._turn[key] = self._turn.get(key, 0) + 1
        self._window.start(self._after_a_pause, key, self._turn[key])

    async def _after_a_pause(self, key: str, turn: int) -> None:
        await asyncio.sleep(DRAFT_PAUSE_SECONDS)
        if key not in self._texts:
            return
        # Who types on and on makes no pause: a crash must not take all of it.
        long = time.monotonic() - self._began.get(key, time.monotonic()) >= DRAFT_LONGEST_SECONDS
        if self._turn.get(key) == turn or long:
            self.save(key)

    def save(self, key: str) -> bool:
        """Write it to the record. When that fails it stays a draft, on the screen. False: it is not safe;
        what can't be read is, among the drafts."""
        if key not in self._texts:
            return True
        self._began.pop(key, None)
        save, text = self._saves.get(key), self._texts[key]
        if save is None:
            if not self._remember():
                self._window.redraw()  # it is said why
            return True
        try:
            saved = self._window.attempt(lambda: save(text))
        except Unread:
            self._remember()
            self._window.redraw()
            return True
        if saved:
            self._let_go(key)
        self._window.redraw()
        return saved

    def stop(self) -> None:
        """Locked: what still waits for a pause saves nothing any more."""
        self._turn.clear()

    def left(self, key: str) -> None:
        """The box was left: save, and show the answer as it reads."""
        typed = self._typing.pop(key, None)
        self.save(key)
        if typed is not None:
            self._window.redraw()

    def save_all(self) -> bool:
        """Everything that belongs to the record, before the screen is left or locked."""
        self._typing.clear()
        results = [self.save(key) for key in list(self._texts) if key in self._saves]
        return all(results)

    def drop(self, *keys: str) -> None:
        """Forget what was typed: it is in the record now, or was taken back."""
        for key in keys:
            self._typing.pop(key, None)
            self._let_go(key)

    def _let_go(self, key: str) -> None:
        """It is no draft any more, on the disk neither: brought back, it would be written twice, or over
        what was saved since."""
        for kept in (self._texts, self._saves, self._began):
            kept.pop(key, None)
        if key in self._on_disk and not self._due:
            self._due = True
            self._window.start(self._remember_anew)

    async def _remember_anew(self) -> None:
        if self._due:
            self._remember()

    def remembered(self) -> None:
        """What `unsaved` says now is on the disk."""
        self._on_disk, self._due = set(self._texts), False

    def unsaved(self) -> dict[str, str]:
        """Every draft by its key, to be kept sealed."""
        return dict(self._texts)

    def restore(self, texts: Mapping[str, str]) -> None:
        """What `unsaved` gave before the lock."""
        self._texts = {str(key): str(text) for key, text in texts.items()}
        self._on_disk = set(self._texts)
