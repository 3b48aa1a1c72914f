"""What a screen says, read off its controls: the band, the lines of a log, the proof that it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import flet as ft
from flet.controls.base_control import BaseControl

from carerapp.ui.theme import BAND
from tests.support.ui.window import controls_in, taps_of, words_in, words_of

DRILL = "Go on with the drill"
"""What the home screen says of a drill that runs, in place of "missing for"."""


class Shown:
    """One drawing of a window, gone through once however many read it."""

    def __init__(self, drawn: ft.Control) -> None:
        self.controls = list(controls_in(drawn))

    @cached_property
    def words(self) -> list[str]:
        """What a reader of the screen reads, in boxes too."""
        return words_of(self.controls)

    @cached_property
    def boxes(self) -> dict[str, ft.TextField]:
        """By the key of the box."""
        return {str(box.key): box for box in self.controls if isinstance(box, ft.TextField)}

    def taps(self) -> list[tuple[str, BaseControl]]:
        """What can be tapped, by its name."""
        return taps_of(self.controls)


@dataclass(frozen=True)
class Band:
    """The dark band while a child is missing."""

    who: str
    elapsed: str
    since: str


def band(shown: Shown) -> Band | None:
    """None on a screen without one."""
    for control in shown.controls:
        if isinstance(control, ft.Container) and control.bgcolor == BAND:
            for inside in controls_in(control):
                if isinstance(inside, ft.Column) and len(inside.controls) == 3:
                    said = words_in(inside)
                    return Band(*said) if len(said) == 3 else None
    return None


def log_lines(shown: Shown) -> Iterator[tuple[str, str]]:
    """(time, words) of each line of a log, top to bottom. Their rows begin with the time, in a column of
    its own."""
    for control in shown.controls:
        if not isinstance(control, ft.Row) or len(control.controls) != 2:
            continue
        time, beside = control.controls
        if isinstance(time, ft.Text) and isinstance(beside, ft.Column) and len(beside.controls) >= 2:
            words = beside.controls[0]
            if isinstance(words, ft.Text):
                yield _plain(time), _plain(words)


def _plain(text: ft.Text) -> str:
    return str(text.value or "").replace("\u00a0", " ")


def proof(shown: Shown) -> str:
    """ "Saved on this device 22:40. 3 not received yet"; "" on a screen that says nothing of it."""
    said = (words for words in shown.words if words.startswith("Saved on this device"))
    return next(said, "Not saved" if "Not saved" in shown.words else "")
