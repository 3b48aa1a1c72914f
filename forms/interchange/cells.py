"""The cells of a workbook under their headers, and pyxform's tree of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

#: The key under which each row of the survey carries its number through pyxform.
AT = "carer at"
#: The sheets that a form of ours is made of; any other that pyxform reads is refused.
SHEETS = ("survey", "choices", "settings")
LISTS = ("choices", "external_choices")
OTHER_SHEETS = ("external_choices", "entities", "osm")

Node = dict[str, Any]
#: A header as pyxform understands it: ("bind", "relevant"), ("label", "Polish (pl)").
Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something. `column` is its letter, "" where the file has none."""

    sheet: str
    row: int
    column: str
    header: str
    text: str

    @property
    def where(self) -> str:
        """For a person: "survey F7 (relevant)"."""
        return f"{self.sheet} {self.column or 'row '}{self.row} ({self.header or 'no header'})"


@dataclass(slots=True)
class Cells:
    """Every cell of a workbook. What is taken by nobody is lost, and so it is told."""

    by_row: dict[tuple[str, int], dict[Tokens, Cell]] = field(default_factory=dict)
    taken: set[Cell] = field(default_factory=set)

    def row(self, sheet: str, row: int) -> Mapping[Tokens, Cell]:
        """The cells of one row, by what pyxform takes each for."""
        return self.by_row.get((sheet, row), {})

    def take(self, sheet: str, row: int, *tokens: str) -> list[Cell]:
        """The cells under this header, in each of its languages: they have found their place."""
        found = [cell for key, cell in self.row(sheet, row).items() if key[: len(tokens)] == tokens]
        self.taken.update(found)
        return found

    def left(self) -> Iterator[tuple[Tokens, Cell]]:
        """Those without a place, in the order of the sheets."""
        for cells in self.by_row.values():
            yield from ((key, cell) for key, cell in cells.items() if cell not in self.taken)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as it was read. `tree` is pyxform's; `unread` are cells that no XLSForm tool reads."""

    tree: Node
    cells: Cells
    unread: tuple[str, ...]
    name: str
