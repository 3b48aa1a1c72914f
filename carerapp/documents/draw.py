"""How each block looks on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from carerapp.documents import tables
from carerapp.documents.answers import put_answers, said_style, said_words
from carerapp.documents.blocks import (
    Block,
    Document,
    Entry,
    Heading,
    Labelled,
    Notice,
    Paragraph,
    Photo,
    Said,
    Table,
    YesNoRows,
)
from carerapp.documents.first_page import first_page
from carerapp.documents.fonts import BOLD, REGULAR, SEMI
from carerapp.documents.line import Line
from carerapp.documents.sheet import (
    BOTTOM,
    HAIR,
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
from carerapp.documents.tags import Tag
from carerapp.domain.isolated import isolated
from carerapp.domain.jpeg import NotAJpeg, read_jpeg

PHOTO_WIDTH, PHOTO_HEIGHT = 40.0, 52.0


def draw(sheet: Sheet, document: Document) -> None:
    """The title, then every block from top to bottom."""
    if document.first:
        first_page(sheet, document.first)
        sheet.new_page()
    with sheet.inside("/H1"):
        _title(sheet, document)
    for block in document.blocks:
        with sheet.inside(_TAGS.get(type(block))):
            _DRAW[type(block)](sheet, block)


def _title(sheet: Sheet, document: Document) -> None:
    sheet.put_rows(
        sheet.rows(document.title, Style(BOLD, 20, TEAL), RIGHT - LEFT),
        LEFT,
        RIGHT - LEFT,
        Style(BOLD, 20, TEAL),
    )
    if document.subtitle:
        _words(sheet, document.subtitle, Style(REGULAR, 10.5, SECOND))
    sheet.y += 2


def _words(sheet: Sheet, text: str, style: Style, *, indent: float = 0) -> None:
    x, width = LEFT + indent, sheet.right - LEFT - indent
    sheet.put_rows(sheet.rows(text, style, width), x, width, style)


def _heading(sheet: Sheet, block: Heading) -> None:
    if not block.text:
        sheet.y += 5
        return
    style = {1: Style(BOLD, 13, TEAL), 2: Style(BOLD, 11, INK), 3: Style(SEMI, 9.5, INK)}[block.level]
    if block.level == 1:
        sheet.below_photo()
    rows = sheet.rows(block.text, style, sheet.right - LEFT)
    space = {1: 5.0, 2: 3.0, 3: 2.0}[block.level]
    if not sheet.room(space + len(rows) * style.lead + 20):
        sheet.y += space
    with sheet.inside(_HEADINGS[block.level]):
        sheet.put_rows(rows, LEFT, sheet.right - LEFT, style)
    if block.level == 1:
        sheet.rule(sheet.y + 0.6, colour=TEAL, thick=0.5)
        sheet.y += 1.6
    if block.note:
        sheet.y += 0.6
        with sheet.inside("/P"):
            _words(sheet, block.note, Style(REGULAR, 9.5, SECOND))
        sheet.y += 1


def _labelled(sheet: Sheet, block: Labelled) -> None:
    if block.alone:
        _alone(sheet, block)
        return
    right = sheet.right
    rows = sheet.rows(block.label, LABEL, right - LEFT)
    first = block.answers[0] if block.answers else Said("", "blank")
    if not _on_one_line(sheet, block, rows, first, right):
        note = sheet.rows(block.note, SMALL, right - LEFT) if block.note else []
        sheet.room(min(1.5 + len(rows) * LABEL.lead + len(note) * SMALL.lead + VALUE.lead, 60))
        sheet.y += 1.2
        sheet.put_rows(rows, LEFT, right - LEFT, LABEL)
        sheet.put_rows(note, LEFT, right - LEFT, SMALL)
        put_answers(sheet, block.answers or (first,), right)
        sheet.y += 1.2
    if not block.answers or block.answers[-1].state != "to_write":  # that is a rule itself
        sheet.rule(sheet.y, right=right)


def _on_one_line(sheet: Sheet, block: Labelled, rows: list[Line], first: Said, right: float) -> bool:
    words, style = sheet.clean(said_words(first)), said_style(first)
    if (
        first.state == "to_write"
        or len(rows) > 1
        or len(block.answers) > 1
        or block.note
        or first.by
        or "\n" in words
        or len(words) > 120
    ):
        return False
    line, label = sheet.line(words), sheet.width(block.label, LABEL) + 1.3
    if label + sheet.width(words, style) > right - LEFT:
        return False
    sheet.room(VALUE.lead + 2.4)
    sheet.y += 1.2
    sheet.put_line(LEFT, sheet.y + 0.35, rows[0], LABEL)
    sheet.put_line(LEFT + label, sheet.y, line, style)
    sheet.y += VALUE.lead + 1.2
    return True


def _alone(sheet: Sheet, block: Labelled) -> None:
    """Label and answer on one line of their own, as large as they fit; only then on several."""
    first = block.answers[0] if block.answers else Said("", "blank")
    words = " ".join(sheet.clean(said_words(first)).split())
    sheet.below_photo()
    sheet.y += 1
    for size in (14.0, 12.0, 10.5, 9.0, 7.5):
        label = Style(SEMI, size, SECOND)
        value = Style(BOLD if first.state == "said" else REGULAR, size, INK)
        start = sheet.width(f"{block.label} ", label)
        if len(words) < 400 and start + sheet.width(words, value) <= RIGHT - LEFT:
            sheet.room(value.lead)
            sheet.put_line(LEFT, sheet.y, sheet.line(block.label), label)
            sheet.put_line(LEFT + start, sheet.y, sheet.line(words), value)
            sheet.y += value.lead
            break
    else:
        _words(sheet, block.label, label)
        _words(sheet, words, Style(BOLD, 10.5, INK))
    if first.by:
        _words(sheet, first.by, SMALL)
    put_answers(sheet, block.answers[1:], RIGHT)
    sheet.y += 1
    sheet.rule(sheet.y)


def _notice(sheet: Sheet, block: Notice) -> None:
    sheet.below_photo()
    style = Style(SEMI if block.strong else REGULAR, 9.5, INK if block.strong else SECOND)
    rows = sheet.rows(block.text, style, RIGHT - LEFT - 8)
    height = len(rows) * style.lead + 3
    sheet.room(height)
    if sheet.y + height < 270:
        paper, y = sheet.paper, sheet.y
        paper.box(LEFT, y, RIGHT - LEFT, height, QUIET)
        paper.box(LEFT, y, 1.2, height, TEAL)
    sheet.y += 1.5
    sheet.put_rows(rows, LEFT + 5, RIGHT - LEFT - 8, style)
    sheet.y += 3


def _paragraph(sheet: Sheet, block: Paragraph) -> None:
    sheet.y += 1
    _words(sheet, block.text, Style(REGULAR, 9.5, SECOND) if block.quiet else VALUE)
    sheet.y += 1


def _photo(sheet: Sheet, block: Photo) -> None:
    given = block.answers
    if block.jpeg is not None:
        try:
            sheet.put_photo(read_jpeg(block.jpeg), PHOTO_WIDTH, PHOTO_HEIGHT)
        except NotAJpeg:
            given = (*given, Said("The photo could not be printed. Ask the carer to show it."))
    _labelled(sheet, Labelled(block.label, given, note=block.note))


def _entry(sheet: Sheet, block: Entry) -> None:
    style = replace(VALUE, size=10, colour=SECOND if block.struck else INK)
    x, width = LEFT + 15, RIGHT - LEFT - 16
    rows = sheet.rows(block.words, style, width)
    who = (block.mark, isolated(block.who), *block.remarks)
    about = sheet.rows(" · ".join(words for words in who if words), SMALL, width)
    height = len(rows) * style.lead + len(about) * SMALL.lead + 2
    sheet.room(height if len(rows) <= 8 else 3 * style.lead)
    if block.mark and sheet.y + height <= BOTTOM:
        sheet.paper.box(LEFT, sheet.y, RIGHT - LEFT, height, QUIET)
        sheet.paper.box(LEFT, sheet.y, 1.2, height, TEAL)
    sheet.y += 1
    sheet.put_line(LEFT + 2, sheet.y, sheet.line(block.when), Style(SEMI, 10, TEAL))
    sheet.put_rows(rows, x, width, style, struck=block.struck)
    sheet.put_rows(about, x, width, SMALL)
    sheet.y += 1
    sheet.rule(sheet.y, colour=HAIR)


_HEADINGS: Mapping[int, Tag] = {1: "/H2", 2: "/H3", 3: "/H4"}
#: read out as one paragraph each; tables say themselves what their cells are
_TAGS: Mapping[type[Block], Tag] = {
    Labelled: "/P",
    Notice: "/P",
    Paragraph: "/P",
    Photo: "/P",
    Entry: "/P",
}
_DRAW: dict[type[Block], Callable[[Sheet, Any], None]] = {
    Heading: _heading,
    Labelled: _labelled,
    Table: tables.table,
    YesNoRows: tables.yes_no_rows,
    Notice: _notice,
    Paragraph: _paragraph,
    Photo: _photo,
    Entry: _entry,
}
