"""What a screen function returns, and where a screen is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import flet as ft

from carerapp.ui.screen_name import ScreenName


@dataclass(frozen=True)
class Place:
    """A screen and what it is about. Never part of a URL: ids stay inside the app."""

    name: ScreenName
    args: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        return self.args[key]

    def get(self, key: str) -> str:
        """What the place is about, by name; "" when it is not about that."""
        return self.args.get(key, "")


@dataclass
class Screen:
    """header / one scroll / sticky action / emergency bar; `side` is the list on a tablet."""

    header: ft.Control
    body: list[ft.Control]
    sticky: list[ft.Control] = field(default_factory=list)
    side: list[ft.Control] | None = None
    thumb: list[ft.Control] = field(default_factory=list)  # one row, always in the thumb's reach
    last: list[ft.Control] = field(default_factory=list)  # under all that scrolls
    keep_sticky: bool = False  # stays at the bottom also with large text
    emergency: bool = True  # only the danger question has its own 999
    top: str = ""  # when this changes, the scroll starts at the top again
    narrow: bool = True  # the body keeps to a readable width on a tablet
