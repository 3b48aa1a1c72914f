"""A box to type in stays the same box when the window is drawn anew, whatever comes or goes above it.

Flet matches what is in a list by its key, and what has none by its place. A line more above a card with boxes
would so put new boxes in their place: the keyboard closes, and letters that are on their way are lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import flet as ft

Since = dict[str, int]  # box's key -> the drawing that it has been there since


def keep_boxes(window: ft.Control, before: Mapping[str, int], drawing: int) -> Since:
    """Give each control that holds boxes, and has no key, the key of the one that has been there longest.

    ``before``: what this returned for the last drawing. Returns the same of this one.
    """
    return dict(_boxes(window, before, drawing))


def _boxes(control: Any, before: Mapping[str, int], drawing: int) -> list[tuple[str, int]]:
    if isinstance(control, ft.TextField):
        key = str(control.key)
        return [(key, before.get(key, drawing))]
    found: list[tuple[str, int]] = []
    for child in getattr(control, "controls", None) or ():
        inside = _boxes(child, before, drawing)
        if inside and child.key is None:
            child.key = f"holds:{min(inside, key=lambda box: box[1])[0]}"
        found += inside
    content = getattr(control, "content", None)
    return found + _boxes(content, before, drawing) if isinstance(content, ft.BaseControl) else found
