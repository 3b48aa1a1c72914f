"""How many of the workbooks in a folder come in, and what keeps the others out."""

from __future__ import annotations

import re
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forms.interchange.importing import bring_in
from forms.interchange.limits import SUFFIXES
from forms.interchange.reading import NotRead
from forms.interchange.refusals import Refusal

FAITHFUL, REFUSED, NOT_ODK, TRACEBACK = "faithful", "refused", "pyxform refuses", "traceback"
MOST_REASONS = 25
_QUOTED = re.compile(r"'[^']*'|\d+")


@dataclass(frozen=True, slots=True)
class Tried:
    """One workbook: what became of it, in how many seconds, and what kept it out, each reason once."""

    name: str
    result: str
    seconds: float
    reasons: tuple[str, ...] = ()


def tried(path: Path, review: str) -> Tried:
    """One import, without writing anything."""
    began = time.perf_counter()
    result, reasons = FAITHFUL, tuple[str, ...]()
    try:
        notes = bring_in(path, review).notes
        if notes.refused:
            result, reasons = REFUSED, tuple(dict.fromkeys(map(_reason, notes.refused)))
    except (NotRead, ValueError) as error:
        result, reasons = NOT_ODK, (_QUOTED.sub("…", str(error).partition(": ")[2])[:100],)
    except Exception:  # counted here, so that a folder is always told of to its end
        result, reasons = TRACEBACK, (traceback.format_exc().strip().splitlines()[-1],)
    return Tried(path.name, result, time.perf_counter() - began, reasons)


def _reason(one: Refusal) -> str:
    return f"{one.thing or 'row'}: {_QUOTED.sub('…', one.what)}"


def workbooks(folder: Path) -> list[Path]:
    """Those in a folder that can be XLSForms, by name."""
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith("~$"))


def table(all: list[Tried]) -> Iterator[str]:
    """The lines to print: each workbook, then the sums, then what kept most of them out."""
    for one in all:
        yield f"{one.result:16} {one.seconds:6.2f} s  {len(one.reasons):3} reasons  {one.name}"
    counts = Counter(one.result for one in all)
    taken = counts[FAITHFUL] + counts[REFUSED]
    yield ""
    yield "  ".join(f"{result}: {counts[result]}" for result in (FAITHFUL, REFUSED, NOT_ODK, TRACEBACK))
    if taken:
        slowest = max(all, key=lambda one: one.seconds)
        share = 100 * counts[FAITHFUL] / taken
        yield f"{share:.0f} % of what pyxform takes. The slowest: {slowest.seconds:.2f} s, {slowest.name}"
    reasons = Counter(reason for one in all for reason in one.reasons if one.result != NOT_ODK)
    alone = Counter(one.reasons[0] for one in all if one.result == REFUSED and len(one.reasons) == 1)
    if reasons:
        yield "\nWorkbooks kept out, and how many by this alone:"
    for reason, count in reasons.most_common(MOST_REASONS):
        yield f"{count:5} {alone[reason]:5}  {reason}"
