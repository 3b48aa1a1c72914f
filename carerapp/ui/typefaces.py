"""Fonts: the interface's own at once, those for other scripts when a text needs them."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import flet as ft

from carerapp.asset_folder import asset_folder

FONTS = asset_folder() / "fonts"


@cache
def table() -> tuple[tuple[str, str, bool, tuple[tuple[int, int], ...]], ...]:
    """(family, file, loaded at start, character ranges) in the order of fallback."""
    with (FONTS / "fonts.toml").open("rb") as file:
        fonts = tomllib.load(file)["font"]
    return tuple(
        (f["family"], f"fonts/{f['file']}", f["load"] == "start", _ranges(f["ranges"])) for f in fonts
    )


def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    pairs = (part.partition("-") for part in text.split())
    return tuple((int(low, 16), int(high or low, 16)) for low, _, high in pairs)


class Typefaces:
    """The fonts one page has registered. `families` is the fallback chain."""

    def __init__(self, page: ft.Page) -> None:
        self._page = page
        self._loaded = {family: file for family, file, start, _ in table() if start}
        self._known: set[str] = set()
        page.fonts = dict(self._loaded)

    @property
    def families(self) -> tuple[str, ...]:
        """The loaded families, in the order in which a letter is looked for."""
        return tuple(family for family, *_ in table() if family in self._loaded and "Bold" not in family)

    def need(self, *words: str) -> bool:
        """Register what these words need and the page does not have yet. True when there was any."""
        new = {c for word in words for c in word if ord(c) > 0x24F} - self._known
        self._known |= new
        wanted = {}
        for char in new:
            for family, file, _, ranges in table():
                if "Bold" not in family and any(low <= ord(char) <= high for low, high in ranges):
                    if family not in self._loaded:
                        wanted[family] = file
                    break
        if wanted:
            self._loaded.update(wanted)
            self._page.fonts = dict(self._loaded)
        return bool(wanted)


def words_of(control: ft.Control) -> list[str]:
    """All words shown in a tree of controls."""
    found: list[str] = []
    todo: list[Any] = [control]
    while todo:
        item = todo.pop()
        if isinstance(item, list | tuple):
            todo.extend(item)
        elif isinstance(item, ft.Text | ft.TextField):
            found.append(item.value or "")
        elif isinstance(item, ft.BaseControl):
            todo.extend(getattr(item, name) for name in ("content", "controls") if getattr(item, name, None))
    return found
