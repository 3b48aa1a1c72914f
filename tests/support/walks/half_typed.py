"""Words that a walk typed into boxes: until they are in the log, or were taken back, they stand in their box,
and lie sealed on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.walks.plain_window import PlainWindow
from tests.support.walks.shown import Shown
from tests.support.walks.truth import Truth
from tests.support.walks.walk_device import WalkDevice

MARK = "plum"  # before words that stand in one box only
#: Taps that say: what I typed here is no longer wanted, or is an answer of another kind.
TAKES_AWAY = (
    "Seal and send",
    "take it back",
    "Not known",
    "Save",
    "Done",
    "Now",
    "Change to",
    "Close",
    "No: ",
    "Yes: ",
    "They said: ",
)
#: Boxes that are not to be kept: a search, a password.
PASSING = ("search", "password", "log:", "capture")  # the last: `while_locked` looks for them


@dataclass
class _Typed:
    words: str
    kept: bool = False  # it was seen on the disk
    well: bool = True  # the disk took everything since


class HalfTyped:
    """Of one walk, by who typed and the key of the box: the words that were typed there last. ``windows``:
    all that are open."""

    def __init__(self, device: WalkDevice) -> None:
        self._device = device
        self._everybody: dict[str, dict[str, _Typed]] = {}
        self.windows: list[PlainWindow] = []

    @property
    def _typed(self) -> dict[str, _Typed]:
        """Of who was signed in last: a colleague's words are sealed for the colleague."""
        return self._everybody.setdefault(self._device.who, {})

    def typed(self, key: str, words: str) -> None:
        """What stood in the box before is no longer looked for."""
        self._typed.pop(key, None)
        if words.startswith(MARK) and not any(part in key for part in PASSING):
            self._typed[key] = _Typed(words)

    def killed(self) -> None:
        """What was typed less than a pause ago, or while the disk took nothing, is gone with the process."""
        for who, each in self._everybody.items():
            self._everybody[who] = {key: typed for key, typed in each.items() if typed.kept}

    def after(self, shown: Shown, truth: Truth, name: str, done: str) -> list[str] | None:
        """Where words are nowhere any more, not on the disk a second later, or not in their box."""
        written = [key for key, typed in self._typed.items() if truth.written(typed.words)]
        for key in written:
            del self._typed[key]
        if not self._typed:
            return None
        boxes = {key: str(box.value or "") for key, box in shown.boxes.items()}
        dropped = name == "tap" and any(words in done for words in TAKES_AWAY)
        found: list[str] = []
        for key, typed in list(self._typed.items()):
            typed.kept = typed.words in truth.kept.values()
            typed.well = typed.well and self._device.disk.well
            held = any(_held(window, typed.words) for window in self.windows)
            if not held and (dropped or not typed.kept):
                del self._typed[key]
                found += [] if dropped else [f"{typed.words!r} in the box {key!r} is nowhere any more"]
            else:
                found += _wrong(key, typed, boxes, paused=name == "pause")
        return found


def _wrong(key: str, typed: _Typed, shown: dict[str, str], *, paused: bool) -> Iterator[str]:
    if paused and typed.well and not typed.kept:
        yield f"{typed.words!r} was typed into {key!r} and is not kept on the disk"
    if shown.get(key, typed.words) != typed.words:
        yield f"the box {key!r} shows {shown[key]!r}, {typed.words!r} was typed"


def _held(window: PlainWindow, words: str) -> bool:
    """In the memory of this window."""
    locking = window.app.locking
    held = [locking.session.drafts.unsaved()] if locking.session else [*window.app.services.held.values()]
    return any(words in drafts.values() for drafts in held)
