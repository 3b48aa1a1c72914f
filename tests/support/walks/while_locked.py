"""Words that a walk wrote without unlocking: sealed on the disk a pause later, and there for whoever unlocks
next until they stand in a log."""

from __future__ import annotations

from carerapp.ui.features.unlock.capture import WORDS
from carerapp.ui.screen_name import ScreenName
from tests.support.walks.half_typed import MARK
from tests.support.walks.plain_window import PlainWindow
from tests.support.walks.shown import Shown
from tests.support.walks.truth import Truth
from tests.support.walks.walk_device import WalkDevice

WAITS = "Something was written while the app was locked"


class WhileLocked:
    """Of one walk. ``sealed``: seen on the disk once; it may not go any more."""

    def __init__(self, device: WalkDevice) -> None:
        self._device = device
        self._half = ""  # stands in the box, and was not seen on the disk yet
        self._well = True  # the disk took everything since
        self.sealed: set[str] = set()

    def typed(self, key: str, words: str) -> None:
        """In place of what stood in the box before: that may go, unless it was saved."""
        if key == WORDS:
            self.sealed.discard(self._half)
            self._half = words if words.startswith(MARK) else ""
            self._well = True

    def killed(self) -> None:
        """What was typed less than a pause ago is gone with the process."""
        self._half = ""

    def after(self, window: PlainWindow, shown: Shown, truth: Truth, name: str) -> list[str] | None:
        """Where words are not sealed, are gone, or are not said to wait."""
        self._well = self._well and self._device.disk.well
        there = truth.captured
        found = [
            f"{words!r} was written while locked and is nowhere any more"
            for words in sorted(self.sealed)
            if words not in there and not truth.written(words)
        ]
        if self._half in there:
            self.sealed.add(self._half)
        elif self._half and name == "pause" and self._well and window.app.locking.capturing:
            found.append(f"{self._half!r} was typed while locked and is not sealed on the disk")
        if not window.app.locking.capturing or _box(shown) not in (self._half, None):
            self._half = ""  # it was saved: the box is another entry's now
        if not window.app.locked and window.app.place.name is ScreenName.CHILDREN:
            said = WAITS in shown.words
            if said != bool(truth.waiting):
                found.append(f"home says {said} of something that waits, the files {truth.waiting}")
        return found if self.sealed or self._half else None


def _box(shown: Shown) -> str | None:
    """What stands in it; None where it is not shown."""
    box = shown.boxes.get(WORDS)
    return None if box is None else str(box.value or "")
