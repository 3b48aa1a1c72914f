"""Shaped right-to-left text that reads back as it was written.

A ligature draws several letters as one shape. fpdf2 names all of them on that one shape, and
readers that put a right-to-left line in order letter by letter then swap them: Bilal becomes
another name. Here each letter is named on a place of its own: letters without a shape stand on
an empty one beside the shape that draws them, and marks carry their own name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from fpdf.enums import TextDirection
from fpdf.fonts import Glyph, TTFFont

_EMPTY = (0x200B, 0x200C, 0x200D)  # characters whose shape is nothing and takes no room

Shape = tuple[Any, Any]  # a glyph's info and its position, as HarfBuzz gives them


class ReadableFont(TTFFont):
    """fpdf2's font with its own shapes, each letter named once, right-to-left ones in order."""

    __slots__ = ()

    def shape_text(
        self, text: str, font_size_pt: float, text_shaping_params: dict[str, Any] | None
    ) -> Sequence[dict[str, Any]]:
        """The glyphs of a piece of text, as fpdf2 asks for them."""
        params = text_shaping_params or {}
        if not text or params.get("fragment_direction") is not TextDirection.RTL or not _empty(self):
            return super().shape_text(text, font_size_pt, text_shaping_params)
        infos, positions = self.perform_harfbuzz_shaping(text, font_size_pt, text_shaping_params)
        return list(_placed(self, text, list(zip(infos, positions, strict=True))))


def _placed(font: TTFFont, text: str, shapes: list[Shape]) -> Iterator[dict[str, Any]]:
    starts = sorted({int(info.cluster) for info, _ in shapes})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    for start, cluster in groupby(shapes, key=lambda shape: int(shape[0].cluster)):
        drawn = list(cluster)
        letters = [ord(c) for c in reversed(text[start : ends[start]])]  # as the eye meets them
        names: list[tuple[int, ...]] = [(letter,) for letter in letters]
        if len(names) > len(drawn):  # the same letter twice in one place would be read once
            names = [tuple(same) for _, same in groupby(letters)]
        spare = max(0, len(names) - len(drawn))
        for named in names[:spare]:
            yield _nothing(font, named)
        names = [()] * (len(drawn) - len(names)) + names[spare:]
        for named, (info, position) in zip(names, drawn, strict=True):
            yield _shape(font, int(info.codepoint), named, position)


def _shape(font: TTFFont, id: int, named: tuple[int, ...], position: Any) -> dict[str, Any]:
    name = font.ttfont.getGlyphName(id)
    width = round(font.scale * font.ttfont["hmtx"].metrics[name][0])
    moved = (position.x_offset, position.y_offset, position.y_advance) != (0, 0, 0)
    return {
        "mapped_char": font.subset.pick_glyph(Glyph(id, named, name, width)),
        "x_advance": position.x_advance,
        "y_advance": position.y_advance,
        "x_offset": position.x_offset,
        "y_offset": position.y_offset,
        "force_positioning": moved or width != position.x_advance,
    }


def _nothing(font: TTFFont, named: tuple[int, ...]) -> dict[str, Any]:
    """A letter that another shape draws."""
    name = _empty(font)
    glyph = Glyph(font.ttfont.getGlyphID(name), named, name, 0)
    still = {"x_advance": 0, "y_advance": 0, "x_offset": 0, "y_offset": 0, "force_positioning": False}
    return {"mapped_char": font.subset.pick_glyph(glyph), **still}


def _empty(font: TTFFont) -> str:
    """The name of a shape that draws nothing and takes no room; '' when the font has none."""
    widths, outlines = font.ttfont["hmtx"].metrics, font.ttfont["glyf"]
    names = (str(font.cmap[c]) for c in _EMPTY if c in font.cmap)
    return next((n for n in names if widths[n][0] == 0 and outlines[n].numberOfContours == 0), "")
