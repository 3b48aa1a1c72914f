"""What the app says of what was written: that it is saved, that it is not, or that nobody knows yet.

Law: "Saved" is said of what is known to be where it should be. A phone's browser answers that a moment after
the write, or never; until then it is "Saving …", and nothing that the carer does waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import flet as ft

from carerapp.actions.access import Door
from carerapp.ui import kit

SAVING, NOT_SAVED = "Saving …", "Not saved"


class Saved:
    """Of one window. ``gone``: whether the files are known to be no longer where they were opened."""

    def __init__(self, door: Door, gone: Callable[[], bool]) -> None:
        self._door, self._gone = door, gone
        self._last = 0  # the number of the write that the words are about
        self._since: datetime | None = None  # the first entry that no answer spoke of, or a bad one

    def written(self, at: datetime) -> None:
        """Something was written down just now: the time that stands in it, aware."""
        self._last = self._door.last_write
        if self.waiting and self._since is None:
            self._since = at

    @property
    def waiting(self) -> bool:
        """The device was not heard yet about what was written last."""
        return not self._door.answered(self._last)

    def answered(self) -> bool:
        """The device has spoken. Whether the words are others now."""
        if self._since is None or self.waiting:
            return not self._door.stands
        if self._door.stands:
            self._since = None
        return True

    def last(self, words: str) -> str:
        """Of what was written last: ``words``, unless that is not known, or not so."""
        if self._gone() or not self._door.stands:
            return NOT_SAVED
        if self.waiting:
            return SAVING
        return words

    def of(self, written: datetime, words: str) -> str:
        """Of an answer that was written then, aware: ``words``, unless that is not known, or not so."""
        if self._sure(written):
            return words
        return SAVING if self.waiting else NOT_SAVED

    def status(self, written: datetime, otherwise: str = "done") -> str:
        """The kind of sign that stands before these words."""
        if self._sure(written):
            return otherwise
        return "device" if self.waiting else "check"

    def beside(self, written: datetime, words: str) -> ft.Control:
        """Both, to stand under a box."""
        return kit.status(self.status(written), self.of(written, words))

    def _sure(self, written: datetime) -> bool:
        return self._since is None or written < self._since
