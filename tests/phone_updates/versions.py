"""Versions of a tiny stand-in app: its own page, the real install.js and the real sw.js."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.phone.pages import WEB, write_service_worker

STANDIN = Path(__file__).parent / "standin"
LATE = ("lazy.txt", "same-lazy.txt")
CHANGED = {"index.html", "words.txt", "lazy.txt"}  # between any two versions that start equally


def publish(folder: Path, name: str, *, how: str = "well", **more: str) -> Path:
    """The files of a version; it starts ``well``, ``badly`` or ``never``. ``more`` is a file's text by its
    name."""
    made = folder / name
    made.mkdir(parents=True)
    for file in STANDIN.iterdir():
        text = file.read_text(encoding="utf-8").replace("{{name}}", name)
        (made / file.name).write_text(text, encoding="utf-8")
    for real in ("install.js", "within.js"):
        shutil.copyfile(WEB / real, made / real)
    texts = {
        "words.txt": f"words of {name}",
        "lazy.txt": f"lazy of {name}",
        "same-lazy.txt": "the same",
        "same.txt": "the same at once " * 99,
        "how.js": f"export const how = '{how}';",
    }
    for file_name, text in (texts | {key.replace("_", "."): text for key, text in more.items()}).items():
        (made / file_name).write_text(text, encoding="utf-8")
    write_service_worker(made, first=lambda path: path not in LATE)
    return made


def all_files(version: Path) -> set[str]:
    return {file.name for file in version.iterdir()} - {"sw.js"}
