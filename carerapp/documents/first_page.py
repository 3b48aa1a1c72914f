"""The officer's first page: one side of A4, whatever was written. The form that follows has all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from carerapp.documents.answers import WRITING
from carerapp.documents.blocks import FirstPage
from carerapp.documents.fonts import BOLD, REGULAR, SEMI
from carerapp.documents.line import Line
from carerapp.documents.sheet import BOTTOM, HAIR, INK, LEFT, QUIET, RIGHT, SECOND, TEAL, Sheet, Style
from carerapp.documents.tags import Tag
from carerapp.domain.jpeg import NotAJpeg, read_jpeg
from carerapp.domain.officers_page import Row

TITLE = "For the police officer"
NO_PHOTO = "none yet"
NO_PICTURE = "The photo could not be printed. Ask the carer to show it"
#: what stands at the end of a line that was cut
MORE = " … (more in the form)"
NOT_KNOWN = "not known"
_LABELS = 37.0  # the column of labels
_PHOTO_WIDTH, _PHOTO_HEIGHT = 42.0, 54.0
_BESIDE = RIGHT - LEFT - _PHOTO_WIDTH - 6  # the width beside the photo
_HEAD_TAGS: tuple[Tag, ...] = ("/H1", "/P", "/P")
_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_GAP = 1.0  # above each row
#: sizes of the letters, the largest that lets it all stand on one page; at last every row is cut to two lines
_SIZES = ((10.5, 99), (10.0, 99), (9.5, 99), (9.0, 99), (8.5, 99), (8.5, 2), (8.5, 1))


def first_page(sheet: Sheet, block: FirstPage) -> None:
    """The whole page, from its top."""
    top = sheet.y
    for size, most in _SIZES:
        page = _Page(sheet, block, size, most)
        if page.height() <= BOTTOM - top:
            break
    page.put()


@dataclass(frozen=True, slots=True)
class _Set:
    """A row, cut into lines."""

    label: str
    lines: list[Line]
    style: Style
    row: Row
    blank: bool  # followed by a line to write on
    right: float  # its right edge


class _Page:
    """The page in one size of letters."""

    def __init__(self, sheet: Sheet, block: FirstPage, size: float, most: int) -> None:
        self.sheet, self.block, self.most = sheet, block, most
        self.value = Style(REGULAR, size, INK)
        self.label = Style(SEMI, size - 1, SECOND)
        self._jpeg = None
        photo = block.page.photo
        if photo.state == "said":
            try:
                self._jpeg = read_jpeg(block.jpeg or b"")
            except NotAJpeg:
                photo = replace(photo, words=NO_PICTURE)
        elif photo.state == "not_known":
            photo = replace(photo, words=NO_PHOTO)
        self.photo = photo
        self.head = list(self._head())
        no_photo = [] if self._jpeg else [photo]
        first = [row for row in block.page.rows if row.part == "first"]
        self.first = [self._set(row, _BESIDE) for row in (*first, *no_photo)]
        self.rows = [self._set(row, RIGHT - LEFT) for row in block.page.rows if row not in first]
        self.done = [
            self._cut(words, self.value, RIGHT - LEFT - 4, min(2, most)) for words in block.page.done
        ]

    # --- measuring -----------------------------------------------------------------
    def height(self) -> float:
        """All of it, in millimetres."""
        head = sum(len(lines) * style.lead + 1.5 for lines, style in self.head)
        head += sum(map(self._row_height, self.first))
        return max(head, _PHOTO_HEIGHT) + 2 + sum(map(self._row_height, self.rows)) + self._done_height()

    def _row_height(self, row: _Set) -> float:
        high = len(row.lines) * row.style.lead
        return _GAP + (max(high, WRITING) if row.blank else high) + (1.6 if self._opens(row) else 0)

    def _done_height(self) -> float:
        return 4 + self.label.lead + sum(len(lines) * self.value.lead for lines in self.done)

    def _opens(self, row: _Set) -> bool:
        """Whether a new part of the page begins with it."""
        if row.row.part == "first":
            return False
        at = self.rows.index(row)
        return at == 0 or self.rows[at - 1].row.part != row.row.part

    # --- lines -----------------------------------------------------------------------
    def _head(self) -> Iterator[tuple[list[Line], Style]]:
        """What stands beside the photo, above the first rows: title, whose it is, the child's name."""
        title, small = Style(BOLD, 13, TEAL), Style(REGULAR, 8.5, SECOND)
        yield self._cut(TITLE, title, _BESIDE, 1), title
        ours = f"The carer’s summary, on one page. It is not part of the form: the {self.block.form} follows."
        yield self._cut(ours, small, _BESIDE, 3), small
        for size in (20.0, 17.0, 14.0, 12.0):
            name = Style(BOLD, size, INK)
            if len(self.sheet.rows(self.block.page.name, name, _BESIDE)) <= 2:
                break
        yield self._cut(self.block.page.name, name, _BESIDE, 3), name

    def _set(self, row: Row, width: float) -> _Set:
        known = row.state in ("said", "elsewhere")
        style = self.value if known else replace(self.value, colour=SECOND)
        if row.state == "said" and row.part in ("first", "risk"):
            style = replace(self.value, weight=SEMI)
        blank = row.state == "not_known" and row is not self.photo  # it is stuck on, not written
        words = _DIGITS.sub("\u00a0", row.words or NOT_KNOWN)  # a number stays on one line
        cut = self._cut(words, style, width - _LABELS - 2, min(row.most, self.most))
        lines = [replace(line, text=line.text.replace("\u00a0", " ")) for line in cut]
        return _Set(row.label, lines, style, row, blank, LEFT + width)

    def _cut(self, words: str, style: Style, width: float, most: int) -> list[Line]:
        """The first lines; the last one says that there is more."""
        lines = self.sheet.rows(words, style, width)
        if len(lines) <= most:
            return lines
        kept = lines[:most]
        text = kept[-1].text
        while text and self.sheet.width(text + MORE, style) > width:
            text = text.rpartition(" ")[0] if " " in text else text[:-1]
        return [*kept[:-1], self.sheet.line(text + MORE)]

    # --- putting -----------------------------------------------------------------------
    def put(self) -> None:
        """From the cursor down."""
        sheet, top = self.sheet, self.sheet.y
        for tag, (lines, style) in zip(_HEAD_TAGS, self.head, strict=True):
            with sheet.inside(tag):
                sheet.put_rows(lines, LEFT, _BESIDE, style)
            sheet.y += 1.5
        for row in self.first:
            self._row(row)
        self._photo(top)
        sheet.y = max(sheet.y, top + _PHOTO_HEIGHT) + 2
        for row in self.rows:
            self._row(row)
        self._done()

    def _photo(self, top: float) -> None:
        paper, x = self.sheet.paper, RIGHT - _PHOTO_WIDTH
        if self._jpeg is None:
            paper.frame(x, top, _PHOTO_WIDTH, _PHOTO_HEIGHT, HAIR, 0.3)
            return
        scale = min(_PHOTO_WIDTH / self._jpeg.width, _PHOTO_HEIGHT / self._jpeg.height)
        w, h = self._jpeg.width * scale, self._jpeg.height * scale
        paper.photo(RIGHT - w, top, w, h, self._jpeg)
        paper.frame(RIGHT - w, top, w, h, HAIR)

    def _row(self, row: _Set) -> None:
        sheet, height = self.sheet, self._row_height(row)
        if self._opens(row):
            sheet.rule(sheet.y + 0.6, colour=TEAL, thick=0.5)
            sheet.y, height = sheet.y + 1.6, height - 1.6
        if row.row.part == "risk":
            sheet.paper.box(LEFT, sheet.y, RIGHT - LEFT, height, QUIET)
        bottom = sheet.y + height
        sheet.y = bottom - row.style.lead - 0.6 if row.blank else sheet.y + _GAP / 2
        with sheet.inside("/P"):
            sheet.put_line(LEFT + 1, sheet.y + 0.3, sheet.line(row.label), self.label)
            sheet.put_rows(row.lines, LEFT + _LABELS, row.right - LEFT - _LABELS - 2, row.style)
        if row.blank:
            start = LEFT + _LABELS + sheet.width(NOT_KNOWN, row.style) + 3
            sheet.paper.line(start, bottom - 1.2, row.right - 2, bottom - 1.2, SECOND, 0.25)
        sheet.y = bottom

    def _done(self) -> None:
        sheet = self.sheet
        sheet.rule(sheet.y + 0.6, colour=TEAL, thick=0.5)
        sheet.y += 2
        with sheet.inside("/H2"):
            sheet.put_line(LEFT + 1, sheet.y, sheet.line("What has been done"), self.label)
        sheet.y += self.label.lead + 0.5
        for lines in self.done:
            with sheet.inside("/P"):
                sheet.put_rows(lines, LEFT + 1, RIGHT - LEFT - 4, self.value)
