"""What a screen says, read off its controls: the band, the lines of a log, the proof that it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import flet as ft

from carerapp.ui.theme import BAND
from tests.support.ui.window import controls_in, words_in


@dataclass(frozen=True)
class Band:
    """The dark band while a child is missing."""

    who: str
    elapsed: str
    since: str


def band(drawn: ft.Control) -> Band | None:
    """None on a screen without one."""
    for control in controls_in(drawn):
        if isinstance(control, ft.Container) and control.bgcolor == BAND:
            for inside in controls_in(control):
                if isinstance(inside, ft.Column) and len(inside.controls) == 3:
                    said = words_in(inside)
                    return Band(*said) if len(said) == 3 else None
    return None


def log_lines(drawn: ft.Control) -> Iterator[tuple[str, str]]:
    """(time, words) of each line of a log, top to bottom. Their rows begin with the time, in a column of
    its own."""
    for control in controls_in(drawn):
        if not isinstance(control, ft.Row) or len(control.controls) != 2:
            continue
        time, beside = control.controls
        if isinstance(time, ft.Text) and isinstance(beside, ft.Column) and len(beside.controls) >= 2:
            words = beside.controls[0]
            if isinstance(words, ft.Text):
                yield _plain(time), _plain(words)


def _plain(text: ft.Text) -> str:
    return str(text.value or "").replace("\u00a0", " ")


def proof(drawn: ft.Control) -> str:
    """ "Saved on this device 22:40. 3 not received yet"; "" on a screen that says nothing of it."""
    said = (words for words in words_in(drawn) if words.startswith("Saved on this device"))
    return next(said, "Not saved" if "Not saved" in words_in(drawn) else "")
