"""A clock that is far from what else is known is said, in words, until a person has looked at it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from carerapp.domain.clock import Elapsed, Steady, Watch
from carerapp.domain.clock_doubt import ClockDoubt, Clues, Doubt, wrong_by

NOW = datetime(2026, 11, 20, 22, 40, tzinfo=UTC)
FAR_OFF = [timedelta(hours=2), timedelta(days=1), timedelta(days=365), timedelta(days=731)]


def said(clues: Clues) -> str:
    return ClockDoubt().look(NOW, clues).words


@pytest.mark.parametrize(
    ("clues", "words"),
    [
        (Clues(), ""),
        (Clues(newest=NOW - timedelta(days=59), moved=200, behind=-200), ""),
        (Clues(behind=-86_399), "Your device’s clock is wrong by 1 day: it is ahead of the authority’s"),
        (Clues(behind=7_200), "Your device’s clock is wrong by 2 h: it is behind the authority’s"),
        (Clues(moved=-7_200), "may be wrong by 2 h: it was set back since the last entry"),
        (Clues(moved=731 * 86_400), "may be wrong by 731 days: it was set forward"),
        (
            Clues(newest=NOW + timedelta(days=365)),
            "may be wrong by 365 days: the newest entry was written at",
        ),
        (
            Clues(newest=NOW - timedelta(days=731)),
            "Is the date right? The last entry before today was at",
        ),
        (Clues(start=NOW + timedelta(days=731)), "“since 22:40 on 20 November 2028”"),
    ],
)
def test_each_thing_that_speaks_against_it_has_its_words(clues: Clues, words: str) -> None:
    """And a few minutes are nothing."""
    assert words in said(clues)
    assert bool(said(clues)) == bool(words)


def test_an_entry_written_with_it_does_not_hide_a_wrong_date() -> None:
    """Two years ahead: the next entry is of today, and the question stays until it is answered."""
    doubt = ClockDoubt()
    assert doubt.look(NOW, Clues(newest=NOW - timedelta(days=731))).words
    assert doubt.look(NOW, Clues(newest=NOW)).words
    doubt.confirm()
    assert doubt.look(NOW, Clues(newest=NOW)) == Doubt()


def test_putting_the_date_right_answers_it() -> None:
    """Nothing to tap then."""
    doubt = ClockDoubt()
    assert doubt.look(NOW, Clues(newest=NOW - timedelta(days=731))).words
    assert doubt.look(NOW - timedelta(days=731), Clues(newest=NOW - timedelta(days=731))) == Doubt()


def test_no_word_of_a_person_makes_what_is_certain_right() -> None:
    """The authority's clock, and a start that is still to come."""
    doubt = ClockDoubt()
    doubt.confirm()
    assert doubt.look(NOW, Clues(behind=86_400)).certain
    assert doubt.look(NOW, Clues(start=NOW + timedelta(days=1))).certain


class Clocks:
    """A wall clock that is moved by hand, and one that is not."""

    def __init__(self, *, stops: bool = False) -> None:
        self.wall, self.ms, self.stops = NOW, 1_000_000, stops

    def now(self) -> datetime:
        return self.wall

    def steady(self) -> Steady:
        return Steady("boot", self.ms, self.stops)

    def passes(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.ms += int(seconds * 1000)


@pytest.mark.parametrize("by", [sign * span for span in FAR_OFF for sign in (1, -1)])
def test_moved_is_known_before_and_after_the_next_entry_until_it_is_confirmed(by: timedelta) -> None:
    """And putting it back where it was answers it, too."""
    clocks = Clocks()
    watch = Watch(clocks.steady)
    watch.look(clocks.wall)
    clocks.passes(60)
    clocks.wall += by
    assert watch.moved(clocks.wall) == by.total_seconds()
    assert watch.look(clocks.wall)[1] == by.total_seconds()
    clocks.passes(60)
    assert watch.moved(clocks.wall) == by.total_seconds()
    assert watch.moved(clocks.wall - by) == 0
    watch.confirm(clocks.wall)
    assert watch.moved(clocks.wall) == 0
    watch.look(clocks.wall)
    assert watch.moved(clocks.wall) == 0


@pytest.mark.parametrize("by", [sign * span for span in FAR_OFF for sign in (1, -1)])
def test_time_goes_by_whatever_hands_do(by: timedelta) -> None:
    """Neither longer nor shorter."""
    clocks = Clocks()
    elapsed = Elapsed(clocks.now, clocks.steady)
    began = elapsed.mark()
    clocks.passes(90)
    clocks.wall += by
    assert elapsed.since(began) == 90


def test_a_second_clock_that_sleeps_counts_no_less_than_the_wall() -> None:
    """A phone that slept for an hour was left for an hour."""
    clocks = Clocks(stops=True)
    elapsed = Elapsed(clocks.now, clocks.steady)
    began = elapsed.mark()
    clocks.wall += timedelta(hours=1)
    assert elapsed.since(began) == 3600
    clocks.wall -= timedelta(hours=9)
    clocks.ms += 90_000
    assert elapsed.since(began) == 90


def test_in_words() -> None:
    """To the minute."""
    assert wrong_by(86_400.4) == "Your device’s clock is wrong by 1 day"
    assert wrong_by(-172_799) == "Your device’s clock is wrong by 2 days"
