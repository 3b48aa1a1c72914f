"""A changed clock is noticed by a second one that nobody sets; an honest one never is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.clock import Steady, Watch, moved_words

BEGAN = datetime(2026, 11, 20, 22, 40, tzinfo=UTC)


class Device:
    """A wall clock and a second clock, moved by hand."""

    def __init__(self, *, stops: bool = False) -> None:
        self.run, self.ms, self.wall, self.stops = "boot", 1_000_000, BEGAN, stops

    def passes(self, seconds: float, *, moved: float = 0, asleep: bool = False) -> None:
        """Time goes by; the wall clock may be moved besides."""
        self.wall += timedelta(seconds=seconds + moved)
        self.ms += 0 if asleep and self.stops else int(seconds * 1000)

    def watch(self) -> Watch:
        """A watch over its two clocks."""
        return Watch(lambda: Steady(self.run, self.ms, self.stops))


@given(st.lists(st.tuples(st.integers(0, 200_000), st.integers(-3, 3)), max_size=20))
def test_an_honest_clock_is_never_flagged(steps: list[tuple[int, int]]) -> None:
    """However long the pauses, and put right by seconds."""
    device = Device()
    watch = device.watch()
    watch.look(device.wall)
    for pause, put_right in steps:
        device.passes(pause, moved=put_right)
        assert watch.look(device.wall)[1] == 0


@pytest.mark.parametrize("moved", [-86_400, -3600, -8, 8, 3600, 86_400 * 3])
def test_a_moved_clock_is_flagged_by_how_much_and_once(moved: int) -> None:
    """Forward and back; the next entry is told nothing again."""
    device = Device()
    watch = device.watch()
    watch.look(device.wall)
    device.passes(60, moved=moved)
    assert watch.look(device.wall)[1] == moved
    device.passes(60)
    assert watch.look(device.wall)[1] == 0


def test_over_a_restart_only_a_clock_that_fell_back_can_be_known() -> None:
    """Time passes while a device is off, but it never runs backwards."""
    device = Device()
    watch = device.watch()
    watch.saw("boot before", 99, device.wall)
    device.passes(0, moved=-7200)
    assert watch.look(device.wall)[1] == -7200
    watch.saw("another boot", 99, device.wall)
    device.passes(50_000)
    assert watch.look(device.wall)[1] == 0


def test_where_the_second_clock_sleeps_a_leap_forward_says_nothing_and_back_still_does() -> None:
    """A browser's clock stands still while the phone sleeps."""
    device = Device(stops=True)
    watch = device.watch()
    watch.look(device.wall)
    device.passes(30_000, asleep=True)
    assert watch.look(device.wall)[1] == 0
    device.passes(60, moved=-3600)
    assert watch.look(device.wall)[1] == -3600


def test_without_a_second_clock_nothing_is_claimed() -> None:
    """No entry is marked on a guess."""
    watch = Watch(Steady)
    watch.look(BEGAN)
    assert watch.look(BEGAN - timedelta(days=3))[1] == 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-7380, "set back by 2 h 3 min"),
        (40, "set forward by 40 s"),
        (-90_000, "set back by 1 day 1 h"),
        (172_800, "set forward by 2 days"),
    ],
)
def test_in_words(seconds: int, words: str) -> None:
    """The two largest units that matter, and the direction."""
    assert moved_words(seconds) == words
