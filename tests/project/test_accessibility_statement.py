"""The accessibility statement has the parts that public bodies publish, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.browser.axe import FLUTTERS_OWN

ROOT = Path(__file__).resolve().parents[2]
STATEMENT = (ROOT / "docs/accessibility.md").read_text("utf-8")
PARTS = (
    "# Accessibility statement",
    "## How accessible it is",
    "### What is not accessible",
    "## How it was tested",
    "## Tell us",
    "## This statement",
)


def test_it_has_the_parts_of_a_public_statement() -> None:
    """In their order, with how far it complies and since when."""
    places = [STATEMENT.index(f"{part}\n") for part in PARTS]
    assert places == sorted(places)
    assert re.search(r"\*\*(fully|partly|not) compliant\*\* with the .* \(WCAG\) 2\.2, level AA", STATEMENT)
    assert re.search(r"Prepared on \d+ \w+ \d{4}", STATEMENT)


def test_each_fault_names_its_guideline_and_whom_it_touches() -> None:
    """Four filled cells a row; what WCAG does not ask for has a dash."""
    part = STATEMENT.partition("### What is not accessible")[2].partition("###")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 8
    assert [row for row in rows if len(row) != 4 or not all(row)] == []
    assert [row[1] for row in rows if not re.match(r"\d\.\d\.\d|–", row[1])] == []


def test_what_it_names_is_there() -> None:
    """Each file of tests, each rule of axe that is left out, and the version of textstat that is locked."""
    named = re.findall(r"`(tests/[\w./]+)`", STATEMENT)
    assert len(named) >= 4
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert [rule for rule in FLUTTERS_OWN if f"`{rule}`" not in STATEMENT] == []
    locked = re.search(r"^textstat==(\S+)", (ROOT / "requirements/dev.txt").read_text("utf-8"), re.MULTILINE)
    assert locked is not None
    assert f"textstat {locked[1]} " in STATEMENT


def test_it_is_linked() -> None:
    """From the first page of the repository, which is the first page of the site too."""
    assert "](docs/accessibility.md)" in (ROOT / "README.md").read_text("utf-8")
