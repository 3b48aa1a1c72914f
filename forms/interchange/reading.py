"""A workbook, read by pyxform: what it makes of the sheets, and each cell that it made it of.

pyxform knows XLSForm's aliases, headers, languages and grouping, and tells what no ODK server would take.
Beside its tree stand the cells, so that a question can be told by its cell, and what nothing has read is
known (`Cells`). Optional: `pip install carerapp[forms]`. Never on the device.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forms.interchange.cells import AT, OTHER_SHEETS, SHEETS, Book, Cell, Cells, Node, Tokens
from forms.interchange.limits import Held, held, letters

NOT_INSTALLED = "Reading XLSForms needs pyxform: pip install 'carerapp[forms]'."


class NotRead(ValueError):
    """The workbook is none that ODK would take, or none at all: why, in pyxform's words."""


def read(path: Path) -> Book:
    """The workbook. NotRead when ODK would not take it, or when pyxform is not here; TooLarge; OSError."""
    try:
        import pyxform  # noqa: F401
    except ImportError as error:
        raise NotRead(NOT_INSTALLED) from error
    where = held(path)
    raw = _raw(path)
    cells, unread = _cells(raw, where)
    try:
        tree = _tree(raw)
    except RecursionError as error:
        raise NotRead(f"{path}: groups stand in groups too deeply.") from error
    except Exception as error:  # pyxform raises its own kind, and KeyError, TypeError … for what it never met
        raise NotRead(f"{path}: ODK would not take it either. {_said(error)}") from error
    return Book(tree, cells, tuple(unread), path.stem)


def _said(error: Exception) -> str:
    """Its words; of another kind of error its name too, which alone says what it is."""
    from pyxform.errors import PyXFormError

    words = " ".join(str(error).split())
    return (
        words if isinstance(error, PyXFormError) else f"pyxform stops at it: {type(error).__name__} {words}"
    )


def _raw(path: Path) -> Any:
    """The sheets as pyxform reads them: rows of text."""
    from pyxform.xls2json_backends import get_xlsform

    try:
        return get_xlsform(path, file_type=path.suffix.lower())
    except Exception as error:  # openpyxl and xlrd raise many kinds for a file that is no workbook
        raise NotRead(f"{path} can't be read: {_said(error)}") from error


def _tree(raw: Any) -> Node:
    """What pyxform makes of it, once it has gone all the way to an XForm."""
    from pyxform.builder import create_survey_element_from_dict
    from pyxform.xls2json import workbook_to_json

    whole = copy.deepcopy(raw)
    for number, row in enumerate(whole.survey or (), 2):
        if row:
            row[AT] = str(number)
    if whole.survey_header:
        whole.survey_header[0][AT] = None
    tree: Node = workbook_to_json(whole, fallback_form_name=raw.fallback_form_name)
    create_survey_element_from_dict(copy.deepcopy(tree)).to_xml(validate=False, pretty_print=False)
    return tree


def _cells(raw: Any, where: Mapping[str, Held]) -> tuple[Cells, list[str]]:
    """Each cell under its header, and in words what no XLSForm tool reads."""
    cells, unread = Cells(), []
    names = {name.lower(): name for name in raw.sheet_names or ()}
    if len(names) == 1:  # whatever it is called, it is the survey
        names = {"survey": next(iter(names.values()))}
    for sheet in (*SHEETS, *OTHER_SHEETS):
        rows, heads = getattr(raw, sheet) or (), list(next(iter(getattr(raw, f"{sheet}_header") or ()), {}))
        here = where.get(names.get(sheet, ""), frozenset())
        columns = dict(zip(heads, sorted(column for row, column in here if row == 1), strict=False))
        tokens = _tokens(sheet, heads)
        for number, row in enumerate(rows, 2):
            for head, text in row.items():
                cell = Cell(sheet, number, letters(columns.get(head, 0)), head, text)
                cells.by_row.setdefault((sheet, number), {})[tokens[head]] = cell
        headed = set(columns.values())
        outside = {c for r, c in here if c not in headed}
        unread += [
            f"{names[sheet]}, column {letters(column)}: it has no header" for column in sorted(outside)
        ]
        if below := [r for r, c in here if r > len(rows) + 1 and c in headed]:
            unread.append(
                f"{names[sheet]}, from row {min(below)} on: more than sixty empty rows stand before"
            )
    unread += [f"the sheet {name}" for key, name in names.items() if key not in (*SHEETS, *OTHER_SHEETS)]
    return cells, unread


def _tokens(sheet: str, heads: list[str]) -> dict[str, Tokens]:
    """Each header, as pyxform understands it."""
    from pyxform import aliases
    from pyxform.parsing.sheet_headers import process_header
    from pyxform.question import MultipleChoiceQuestion, Option
    from pyxform.survey import Survey

    known, other = {
        "survey": (MultipleChoiceQuestion, aliases.survey_header),
        "settings": (Survey, aliases.settings_header),
        "entities": (Option, aliases.entities_header),
    }.get(sheet, (Option, aliases.list_header))
    double = any("::" in head for head in heads)
    slots = set(known.get_slot_names())
    return {head: tuple(process_header(head, double, other, slots)[1]) for head in heads}
