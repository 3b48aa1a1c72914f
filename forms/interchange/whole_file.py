"""A file that is written whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write(text: str, out: Path) -> None:
    """Puts the definition there in one step: what stood there before stays until the new one is whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(name, out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
