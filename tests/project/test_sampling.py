"""A whole run takes a part of the long tests; which part is the commit's."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.support.sampling import TURNS, drawn, whose_turn

PLACES = [f"tests/a.py::test_walk[{place}]" for place in ("east", "north", "south", "west")]
WINDOWS = [f"tests/a.py::test_window[{size}]" for size in ("phone", "tablet")]
WALKS = [f"tests/walks/test_{name}.py" for name in "abcdefghijklmnopq"]
PHONES = [f"tests/phones/test_{name}.py" for name in "abcdef"]

pytest_plugins = ["pytester"]


def test_one_of_each_group_is_taken_whatever_the_order() -> None:
    """The same seed takes the same; a test without parameters is always taken."""
    alone = "tests/b.py::test_alone"
    taken = drawn([*PLACES, *WINDOWS, alone], "abc")
    assert taken == drawn([alone, *reversed(WINDOWS), *reversed(PLACES)], "abc")
    assert [len(taken & set(group)) for group in (PLACES, WINDOWS, [alone])] == [1, 1, 1]
    assert len(taken) == 3


def test_every_one_has_its_turn() -> None:
    """Over a hundred commits each place is taken, none for most of the time."""
    counts = Counter(name for commit in range(100) for name in drawn(PLACES, str(commit)))
    assert sorted(counts) == sorted(PLACES)
    assert min(counts.values()) >= 10, counts


def test_of_each_folders_files_one_in_eight_is_taken() -> None:
    """Rounded down, but one, whatever the order; over a hundred commits each has its turn."""
    assert TURNS == 8
    taken = whose_turn([*WALKS, *PHONES], "abc")
    assert taken == whose_turn([*reversed(PHONES), *reversed(WALKS)], "abc")
    assert (len(taken & set(WALKS)), len(taken & set(PHONES))) == (2, 1)
    counts = Counter(name for commit in range(100) for name in whose_turn(WALKS, str(commit)))
    assert sorted(counts) == WALKS
    assert min(counts.values()) >= 4, counts


def test_files_of_one_subject_take_turns_wherever_they_lie() -> None:
    """Of the two one runs, now this and now that; those of their folders that name no subject are apart."""
    clear = {"tests/leaks/test_clear.py": "clear", "tests/phones/test_clear.py": "clear"}
    runs = [whose_turn([*PHONES, *clear], str(commit), clear) for commit in range(20)]
    assert {(len(run & clear.keys()), len(run & set(PHONES))) for run in runs} == {(1, 1)}
    assert clear.keys() <= set().union(*runs)


CONFTEST = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tests.support.sampling import leave_out
def pytest_addoption(parser): parser.addoption('--sample')
def pytest_collection_modifyitems(config, items): leave_out(config, items)
"""
SAMPLED = """
import pytest
@pytest.mark.sampled
@pytest.mark.parametrize("place", range(4))
def test_a_place(place): assert place >= 0
def test_always(): assert True
"""
BY_THEMSELVES = """
import pytest
@pytest.mark.in_turn
@pytest.mark.parametrize("size", range(2))
def test_a(size): assert size >= 0
@pytest.mark.in_turn
def test_b(): assert True
def test_always(): assert True
"""
IN_TURN = """
import pytest
pytestmark = pytest.mark.in_turn
def test_one(): assert True
def test_two(): assert True
"""


@pytest.mark.parametrize(("sample", "run", "left"), [((), 13, 0), (("--sample", "abc"), 4, 9)])
def test_a_run_takes_its_sample_only_when_it_is_told_to(
    pytester: pytest.Pytester, sample: tuple[str, ...], run: int, left: int
) -> None:
    """With --sample one place of four, and one file of four; else all. The rest is counted as deselected."""
    pytester.makeini("[pytest]\nmarkers =\n    sampled: s\n    in_turn: t\n")
    pytester.makeconftest(CONFTEST)
    (pytester.path / "test_sampled.py").write_text(SAMPLED)
    for name in "abcd":
        (pytester.path / f"test_{name}.py").write_text(IN_TURN)
    result = pytester.runpytest_subprocess("-p", "no:xdist", *sample)
    result.assert_outcomes(passed=run, deselected=left)


def test_a_test_takes_turns_with_others_of_its_file(pytester: pytest.Pytester) -> None:
    """With all of its parameters; who says nothing is always there."""
    alone = {f"tests/a.py::test_{name}" for name in "abcdefghijklmnopq"}
    assert len(whose_turn(alone, "abc")) == 2
    pytester.makeini("[pytest]\nmarkers =\n    sampled: s\n    in_turn: t\n")
    pytester.makeconftest(CONFTEST)
    (pytester.path / "test_each.py").write_text(BY_THEMSELVES)
    counts = set()
    for seed in "abcdef":
        counts.add(
            pytester.runpytest_subprocess("-p", "no:xdist", "--sample", seed).parseoutcomes()["passed"]
        )
    assert counts == {2, 3}
