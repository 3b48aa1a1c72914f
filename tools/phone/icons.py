"""The icon font, cut down to the icons that the screens use and those that Flutter draws by itself."""

from __future__ import annotations

import re
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from tools.phone.failed import Failed

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "carerapp" / "ui"
ALIASES = {"copy": "content_copy"}  # Flutter's name: the font's
KINDS = ("outlined", "rounded", "sharp")
#: in text fields, lists to choose from, calendars and clocks
FLUTTERS_OWN = (
    "access_time",
    "arrow_back",
    "arrow_drop_down",
    "arrow_drop_up",
    "calendar_today",
    "check",
    "chevron_left",
    "chevron_right",
    "clear",
    "close",
    "edit",
    "expand_more",
    "keyboard",
    "menu",
    "more_vert",
    "search",
    "visibility",
    "visibility_off",
)


def names_used() -> set[str]:
    """As the font spells them: ``CALL`` is ``call_baseline``, ``CALL_OUTLINED`` is ``call_outlined``."""
    found = set()
    for file in SCREENS.rglob("*.py"):
        for name in re.findall(r"\bIcons\.([A-Z0-9_]+)", file.read_text(encoding="utf-8")):
            base, _, kind = name.lower().rpartition("_")
            if kind not in KINDS:
                base, kind = name.lower(), "baseline"
            found.add(f"{ALIASES.get(base, base)}_{kind}")
    return found | {f"{name}_baseline" for name in FLUTTERS_OWN}


def cut_icons(path: Path) -> None:
    """Rewrite the font with the icons that are used. Raises Failed for an icon it has not got."""
    font = TTFont(path, recalcTimestamp=False)  # the same sources, the same bytes
    # Names that begin with a digit stand behind an underscore in the font.
    wanted = {name if name in font.getReverseGlyphMap() else "_" + name for name in names_used()}
    if missing := wanted - set(font.getGlyphOrder()):
        raise Failed(f"The icon font has no {', '.join(sorted(missing))}.")
    options = subset.Options(glyph_names=True, notdef_outline=True, recalc_timestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(glyphs=sorted(wanted))
    cutter.subset(font)
    font.save(path)
