"""Pages filled from the top: a cursor, room for what comes next, text in boxes, heads and feet.

Everything goes to the paper at once, page after page, so that a long document is never held whole as
things still to be drawn. Only heads and feet wait until the number of pages is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from carerapp.documents.blocks import Document
from carerapp.documents.fonts import REGULAR, SEMI
from carerapp.documents.line import Line
from carerapp.documents.lines import wrap
from carerapp.documents.paper import HEIGHT, WIDTH, Colour, Paper
from carerapp.documents.tags import Tag
from carerapp.documents.text import UNPRINTABLE, clean
from carerapp.domain.isolated import isolated
from carerapp.domain.jpeg import Jpeg
from forms.engine.uk_clock import uk, uk_words

INK: Colour = (0x13, 0x20, 0x1E)
SECOND: Colour = (0x43, 0x50, 0x4C)
HAIR: Colour = (0xC7, 0xD0, 0xCC)
QUIET: Colour = (0xEE, 0xF2, 0xF1)
TEAL: Colour = (0x0A, 0x4A, 0x5A)
PALE: Colour = (0xF6, 0xED, 0xED)
RED: Colour = (0xB3, 0x14, 0x1B)

LEFT, RIGHT, TOP, BOTTOM = 16.0, WIDTH - 16.0, 20.0, HEIGHT - 19.0
_LITTLE, _EARLIER = (
    40.0,
    50.0,
)  # a last page with less, and how much the page before it gives it, in millimetres
_LONG = 40  # pages


@dataclass(frozen=True, slots=True)
class Style:
    """How letters look."""

    weight: str = REGULAR
    size: float = 10.5  # points
    colour: Colour = INK

    @property
    def lead(self) -> float:
        """From one line to the next, in millimetres."""
        return self.size * 0.48


VALUE = Style()
LABEL = Style(SEMI, 9.5, SECOND)
SMALL = Style(REGULAR, 8.5, SECOND)


class Sheet:
    """Where blocks are set. Positions in millimetres."""

    def __init__(self, paper: Paper, document: Document, early: int = 0) -> None:
        """`early`: the number of a page that ends earlier than others; 0: none."""
        self.paper, self._document, self._early = paper, document, early
        self.pages = 0
        self._unprintable: set[int] = set()  # numbers of pages
        self.new_page()
        self._beside = 0.0  # the photo's lower edge, while text flows beside it
        self._beside_width = 0.0

    # --- room --------------------------------------------------------------------------
    @property
    def right(self) -> float:
        """The right edge for what begins here."""
        return RIGHT - self._beside_width if self.y < self._beside else RIGHT

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self.pages += 1
        self.paper.add_page()
        if self._document.mark:
            self.paper.watermark(self._document.mark, PALE)
        self.y, self._beside = TOP, 0.0

    def room(self, height: float) -> bool:
        """Make sure that this much fits; True when a new page was begun for it."""
        bottom = BOTTOM - (_EARLIER if self.pages == self._early else 0)
        if self.y + min(height, bottom - TOP) <= bottom + 0.01:
            return False
        self.new_page()
        return True

    @property
    def nearly_empty(self) -> bool:
        """Whether the last page holds so little that it is better filled. Of a very long document nobody
        minds."""
        first = 2 if self._document.first else 1  # a page that stands by itself
        return first < self.pages < _LONG and self.y - TOP < _LITTLE

    def below_photo(self) -> None:
        """Go on under the photo, if text still flows beside it."""
        self.y = max(self.y, self._beside)

    @contextmanager
    def inside(self, tag: Tag | None, **more: str) -> Iterator[None]:
        """What is put on the page meanwhile is this, for a screen reader; None: as outside."""
        with self.paper.tags.inside(tag, **more) if tag else nullcontext():
            yield

    # --- text ----------------------------------------------------------------------------
    def clean(self, text: str) -> str:
        """The words as they can be printed; the page says so when some could not."""
        cleaned = clean(text, self.paper.fonts)
        if cleaned.count(UNPRINTABLE) > text.count(UNPRINTABLE):
            self._unprintable.add(self.pages)
        return cleaned

    def line(self, text: str) -> Line:
        """The words on one line."""
        return Line.alone(self.clean(text))

    def rows(self, text: str, style: Style, width: float) -> list[Line]:
        """The words, cut into lines that fit."""
        return wrap(self.paper, self.clean(text), style.weight, style.size, width)

    def width(self, text: str, style: Style) -> float:
        """Of one line, in millimetres."""
        return self.paper.width(self.line(text), style.weight, style.size)

    def put_line(self, x: float, top: float, line: Line, style: Style, *, struck: bool = False) -> None:
        """One line whose top is at `top`."""
        baseline = top + style.size * 0.353 * 0.98
        paper = self.paper
        paper.text(x, baseline, line, style.weight, style.size, style.colour)
        if struck and line.text:
            end = x + paper.width(line, style.weight, style.size)
            middle = baseline - style.size * 0.353 * 0.28
            paper.line(x, middle, end, middle, style.colour, 0.25)

    def put_rows(
        self, rows: list[Line], x: float, width: float, style: Style, *, struck: bool = False
    ) -> None:
        """Lines from the cursor down, over as many pages as they need; those of a paragraph that runs from
        right to left stand right."""
        for row in rows:
            self.room(style.lead)
            at = x + width - self.paper.width(row, style.weight, style.size) if row.rtl else x
            if row.text:
                self.put_line(at, self.y, row, style, struck=struck)
            self.y += style.lead

    # --- shapes --------------------------------------------------------------------------
    def rule(self, y: float, *, colour: Colour = HAIR, thick: float = 0.2, right: float = RIGHT) -> None:
        """A line from the left edge."""
        self.paper.line(LEFT, y, right, y, colour, thick)

    def put_photo(self, jpeg: Jpeg, width: float, height: float) -> None:
        """At the right edge from the cursor down; text flows beside it until its lower edge."""
        scale = min(width / jpeg.width, height / jpeg.height)
        w, h = jpeg.width * scale, jpeg.height * scale
        self.room(h)
        x, y = RIGHT - w, self.y + 1.5
        self.paper.photo(x, y, w, h, jpeg)
        self.paper.frame(x, y, w, h, HAIR)
        self._beside, self._beside_width = y + h + 1.5, w + 5

    # --- the end ---------------------------------------------------------------------------
    def finish(self) -> None:
        """Put its head and foot on every page."""
        heads = _Margins(self, self._document)
        for number in range(1, self.pages + 1):
            self.paper.turn_to(number)
            heads.print(number, self.pages, number in self._unprintable)


class _Margins:
    """The head and foot of each page."""

    def __init__(self, sheet: Sheet, document: Document) -> None:
        self._sheet, self._document = sheet, document

    def print(self, number: int, of: int, unprintable: bool) -> None:
        document, paper = self._document, self._sheet.paper
        at = uk(document.made_at)
        by = isolated(document.made_by)
        made = f"Copy made at {uk_words(at, '%H:%M on')} {at.day} {at:%B %Y} by {by}"
        if number > 1:
            self._text(LEFT, 13, f"{document.title}: {isolated(document.about)}", SMALL, RIGHT - LEFT - 50)
            paper.line(LEFT, 15, RIGHT, 15, HAIR)
        if document.mark:
            words = Style(SEMI, 9, RED)
            self._text(RIGHT - self._sheet.width(document.mark, words), 13, document.mark, words, 60)
        paper.line(LEFT, HEIGHT - 15, RIGHT, HEIGHT - 15, HAIR)
        self._text(LEFT, HEIGHT - 10.5, made, SMALL, RIGHT - LEFT - 30)
        pages = f"Page {number} of {of}"
        self._text(RIGHT - self._sheet.width(pages, SMALL), HEIGHT - 10.5, pages, SMALL, 30)
        if unprintable:
            note = f"Some characters on this page could not be printed. They stand as {UNPRINTABLE}."
            self._text(LEFT, HEIGHT - 6.5, note, Style(SEMI, 8.5, INK), RIGHT - LEFT)

    def _text(self, x: float, baseline: float, text: str, style: Style, width: float) -> None:
        """One line; a longer one is cut, with dots."""
        line = " ".join(self._sheet.clean(text).split())
        rows = wrap(self._sheet.paper, line, style.weight, style.size, width)
        shown = rows[0] if len(rows) == 1 else Line.alone(f"{rows[0].text} …")
        self._sheet.paper.text(x, baseline, shown, style.weight, style.size, style.colour)
