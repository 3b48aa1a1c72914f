"""Where fonts, icons and the invented picture lie."""

from __future__ import annotations

from pathlib import Path


def asset_folder() -> Path:
    """Inside the package once it is installed; beside it in a checkout and in a phone's build."""
    package = Path(__file__).resolve().parent
    inside = package / "assets"
    return inside if inside.is_dir() else package.parent / "assets"
