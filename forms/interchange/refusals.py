"""What a workbook has that a form of ours can't hold: which cell, what ODK does with it, what to write
instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from forms.interchange.cells import Cell, Tokens


class Known(NamedTuple):
    """What is said of one kind of thing, whichever cell has it."""

    odk: str  # goes on from "ODK"
    instead: str


LEAVE = "Take it out, or leave it out on purpose: --without"
#: by the header, as pyxform calls it; the longest beginning that fits
COLUMNS: Mapping[Tokens, Known] = {
    ("media",): Known("shows or plays a file beside the words", "Say in the label what the file shows."),
    ("trigger",): Known(
        "works it out again when another answer changes", "Work it out by calculation alone."
    ),
    ("parameters",): Known("asks in another way", "Write without parameters."),
    ("bind", "entities:saveto"): Known("keeps the answer in a list for other forms", LEAVE),
    ("bind", "calculate"): Known("works the answer out", "Make it a row of type calculate."),
    ("bind", "readonly"): Known("shows it, and takes no answer", "Write yes or no."),
    ("bind", "required"): Known("takes no blank", "Write yes or no."),
    ("bind", "constraint"): Known(
        "takes only an answer for which this holds", "Write a simpler test, or a hint."
    ),
    ("bind", "relevant"): Known("asks only when this holds", "Write a simpler test."),
    ("default",): Known("fills it in when the form is begun", "Write fixed words, or leave it blank."),
    ("choice_filter",): Known("shows only the choices for which this holds", "Write a simpler test."),
    ("control", "jr:count"): Known("makes that many rows", "Write a number or one answer."),
    ("control", "appearance"): Known("asks in another way", "Write it without."),
    ("label",): Known("shows these words", "Write them under label."),
}
#: by the type of a row
TYPES: Mapping[str, Known] = {
    "geotrace": Known("draws a line on a map", "Ask for a description as text."),
    "geoshape": Known("draws an area on a map", "Ask for a description as text."),
    "audio": Known("records a sound", "Ask for a description as text."),
    "video": Known("records a film", "Ask for a description as text."),
    "file": Known("takes a file", "Ask for a description as text."),
    "osm": Known("edits a map", "Ask for a description as text."),
    "rank": Known("puts the choices in an order", "Ask one select_one for each place."),
    "loop": Known("repeats the questions for each choice", "Write the questions once for each choice."),
    "csv-external": Known("reads answers from a file beside the form", "Put the list on the sheet choices."),
    "xml-external": Known("reads answers from a file beside the form", "Put the list on the sheet choices."),
    "select one external": Known(
        "takes the choices from another sheet", "Put the list on the sheet choices."
    ),
}
_OTHERWISE = Known("knows it", LEAVE)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that can't come in. `thing` and `name` are what --without may call it by."""

    where: str
    what: str
    known: Known
    thing: str = ""
    name: str = ""

    def __str__(self) -> str:
        without = self.thing or self.name
        instead = self.known.instead
        if instead.endswith("--without"):
            instead = f"{instead} {without}"
        return f"{self.where}: {self.what}. ODK {self.known.odk}. {instead.rstrip('.')}."


def of_column(key: Tokens) -> Known:
    """What is said of anything under this header."""
    return next((COLUMNS[key[:n]] for n in range(len(key), 0, -1) if key[:n] in COLUMNS), _OTHERWISE)


@dataclass(slots=True)
class Notes:
    """What an import has to say: what it can't hold, what the app does in its own way, what was left out."""

    refused: list[Refusal] = field(default_factory=list)
    otherwise: list[str] = field(default_factory=list)  # no question, condition or answer is changed by it
    left_out: list[str] = field(default_factory=list)  # on purpose: --without

    def refuse(self, cell: Cell, what: str, known: Known, name: str = "", thing: str = "") -> None:
        """This cell can't come in."""
        self.refused.append(Refusal(cell.where, what, known, thing or cell.header, name))
