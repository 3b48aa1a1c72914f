"""The engine, the protocols and the coverage of their sources parse what they are given.

`.importlinter` refuses the modules that open files; this refuses what needs no import.
"""

from __future__ import annotations

import ast
from importlib.resources import files
from pathlib import Path

import pytest

FORMS = Path(str(files("forms")))
PURE = sorted([*(FORMS / "engine").rglob("*.py"), *(FORMS / "protocol").rglob("*.py")])
PURE += sorted(
    {*(FORMS / "coverage").glob("*.py")}
    - {FORMS / "coverage" / f"{n}.py" for n in ("command", "sources", "recorded")}
)
REFUSED = {"open", "__import__", "exec", "eval", "input", "print"}
PATHS = {"read_text", "read_bytes", "write_text", "write_bytes", "iterdir"}


def names_of(source: str) -> set[str]:
    """Every plain name that the code uses, and every attribute that reads or writes a file by its path."""
    tree = ast.parse(source)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return names | (attributes & PATHS)


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(FORMS)))
def test_no_file_is_opened(path: Path) -> None:
    """No built-in that opens, asks, prints or runs text, and no path that reads itself."""
    assert names_of(path.read_text("utf-8")) & (REFUSED | PATHS) == set()


def test_what_is_looked_for_is_found() -> None:
    """Otherwise the test above would compare nothing."""
    assert len(PURE) > 30
    assert names_of("with open('x') as f: f.read()") & REFUSED == {"open"}
    assert "read_text" in names_of("from x import path\npath.joinpath('a').read_text()")
    assert "tomllib" not in names_of("'open'")
