"""A whole run takes one of each long test's places; which one is the commit's."""

from __future__ import annotations

from tests.support.sampling import drawn

PLACES = [f"tests/a.py::test_walk[{place}]" for place in ("east", "north", "south", "west")]
WINDOWS = [f"tests/a.py::test_window[{size}]" for size in ("phone", "tablet")]


def test_one_of_each_group_is_taken_whatever_the_order() -> None:
    """The same seed takes the same; a test without parameters is always taken."""
    alone = "tests/b.py::test_alone"
    taken = drawn([*PLACES, *WINDOWS, alone], "abc")
    assert taken == drawn([alone, *reversed(WINDOWS), *reversed(PLACES)], "abc")
    assert [len(taken & set(group)) for group in (PLACES, WINDOWS, [alone])] == [1, 1, 1]
    assert len(taken) == 3


def test_every_one_has_its_turn() -> None:
    """Over a hundred commits each place is taken, none for most of the time."""
    counts = dict.fromkeys(PLACES, 0)
    for commit in range(100):
        (taken,) = drawn(PLACES, str(commit))
        counts[taken] += 1
    assert min(counts.values()) >= 10, counts
