"""The choices of a workbook → those of our questions. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from forms.interchange.cells import LISTS
from forms.interchange.coming import Coming
from forms.interchange.refusals import Known

LIST, NAME = ("list name",), ("name",)
OTHER = {"name": "other", "label": "Other"}
_ONE_WORD = Known("takes it", "Write a name without spaces, here and in the conditions.")
_ONCE = Known("shows both, and keeps the same name for either", "Give one another name.")
_NO_ANSWERS = Known("shows the answer there", "Write the words themselves.")


def called(sheet: str, name: str) -> str:
    """A list by its name; one of the sheet external_choices apart from one of the same name on choices."""
    return name if sheet == LISTS[0] else f"{sheet}/{name}"


@dataclass(slots=True)
class Lists:
    """Each list by its name, in rows of the choices sheet."""

    coming: Coming
    rows: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    with_other: set[str] = field(default_factory=set)  # `or_other` adds to a list, for all who ask it
    made: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    keys: dict[str, set[str]] = field(default_factory=dict)  # columns by which a list is filtered

    def __post_init__(self) -> None:
        for (sheet, row), cells in self.coming.book.cells.by_row.items():
            if sheet in LISTS and LIST in cells:
                self.rows.setdefault(called(sheet, cells[LIST].text), []).append((sheet, row))

    def columns(self, name: str) -> set[str]:
        """What a choice filter of this list may ask about, by its header."""
        found = {"name"}
        for row in self.rows.get(name, ()):
            found |= {key[0] for key in self.coming.book.cells.row(*row) if len(key) == 1}
        return found - {"list name", "label"}

    def filtered(self, name: str, filter: str) -> None:
        """A question asks for those of the list for which this holds: what it compares, they keep."""
        asked = {
            c for c in self.columns(name) if re.search(rf"(?<![\w${{'\"]){re.escape(c)}(?![\w'\"])", filter)
        }
        self.keys.setdefault(name, set()).update(asked)

    def of(self, name: str) -> list[dict[str, Any]]:
        """The choices of a list."""
        if name not in self.made:
            self.made[name] = []
            for row in self.rows.get(name, ()):
                self._add(name, row)
            if name in self.with_other and all(c["name"] != "other" for c in self.made[name]):
                self.made[name].append(dict(OTHER))
        return self.made[name]

    def _add(self, list_name: str, row: tuple[str, int]) -> None:
        coming = self.coming
        coming.book.cells.take(*row, *LIST)
        named = coming.cell(*row, *NAME)
        if named is None:
            return
        label, labels = coming.words(*row, "label")
        name = named.text.translate(_BENT)
        if any(c.isspace() for c in name):
            coming.refuse(named, f"the choice '{name}' has a space in its name", list_name, _ONE_WORD)
        for cell in coming.book.cells.take(*row, "label"):
            if "${" in cell.text:
                coming.refuse(cell, "a choice shows an answer", list_name, _NO_ANSWERS)
        choice: dict[str, Any] = {"name": name, "label": label or name}
        if labels:
            choice["labels"] = labels
        if keys := self._keys(list_name, row):
            choice["keys"] = keys
        same = self.by_name.setdefault((list_name, name), [])
        for other in same:
            told_apart = other.get("keys") != choice.get("keys") and list_name in self.keys
            if not told_apart or any(other.get(k) != choice.get(k) for k in ("label", "labels")):
                coming.refuse(
                    named, f"there are two choices '{name}' in the list {list_name}", list_name, _ONCE
                )
                return
        same.append(choice)
        self.made[list_name].append(choice)

    def _keys(self, list_name: str, row: tuple[str, int]) -> dict[str, str]:
        found: dict[str, str] = {}
        for key in sorted(self.keys.get(list_name, set()) - {"name"}):  # every choice has its name
            text = self.coming.text(*row, key)
            if text:
                found[key] = text
        return found

    def unasked(self, asked: Collection[str]) -> None:
        """Lists that no question asks: ODK shows them to nobody either."""
        for name, rows in self.rows.items():
            if name not in asked:
                cells = [c for row in rows for c in self.coming.book.cells.take(*row)]
                self.coming.notes.otherwise.append(
                    f"choices, list {name}: no question asks it ({len(cells)} cells)"
                )


_BENT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
