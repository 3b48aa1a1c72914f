"""A benchmark in rehearsal: the same way with small counts. What counts is that it ends well, and its
table."""

from __future__ import annotations

import subprocess
import sys

from tests.support.machine import ROOT

RECORDED = ROOT / "benchmarks" / "README.md"
Table = dict[str, list[str]]


def rehearse(module: str, *arguments: object) -> str:
    """All that ``python -m benchmarks.<module> --rehearse`` printed. It fails when that ends badly, or
    records."""
    before = RECORDED.read_bytes()
    command = [sys.executable, "-m", f"benchmarks.{module}", "--rehearse", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert RECORDED.read_bytes() == before, "a rehearsal is recorded"
    return done.stdout


def tables(printed: str) -> list[Table]:
    """Each table in it: name of the row → its other cells. The header's row is the first."""
    found: list[Table] = []
    inside = False
    for line in printed.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")] if line.startswith("| ") else []
        if cells and not inside:
            found.append({})
        if cells and set(cells[0]) != {"-"}:
            found[-1][cells[0]] = cells[1:]
        inside = bool(cells)
    return found


def assert_figures(cells: list[str], *, zero: bool = False) -> None:
    """Each cell begins with a number, which is more than 0 unless ``zero`` is a good answer."""
    for cell in cells:
        number = cell.partition(" ")[0].replace(",", "")
        assert float(number) > 0 or (zero and float(number) == 0), cells
