"""Code is short: lines of at most 110 characters, files of at most 300 lines or with a reason on top."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_CHARACTERS, MOST_LINES, TOP = 110, 300, 12
SKIPPED = {"node_modules", "build", "dist", "mutants"}
#: Said to a checker at the end of a line, where it must stand: the formatter does not count it either.
PRAGMA = re.compile(r"  # (type: ignore|noqa|fmt: skip)\b.*")
REASON = "longer than others"


def sources() -> dict[str, str]:
    """Path from the repository's root → text, of our Python and JavaScript."""
    tops = [top for top in ROOT.iterdir() if not top.name.startswith(".")]
    inside = [path for top in tops if top.is_dir() and top.name not in SKIPPED for path in top.rglob("*")]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(tops + inside)
        if path.suffix in (".py", ".js", ".mjs") and not SKIPPED & {*path.parts[len(ROOT.parts) :]}
    }


def long_lines(text: str) -> list[int]:
    """The numbers of the lines that are too long."""
    lines = enumerate(text.split("\n"), 1)
    return [number for number, line in lines if len(PRAGMA.sub("", line)) > MOST_CHARACTERS]


def long_without_reason(text: str) -> bool:
    """Whether it is a long file whose top does not say why."""
    lines = text.removesuffix("\n").split("\n")
    return len(lines) > MOST_LINES and REASON not in "\n".join(lines[:TOP]).lower()


def test_lines_are_short() -> None:
    """In JavaScript too, which no formatter breaks for us; and all of it is looked at."""
    found = sources()
    assert len([path for path in found if path.endswith(".py")]) > 500
    assert found.keys() >= {
        "main.py",
        "carerapp/phone/web/bridge/disk.js",
        "benchmarks/pouchdb/replicate.mjs",
    }
    assert {path: numbers for path, text in found.items() if (numbers := long_lines(text))} == {}


def test_a_long_file_says_why() -> None:
    """Else a second idea has moved in: it gets a file of its own."""
    assert [path for path, text in sources().items() if long_without_reason(text)] == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("x" * 110 + "\n" + "y" * 111, [2]),
        ("“" * 110, []),
        ("x" * 110 + "  # type: ignore[arg-type]", []),
        ("x" * 111 + "  # type: ignore[arg-type]", [1]),
        ("x" * 80 + "  # words for a reader, who counts them too", [1]),
    ],
)
def test_a_long_line_is_noticed(text: str, numbers: list[int]) -> None:
    """On made-up lines; characters count, not bytes."""
    assert long_lines(text) == numbers


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("x\n" * 300, False),
        ("x\n" * 301, True),
        ('"""A table.\n\nLonger than others: it is one table."""\n' + "x\n" * 300, False),
        ("// One idea; longer than others, as it is one.\n" + "x\n" * 300, False),
        ("x\n" * 12 + "# Longer than others.\n" + "x\n" * 300, True),
    ],
)
def test_a_long_file_is_noticed(text: str, lacks: bool) -> None:
    """On made-up files."""
    assert long_without_reason(text) is lacks
