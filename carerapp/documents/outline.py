"""Letters as shapes, along a slanted line."""

from __future__ import annotations

import math
from typing import Any

from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]

Point = tuple[float, float]


class Outline(BasePen):  # type: ignore[misc]
    """Draws glyphs into a path of the page: font units in, millimetres out."""

    def __init__(self, path: Any, glyphs: Any, scale: float, origin: Point, degrees: float) -> None:
        super().__init__(glyphs)
        self._path, self._scale, self._origin = path, scale, origin
        self._cos, self._sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        self._along = 0.0

    def advance(self, width: float) -> None:
        """Go on along the line by a glyph's width, in font units."""
        self._along += width

    def _place(self, point: Point) -> Point:
        x, y = (point[0] + self._along) * self._scale, point[1] * self._scale
        left, top = self._origin
        return left + x * self._cos - y * self._sin, top - x * self._sin - y * self._cos

    def _moveTo(self, pt: Point) -> None:  # noqa: N802
        self._path.move_to(*self._place(pt))

    def _lineTo(self, pt: Point) -> None:  # noqa: N802
        self._path.line_to(*self._place(pt))

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:  # noqa: N802
        self._path.curve_to(*self._place(pt1), *self._place(pt2), *self._place(pt3))

    def _closePath(self) -> None:  # noqa: N802
        self._path.close()
