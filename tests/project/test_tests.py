"""Every test compares something, says in words what it is about, and stands by itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef
#: Calls that fail when what they are about is not so. `see` and its kin wait for words on a screen; `probe`
#: is the crypto port's comparison with published vectors.
COMPARE = re.compile(
    r"pytest\.(raises|fail)|probe|(.*\.)?(see|see_no|see_no_heading|tap_row)|(.*[._])?(assert|check)_\w+"
)
HELPER_IN_A_TEST = re.compile(r"^\s*(?:from|import) (?:tests[\w.]*)?\.?test_\w+", re.MULTILINE)
AROUND = re.compile(r"os\.(environ\.get|getenv)|pytest\.(skip|importorskip|mark\.(skip|skipif|xfail))")
BENCHMARKS = re.compile(r"^\s*(?:from|import) benchmarks\b", re.MULTILINE)
TESTS = re.compile(r"^\s*(?:from|import) tests\b(?!\.support\b)", re.MULTILINE)


def sources(folder: str, pattern: str = "*.py") -> dict[str, str]:
    """Path from the repository's root → text."""
    found = sorted((ROOT / folder).rglob(pattern))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in found}


def functions(text: str) -> Iterator[Function]:
    """The tests of a module, those in classes too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function) and node.name.startswith("test"):
            yield node


def compares(test: ast.AST) -> bool:
    """Whether this can fail by itself: an assert that is not a constant, or a call that is known to
    compare."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert) and not isinstance(node.test, ast.Constant):
            return True
        if isinstance(node, ast.Call) and COMPARE.fullmatch(ast.unparse(node.func)):
            return True
    return False


def depends_on_the_environment(text: str) -> list[int]:
    """Lines that skip, or that read a variable of the environment for anything but how many cases are
    tried."""
    lines = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "int":
            for inner in ast.walk(node):
                inner._counted = True  # type: ignore[attr-defined]
        if isinstance(node, ast.Attribute) and AROUND.fullmatch(ast.unparse(node)):
            lines += [] if hasattr(node, "_counted") else [node.lineno]
    return lines


def wanting(text: str) -> list[str]:
    """The tests of a module that lack a comparison or a docstring."""
    found = list(functions(text))
    return [f"{test.name} compares nothing" for test in found if not compares(test)] + [
        f"{test.name} says nothing" for test in found if not ast.get_docstring(test)
    ]


def imports(pattern: re.Pattern[str], of: dict[str, str]) -> dict[str, list[str]]:
    """Path → the imports that match."""
    return {path: found for path, text in of.items() if (found := pattern.findall(text))}


def test_every_test_compares_and_says_what() -> None:
    """An assertion, pytest.raises, or a wait for words on a screen; and a docstring."""
    tests = sources("tests", "test_*.py")
    assert len(tests) > 100
    assert {path: lacks for path, text in tests.items() if (lacks := wanting(text))} == {}


def test_no_test_is_skipped_or_depends_on_a_variable() -> None:
    """The environment may say how many cases are tried, and nothing else."""
    tests = sources("tests", "test_*.py")
    assert {path: at for path, text in tests.items() if (at := depends_on_the_environment(text))} == {}


def test_helpers_come_from_no_test_and_from_no_benchmark() -> None:
    """What is shared lies in tests/support or in a plain module beside; benchmarks take it from
    tests/support."""
    assert imports(HELPER_IN_A_TEST, sources("tests") | sources("benchmarks")) == {}
    assert imports(BENCHMARKS, sources("tests")) == {}
    assert imports(TESTS, sources("benchmarks")) == {}


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("def test_a():\n    '''A.'''\n    print(1)", ["test_a compares nothing"]),
        ("def test_a():\n    '''A.'''\n    assert True", ["test_a compares nothing"]),
        ("def test_a(page):\n    page.see('a')", ["test_a says nothing"]),
        (
            "class TestA:\n    def test_a(self):\n        f()",
            ["test_a compares nothing", "test_a says nothing"],
        ),
        ("def test_a():\n    '''A.'''\n    with pytest.raises(KeyError):\n        f()", []),
        ("async def test_a():\n    '''A.'''\n    support.check_all(1)", []),
    ],
)
def test_a_test_that_lacks_something_is_noticed(text: str, lacks: list[str]) -> None:
    """On made-up tests."""
    assert wanting(text) == lacks


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("N = int(os.environ.get('N', '60'))", []),
        ("def test_a():\n    if os.environ.get('SOURCES'):\n        assert f()", [2]),
        ("@pytest.mark.skipif(True)\ndef test_a(): ...", [1]),
        ("def test_a():\n    pytest.importorskip('flet')", [2]),
    ],
)
def test_a_way_around_is_noticed(text: str, lines: list[int]) -> None:
    """On made-up tests."""
    assert depends_on_the_environment(text) == lines


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (HELPER_IN_A_TEST, "from tests.sync.test_endpoint import until_idle"),
        (HELPER_IN_A_TEST, "    from .test_endpoint import until_idle"),
        (BENCHMARKS, "from benchmarks.store import entry"),
        (TESTS, "from tests.journeys.tablet import shared_tablet"),
    ],
)
def test_a_wrong_import_is_noticed(pattern: re.Pattern[str], line: str) -> None:
    """On made-up lines; tests.support is open to both."""
    assert imports(pattern, {"a.py": f"import re\n{line}\n"})
    assert imports(pattern, {"a.py": "from tests.support.clock import ToldClock\n"}) == {}
