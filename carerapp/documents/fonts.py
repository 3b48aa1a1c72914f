"""Which font draws which character. Reads a folder of fonts and their table; writes nothing."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: the three weights of the text font, as the documents call them
REGULAR, SEMI, BOLD = "hyperlegible", "hyperlegible semi", "hyperlegible bold"
_HEAVY = (" semi", " bold")


@dataclass(frozen=True, slots=True)
class Fonts:
    """A folder with `fonts.toml`: families in order of fallback, each with the characters it draws."""

    files: Mapping[str, Path]  # family, lower case → file
    _starts: tuple[int, ...]
    _ranges: tuple[tuple[int, int, str], ...]

    @classmethod
    def in_folder(cls, folder: Path) -> Fonts:
        """Raises OSError or KeyError when the folder has no such table."""
        table = tomllib.loads((folder / "fonts.toml").read_text("utf-8"))["font"]
        files = {str(font["family"]).lower(): folder.absolute() / str(font["file"]) for font in table}
        ranges = sorted(
            (*_range(part), family)
            for font in table
            if not (family := str(font["family"]).lower()).endswith(_HEAVY)
            for part in str(font["ranges"]).split()
        )
        return cls(files, tuple(start for start, _, _ in ranges), tuple(ranges))

    def family_of(self, character: str) -> str:
        """The family that draws the character; "" when none does. REGULAR stands for all three weights."""
        code = ord(character)
        at = bisect_right(self._starts, code) - 1
        if at < 0:
            return ""
        start, end, family = self._ranges[at]
        return family if start <= code <= end else ""

    def face(self, family: str, weight: str) -> str:
        """The family's font in this weight; most have only one."""
        if family == REGULAR:
            return weight
        heavy = f"{family} bold"
        return heavy if weight != REGULAR and heavy in self.files else family


def _range(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first, 16), int(last or first, 16)
