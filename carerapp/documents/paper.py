"""The only user of fpdf2: measures text, puts it on A4 pages, makes the file's bytes in memory.

Plain Latin lines go to the page as they are. Lines with another script are put in order
(`directions`), cut into runs of one font, and shaped. fpdf2's own choice of fallback fonts cuts a
word before its vowel marks, and its own order swaps the groups of a telephone number in Arabic
text, so both are settled here.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from fpdf import FPDF
from fpdf.enums import EncryptionMethod, TextDirection
from fpdf.errors import FPDFException
from fpdf.fonts import TTFFont
from fpdf.image_datastructures import RasterImageInfo
from fpdf.line_break import Fragment
from fpdf.prefs import ViewerPreferences

from carerapp.documents.directions import Run
from carerapp.documents.errors import BadPassword, check_password
from carerapp.documents.fonts import BOLD, REGULAR, Fonts
from carerapp.documents.line import Line
from carerapp.documents.outline import Outline
from carerapp.documents.shaping import ReadableFont
from carerapp.documents.tags import Tags
from carerapp.documents.text import is_plain, runs
from carerapp.domain.isolated import CLOSES, OPENS
from carerapp.domain.jpeg import Jpeg

WIDTH, HEIGHT = 210.0, 297.0
Colour = tuple[int, int, int]
_MM = 25.4 / 72  # one point
# At their chattiest these libraries write the text they are given. No child's words in any log.
for _name in ("fpdf", "fontTools"):
    logging.getLogger(_name).setLevel(logging.ERROR)


class _File(FPDF):
    """fpdf2 with our choice of fonts."""

    def __init__(self, fonts: Fonts) -> None:
        super().__init__(unit="mm", format="A4")
        self.our_fonts = fonts

    def use(self, family: str) -> TTFFont:
        if family not in self.fonts:
            self.add_font(family, fname=self.our_fonts.files[family])
            self.fonts[family].__class__ = ReadableFont
        font = self.fonts[family]
        assert isinstance(font, TTFFont)
        return font

    def _preload_bidirectional_text(self, text: str, markdown: bool) -> tuple[Fragment, ...]:
        """The text runs one way: which way is told beforehand."""
        shaping = self.text_shaping
        assert shaping is not None
        shaping["paragraph_direction"] = shaping["fragment_direction"] = shaping["direction"]
        return tuple(self._parse_chars(text))

    def _parse_chars(self, text: str, *_: Any, **__: Any) -> Iterator[Fragment]:
        for family, characters in runs(text, self.our_fonts):
            state = self._get_current_graphics_state()
            face = self.our_fonts.face(family, self.font_family)
            state.font_family, state.current_font = face, self.use(face)
            yield Fragment(characters, state, self.k)


class Paper:
    """A file in the making. Positions in millimetres from the top left corner."""

    def __init__(self, fonts: Fonts, *, title: str, made_at: datetime, made_by: str) -> None:
        self.fonts = fonts
        self._pdf = pdf = _File(fonts)
        pdf.set_auto_page_break(False)
        pdf.set_margin(0)
        pdf.c_margin = 0
        pdf.alias_nb_pages("")  # nothing a carer writes stands for something else
        self.tags = Tags(pdf)
        pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        pdf.set_title(_whole(title))
        pdf.set_author(_whole(made_by))
        pdf.set_lang("en-GB")
        pdf.set_creator("Carer app")
        pdf.set_creation_date(made_at)
        self._widths: dict[tuple[str, str], float] = {}

    # --- measuring -------------------------------------------------------------------
    def letters(self, text: str, weight: str, size: float) -> list[float]:
        """The width of each character by itself, in millimetres."""
        scale = size * _MM / 1000
        return [self._letter(c, weight) * scale for c in text]

    def _letter(self, character: str, weight: str) -> float:
        key = (character, weight)
        if key not in self._widths:
            self._widths[key] = self._in_font(character, weight)
        return self._widths[key]

    def _in_font(self, character: str, weight: str) -> float:
        if character in (OPENS, CLOSES):
            return 0.0
        family = self.fonts.family_of(character) or REGULAR
        return float(self._pdf.use(self.fonts.face(family, weight)).cw[ord(character)])

    def width(self, line: Line, weight: str, size: float) -> float:
        """The width of a line as it will be printed."""
        if is_plain(line.text, self.fonts):
            return sum(self.letters(line.text, weight, size))
        return sum(self._run_width(run, weight, size) for run in line.runs())

    def _run_width(self, run: Run, weight: str, size: float) -> float:
        self._ready(run, weight, size)
        return float(self._pdf.get_string_width(run.text))

    # --- putting on the page -------------------------------------------------------------
    def add_page(self) -> None:
        """The next page; what follows is put on it."""
        self._pdf.add_page()

    def turn_to(self, page: int) -> None:
        """Back to a page that was begun, counted from 1; what follows is put on it."""
        self._pdf.page = page
        self._pdf.current_font_is_set_on_page = False  # the page may have ended in another
        self._pdf.draw_color, self._pdf.line_width = None, 0  # and its last line may have been another

    def text(self, x: float, baseline: float, line: Line, weight: str, size: float, colour: Colour) -> None:
        """One line, its letters standing on `baseline`; `size` in points."""
        with self.tags.marking():
            self._text(x, baseline, line, weight, size, colour)

    def _text(self, x: float, baseline: float, line: Line, weight: str, size: float, colour: Colour) -> None:
        self._pdf.set_text_color(*colour)
        if is_plain(line.text, self.fonts):
            self._pdf.use(weight)
            self._pdf.set_font(weight, size=size)
            self._pdf.text(x, baseline, line.text)
            return
        for run in line.runs():
            self._ready(run, weight, size)
            self._pdf.set_xy(x, baseline - 0.8 * size * _MM)  # a cell puts its baseline there
            self._pdf.cell(w=WIDTH, h=size * _MM, text=run.text)
            x += self._run_width(run, weight, size)

    def _ready(self, run: Run, weight: str, size: float) -> None:
        self._pdf.use(weight)
        self._pdf.set_font(weight, size=size)
        self._pdf.set_text_shaping(True, direction=TextDirection.RTL if run.rtl else TextDirection.LTR)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: Colour, thick: float = 0.2) -> None:
        """A straight line."""
        with self._untagged():
            self._pdf.set_draw_color(*colour)
            self._pdf.set_line_width(thick)
            self._pdf.line(x1, y1, x2, y2)

    def box(self, x: float, y: float, w: float, h: float, fill: Colour) -> None:
        """A filled rectangle."""
        with self._untagged():
            self._pdf.set_fill_color(*fill)
            self._pdf.rect(x, y, w, h, style="F")

    def frame(self, x: float, y: float, w: float, h: float, edge: Colour, thick: float = 0.2) -> None:
        """The edge of a rectangle."""
        with self._untagged():
            self._pdf.set_draw_color(*edge)
            self._pdf.set_line_width(thick)
            self._pdf.rect(x, y, w, h, style="D")

    def photo(self, x: float, y: float, w: float, h: float, jpeg: Jpeg) -> None:
        """The JPEG's own bytes go into the file: no image library is needed."""
        colours = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[jpeg.components]
        info = RasterImageInfo(
            i=1,
            usages=1,
            data=jpeg.data,
            w=jpeg.width,
            h=jpeg.height,
            cs=colours,
            iccp=None,
            bpc=8,
            dpn=jpeg.components,
            f="DCTDecode",
            inverted=jpeg.inverted,
            dp=f"/Predictor 15 /Colors {jpeg.components} /Columns {jpeg.width}",
        )
        self._pdf.image_cache.images.setdefault("photo.jpg", info)
        with self.tags.inside("/Figure", alt="Photograph of the child"), self.tags.marking():
            self._pdf.image("photo.jpg", x=x, y=y, w=w, h=h)

    def watermark(self, words: str, colour: Colour) -> None:
        """Large letters across the page, drawn as shapes: they never mix with the text that is read out."""
        font = self._pdf.use(BOLD).ttfont
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        total = sum(glyphs[names[ord(c)]].width for c in words)
        scale = 250 / total
        with self._untagged(), self._pdf.new_path() as path:
            path.style.fill_color = f"#{colour[0]:02x}{colour[1]:02x}{colour[2]:02x}"
            path.style.stroke_color = None
            pen = Outline(path, glyphs, scale, (22.0, 262.0), 53)
            for character in words:
                glyph = glyphs[names[ord(character)]]
                glyph.draw(pen)
                pen.advance(glyph.width)

    @contextmanager
    def _untagged(self) -> Iterator[None]:
        """Lines and boxes are seen, and never read out."""
        with self.tags.outside(), self.tags.marking():
            yield

    # --- the file ------------------------------------------------------------------------
    def to_bytes(self, password: str | None) -> bytes:
        """The whole file. Raises BadPassword for one that a PDF can't have."""
        if password is not None:
            check_password(password)
            self._pdf.set_encryption(
                owner_password=password, user_password=password, encryption_method=EncryptionMethod.AES_256
            )
        try:
            return bytes(self._pdf.output())
        except FPDFException as error:
            if password is None or "password" not in str(error):
                raise
        raise BadPassword("That password can't be used. Use letters, numbers and spaces.")


def _whole(text: str) -> str:
    """Without half an emoji, which a file's head has no way to hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
