"""The procedures as text: where they lie, and which of them is an authority's.

They are the authorities' own and not part of this project. They are looked for where CARERAPP_SOURCES says,
or in `../shared/sources` beside the checkout.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from forms.coverage.words import normal


def found() -> Path | None:
    """The folder with the texts; None where it is not at hand."""
    named = os.environ.get("CARERAPP_SOURCES")
    beside = Path(__file__).resolve().parents[3] / "shared" / "sources"
    return Path(named) if named else beside if beside.is_dir() else None


def text_of(known_by: str, folder: Path) -> str:
    """The one text in the folder that holds these words. ValueError when none does, or more than one."""
    texts = [path for path in sorted(folder.glob("*.txt")) if normal(known_by) in _words(path)]
    if len(texts) != 1:
        names = ", ".join(path.name for path in texts) or "none"
        raise ValueError(f"One text in {folder} should hold “{known_by}”: {names} does.")
    return texts[0].read_text("utf-8")


@cache
def _words(path: Path) -> str:
    return normal(path.read_text("utf-8"))
