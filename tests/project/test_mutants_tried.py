"""A mutant is noticed when a test that comes by fails on it, and only then."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.mutation.trying import read

ROOT = Path(__file__).parents[2]

#: as mutmut writes them: a function behind a switch, and its mutants
TINY = '''
from functools import lru_cache
from mutmut.mutation.trampoline import wrap_in_trampoline

of_double, of_unused = {}, {}

@wrap_in_trampoline(of_double)
def double(n):
    """Replaced by the switch."""

def as_written(n):
    return n * 2
as_written.__name__ = "x_double__mutmut_orig"
of_double["_mutmut_orig"] = as_written
of_double["x_double__mutmut_1"] = lambda n: n * 3
of_double["x_double__mutmut_2"] = lambda n: n + n

def endless(n):
    while True:
        pass
of_double["x_double__mutmut_3"] = endless

@wrap_in_trampoline(of_unused)
def unused(n):
    """Replaced by the switch."""
as_written = lambda n: n
as_written.__name__ = "x_unused__mutmut_orig"
of_unused["_mutmut_orig"] = as_written
of_unused["x_unused__mutmut_1"] = lambda n: -n

@lru_cache
def kept():
    return double(21)

of_first = {}

@wrap_in_trampoline(of_first)
def first(n):
    """Replaced by the switch."""
def as_written(n):
    return n + 1
as_written.__name__ = "x_first__mutmut_orig"
of_first["_mutmut_orig"] = as_written
of_first["x_first__mutmut_1"] = lambda n: n + 2
of_first["x_first__mutmut_2"] = lambda n: 1 + n
MADE = first(1)
'''
LATE = """
from mutmut.mutation.trampoline import wrap_in_trampoline

of_half = {}

@wrap_in_trampoline(of_half)
def half(n):
    'Replaced by the switch.'

def as_written(n):
    return n / 2
as_written.__name__ = "x_half__mutmut_orig"
of_half["_mutmut_orig"] = as_written
of_half["x_half__mutmut_1"] = lambda n: n / 3
"""
TESTS = """
import tiny

tiny.kept()  # a cache that was filled before anything was broken

def test_that_comes_by_and_looks():
    assert tiny.kept() == 42

def test_that_uses_what_was_made_at_the_start():
    assert tiny.MADE + tiny.double(0) == 2

def test_that_imports_when_it_runs():
    import late
    assert late.half(2) == 1

def test_that_fails_with_nothing_broken():
    assert tiny.double(1) == 7
"""
RUN = """
import sys, pytest
from pathlib import Path
from tools.mutation.switch import install
from tools.mutation.trying import Trials
install()
names = [*(f"tiny.x_double__mutmut_{number}" for number in (1, 2, 3)), "tiny.x_unused__mutmut_1"]
names += ["late.x_half__mutmut_1", "tiny.x_first__mutmut_1", "tiny.x_first__mutmut_2"]
given = ["-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", "."]
sys.path.insert(0, ".")
sys.exit(pytest.main([*given, "test_tiny.py"], plugins=[Trials(names, Path("."), spare=1, given=given)]))
"""


def test_what_comes_of_a_mutant(tmp_path: Path) -> None:
    """A wrong result is noticed, also behind a full cache; an equal one survives; an endless one is stopped.

    What no test comes by is said to be so, and a test that fails on whole code notices nothing. A module that
    is imported by a test, and not before, is broken as well; so is what was made while tests were collected.
    """
    (tmp_path / "tiny.py").write_text(TINY, encoding="utf-8")
    (tmp_path / "late.py").write_text(LATE, encoding="utf-8")
    (tmp_path / "test_tiny.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-c", f"import sys; sys.path.append({str(ROOT)!r})\n{RUN}"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    tried = {one["mutant"]: (one["outcome"], one.get("by")) for one in read(tmp_path / "tried.jsonl")}
    assert tried == {
        "tiny.x_double__mutmut_1": ("noticed", "test_tiny.py::test_that_comes_by_and_looks"),
        "tiny.x_double__mutmut_2": ("survived", None),
        "tiny.x_double__mutmut_3": ("endless", None),
        "tiny.x_unused__mutmut_1": ("no test", None),
        "tiny.x_first__mutmut_1": ("noticed", "from the start"),
        "tiny.x_first__mutmut_2": ("no test", None),
        "late.x_half__mutmut_1": ("noticed", "test_tiny.py::test_that_imports_when_it_runs"),
    }
