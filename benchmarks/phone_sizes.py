"""What has to be downloaded: every file packed by itself as a web server would (gzip -6)."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

FILES = re.compile(r"^const FILES = (\[\[.*\]\]);", re.MULTILINE)


def megabytes(folder: Path, names: set[str] | None = None) -> float:
    """Of all files in this folder, or of those named."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    wanted = [f for f in files if names is None or f.relative_to(folder).as_posix() in names]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in wanted) / 1e6


def first_start(phone: Path) -> set[str]:
    """The files that the phone app fetches before its first start, as its service worker lists them."""
    worker = (phone / "sw.js").read_text(encoding="utf-8")
    found = FILES.search(worker)
    assert found, "sw.js lists no files"
    return {"sw.js", *(name for name, _, _, first in json.loads(found[1]) if first)}
