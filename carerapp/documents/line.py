"""One line of text, ready to be put on the page."""

from __future__ import annotations

from dataclasses import dataclass

from carerapp.documents.directions import Run, in_order, levels, runs_left


@dataclass(frozen=True, slots=True)
class Line:
    """`levels`: which way each of its letters runs, settled for the whole paragraph that it is cut from."""

    text: str
    levels: bytes
    rtl: bool  # the paragraph's direction: its lines stand at the right

    @classmethod
    def alone(cls, text: str) -> Line:
        """A paragraph of one line."""
        return cls(text, levels(text), runs_left(text))

    def runs(self) -> list[Run]:
        """Its runs of one direction, from left to right on the page."""
        return in_order(self.text, self.levels)
