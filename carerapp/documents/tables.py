"""Tables that stay readable when their text is copied out: no cell is broken between columns.

A table is drawn as one where every cell but those of the last column fits on a line.
Else each row is printed as a small form of its own, with every column's label.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

from carerapp.documents.answers import put_answers, said_style, said_words
from carerapp.documents.blocks import Said, Table, YesNoRow, YesNoRows
from carerapp.documents.fonts import REGULAR, SEMI
from carerapp.documents.sheet import (
    INK,
    LABEL,
    LEFT,
    QUIET,
    RIGHT,
    SECOND,
    SMALL,
    TEAL,
    VALUE,
    Sheet,
    Style,
)
from carerapp.domain.isolated import isolated

_HEAD = replace(LABEL, size=9.0)
_GAP = 5.0  # between two columns
_LAST = 50.0  # the least width of the last column


def table(sheet: Sheet, block: Table) -> None:
    """As columns where every cell fits on a line, else a small form for each row."""
    sheet.below_photo()
    rows = sheet.rows(block.label, LABEL, RIGHT - LEFT)
    widths = _widths(sheet, block)
    sheet.room(len(rows) * LABEL.lead + 16 + (_first_row(sheet, block, widths) if widths is not None else 0))
    sheet.y += 1.2
    with sheet.inside("/P"):
        sheet.put_rows(rows, LEFT, RIGHT - LEFT, LABEL)
        put_answers(sheet, block.answers, RIGHT)
    if widths is not None:
        with sheet.inside("/Table"):
            _columns(sheet, block, widths)
    else:
        _forms(sheet, block)
        sheet.y += 1
        sheet.rule(sheet.y)


def _widths(sheet: Sheet, block: Table) -> list[float] | None:
    """The columns' left edges from each other; None when a cell would have to break."""
    widths = []
    for at, label in enumerate(block.columns[:-1]):
        cells = [row[at] for row in block.rows]
        words = [said_words(cell) for cell in cells]
        if any("\n" in w or len(w) > 60 or cell.by for w, cell in zip(words, cells, strict=True)):
            return None
        natural = [sheet.width(w, said_style(cell)) for w, cell in zip(words, cells, strict=True)]
        widths.append(max([sheet.width(label, _HEAD), *natural]) + _GAP)
    last = max(_LAST, sheet.width(block.columns[-1], _HEAD))
    return widths if sum(widths) + last <= RIGHT - LEFT else None


def _first_row(sheet: Sheet, block: Table, widths: list[float]) -> float:
    """What the first row needs beside its head: a head never stands alone at the foot of a page."""
    if not block.rows:
        return 0.0
    last = block.rows[0][-1]
    lines = sheet.rows(said_words(last), said_style(last), RIGHT - LEFT - sum(widths))
    return min(len(lines), 3) * VALUE.lead + 2


def _columns(sheet: Sheet, block: Table, widths: list[float]) -> None:
    edges = [LEFT]
    for width in widths:
        edges.append(edges[-1] + width)
    _head(sheet, block.columns, edges)
    for row in block.rows:
        last = sheet.rows(said_words(row[-1]), said_style(row[-1]), RIGHT - edges[-1])
        if sheet.room(min(len(last), 3) * VALUE.lead + 2):
            _head(sheet, block.columns, edges)
        sheet.y += 0.8
        with sheet.inside("/TR"):
            for edge, cell in zip(edges[:-1], row[:-1], strict=True):
                with sheet.inside("/TD"):
                    sheet.put_line(edge, sheet.y, sheet.line(said_words(cell)), said_style(cell))
            with sheet.inside("/TD"):
                put_answers(sheet, (row[-1],), RIGHT, edges[-1])
        sheet.y += 0.8
        sheet.rule(sheet.y)


def _head(sheet: Sheet, columns: tuple[str, ...], edges: list[float]) -> None:
    paper, y, height = sheet.paper, sheet.y + 0.8, _HEAD.lead + 1.6
    paper.box(LEFT, y, RIGHT - LEFT, height, QUIET)
    with sheet.inside("/TR"):
        for edge, label in zip(edges, columns, strict=True):
            with sheet.inside("/TH", scope="Column"):
                sheet.put_line(edge + (1 if edge == LEFT else 0), y + 0.8, sheet.line(label), _HEAD)
    sheet.y = y + height


def _forms(sheet: Sheet, block: Table) -> None:
    if not block.rows:  # the paper's columns are labels too
        columns = sheet.rows(" · ".join(block.columns), _HEAD, RIGHT - LEFT)
        with sheet.inside("/P"):
            sheet.put_rows(columns, LEFT, RIGHT - LEFT, _HEAD)
    for number, row in enumerate(block.rows, start=1):
        sheet.room(2 + len(row) * VALUE.lead)
        sheet.y += 1
        with sheet.inside("/P"):
            sheet.put_line(LEFT, sheet.y, sheet.line(f"{number}."), Style(SEMI, 9.5, TEAL))
            for label, cell in zip(block.columns, row, strict=True):
                _cell(sheet, label, cell)
        sheet.y += 0.6
        if number < len(block.rows):
            sheet.rule(sheet.y)


def _cell(sheet: Sheet, label: str, cell: Said) -> None:
    """`Label: words`, the words under one another from where they begin."""
    title = label if label.endswith((":", "?")) else f"{label}:"
    left = LEFT + 7 + sheet.width(title, _HEAD) + 1.3
    sheet.room(VALUE.lead)
    sheet.put_line(LEFT + 7, sheet.y + 0.4, sheet.line(title), _HEAD)
    put_answers(sheet, (cell,), RIGHT, left)


# --- Action, Yes, No, Comments -----------------------------------------------------------
_YES_NO_HEAD = 2 * _HEAD.lead + 2.8
_YES, _NO, _COMMENTS = LEFT + 4, LEFT + 18, LEFT + 31


def yes_no_rows(sheet: Sheet, block: YesNoRows) -> None:
    """The action's words over the whole width; Yes, No and the comments in the line beneath."""
    heights = [_yes_no_height(sheet, row) for row in block.rows]
    sheet.room(_YES_NO_HEAD + sum(heights[:1]))
    _yes_no_head(sheet, block.columns)
    for at, row in enumerate(block.rows):
        action = sheet.rows(row.action, Style(REGULAR, 10, INK), RIGHT - LEFT)
        comments = sheet.rows(_comments(row), _comment_style(row), RIGHT - _COMMENTS)
        with_last = sum(heights[at:]) if at == len(heights) - 2 else heights[at]
        if sheet.room(with_last):  # the last row never goes to a page by itself
            _yes_no_head(sheet, block.columns)
        sheet.y += 1.4
        with sheet.inside("/P"):
            sheet.put_rows(action, LEFT, RIGHT - LEFT, Style(REGULAR, 10, INK))
            sheet.y += 0.4
            _tick(sheet, _YES, block.columns[1], row.ticked == "Yes")
            _tick(sheet, _NO, block.columns[2], row.ticked == "No")
            sheet.put_rows(comments, _COMMENTS, RIGHT - _COMMENTS, _comment_style(row))
            if row.meta:
                meta = sheet.rows(row.meta, SMALL, RIGHT - _COMMENTS)
                sheet.put_rows(meta, _COMMENTS, RIGHT - _COMMENTS, SMALL)
        sheet.y += 1.4
        sheet.rule(sheet.y)


def _yes_no_height(sheet: Sheet, row: YesNoRow) -> float:
    """What it needs at least: a long comment may go on over the page."""
    action = sheet.rows(row.action, Style(REGULAR, 10, INK), RIGHT - LEFT)
    comments = sheet.rows(_comments(row), _comment_style(row), RIGHT - _COMMENTS)
    return len(action) * 4.8 + min(len(comments), 4) * 4.8 + SMALL.lead + 5


def _comments(row: YesNoRow) -> str:
    words = row.comments or ("No comments" if row.ticked else "Not answered (left blank)")
    return f"{row.note} {isolated(words)}" if row.note else words


def _comment_style(row: YesNoRow) -> Style:
    return VALUE if row.comments else replace(VALUE, colour=SECOND)


def _yes_no_head(sheet: Sheet, columns: tuple[str, str, str, str]) -> None:
    paper, y, height = sheet.paper, sheet.y + 1, _YES_NO_HEAD - 1
    paper.box(LEFT, y, RIGHT - LEFT, height, QUIET)
    sheet.put_line(LEFT + 1, y + 0.9, sheet.line(columns[0]), _HEAD)
    for x, label in zip((_YES, _NO, _COMMENTS), columns[1:], strict=True):
        sheet.put_line(x, y + 0.9 + _HEAD.lead, sheet.line(label), _HEAD)
    sheet.y = y + height


def _tick(sheet: Sheet, x: float, label: str, ticked: bool) -> None:
    """A box with its word; ticked, it holds a cross and the word is dark. A screen reader hears only the
    ticked one: it sees no cross."""
    paper, y = sheet.paper, sheet.y + 0.5
    paper.frame(x - 3.6, y, 2.8, 2.8, INK if ticked else SECOND, 0.3)
    if ticked:
        paper.line(x - 3.1, y + 0.5, x - 1.3, y + 2.3, INK, 0.5)
        paper.line(x - 3.1, y + 2.3, x - 1.3, y + 0.5, INK, 0.5)
    style = Style(SEMI, 10, INK) if ticked else Style(REGULAR, 10, SECOND)
    with nullcontext() if ticked else paper.tags.outside():
        sheet.put_line(x, sheet.y, sheet.line(label), style)
