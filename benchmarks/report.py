"""Puts measured figures into ``benchmarks/README.md`` between a pair of markers, unless it is a rehearsal.

A rehearsal goes the same way with counts that are small: its figures say nothing, that it ends well does.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
from datetime import date
from pathlib import Path

README = Path(__file__).with_name("README.md")


def options(module: str, about: str | None) -> argparse.ArgumentParser:
    """``python -m benchmarks.<module>``, which knows ``--rehearse``."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{module}", description=about)
    parser.add_argument("--rehearse", action="store_true", help="a little of each, and record nothing")
    return parser


def rehearsing() -> bool:
    """Whether this is a rehearsal, whose figures say nothing."""
    return "--rehearse" in sys.argv


def machine() -> str:
    """What was measured on, as far as it matters for comparing."""
    cores = os.cpu_count() or 1
    return f"{cores} cores, {platform.system()}, Python {platform.python_version()}, {date.today():%B %Y}"


def table(header: list[str], rows: list[list[str]]) -> str:
    """A Markdown table with its columns lined up."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]

    def line(cells: list[str]) -> str:
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        return "| " + " | ".join(padded) + " |"

    return "\n".join([line(header), line(["-" * width for width in widths]), *map(line, rows)])


def p95(values: list[float]) -> float:
    """What one in twenty exceeds."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


def spread(name: str, values: list[float], unit: str, digits: int = 0) -> list[str]:
    """A row of a table: median, 95th percentile, how many."""
    middle, high = statistics.median(values), p95(values)
    return [name, f"{middle:.{digits}f} {unit}", f"{high:.{digits}f} {unit}", str(len(values))]


def record(section: str, body: str) -> None:
    """Replace what stands between the markers of ``section``."""
    begin, end = f"<!-- {section}: begin -->", f"<!-- {section}: end -->"
    text = README.read_text(encoding="utf-8")
    if begin not in text or end not in text:
        raise SystemExit(f"{README.name} lacks the markers {begin} and {end}; add them where the figures go.")
    before, _, rest = text.partition(begin)
    README.write_text(f"{before}{begin}\n{body}\n{end}{rest.partition(end)[2]}", encoding="utf-8")


def keep(section: str, body: str, *, rehearse: bool = False) -> None:
    """Show the figures, and record them unless this was only a rehearsal."""
    print(body)
    if not rehearse:
        record(section, f"{machine()}.\n\n{body}")
