"""The picture of earlier episodes: days, hours, counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.absence import Earlier
from carerapp.domain.pattern import pattern, thresholds
from forms.packaged import load_protocol

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
LIVERPOOL, HERTFORDSHIRE = load_protocol("liverpool"), load_protocol("hertfordshire")


def test_an_evening_is_cut_at_the_quarters_of_the_day() -> None:
    """Friday 17:00 to Saturday 01:00: an hour of afternoon, six of evening, one of Saturday's episode."""
    friday = datetime(2026, 11, 20, 17, tzinfo=UTC)
    found = pattern([Earlier(friday, friday + timedelta(hours=8), True)], NOW, LIVERPOOL)
    assert found.week[4] == (0, 0, 1, 6)
    assert found.week[5] == (1, 0, 0, 0)
    assert found.usual == (4, 3)
    assert dict(found.calendar)[friday.date()] == 7
    assert (found.episodes_90, found.hours_90, found.longest) == (1, 8, timedelta(hours=8))


def test_counts_are_the_protocols() -> None:
    """Liverpool counts reported episodes; Hertfordshire all."""
    silent = [Earlier(NOW - timedelta(days=n), NOW - timedelta(days=n, hours=-2), False) for n in (3, 9)]
    assert pattern(silent, NOW, LIVERPOOL).episodes_90 == 0
    assert pattern(silent, NOW, HERTFORDSHIRE).episodes_90 == 2


@pytest.mark.parametrize(
    ("pack", "numbers"),
    [
        ("liverpool", (3, 5, 9)),
        ("staffordshire_stoke", (3, 5, 9)),
        ("stoke_on_trent_2016", (3, 5, 9)),
        ("portsmouth", (3,)),
        ("hertfordshire", ()),  # its three in 90 days is told before a placement
    ],
)
def test_the_numbers_to_watch_are_read_from_the_rules(pack: str, numbers: tuple[int, ...]) -> None:
    """Each protocol's own thresholds, and no other's."""
    assert thresholds(load_protocol(pack)) == numbers


@given(
    st.lists(
        st.tuples(st.integers(0, 200 * 24 * 60), st.integers(0, 6 * 24 * 60)).map(
            lambda t: Earlier(
                NOW - timedelta(minutes=t[0]), min(NOW, NOW - timedelta(minutes=t[0] - t[1])), True
            )
        ),
        max_size=8,
    )
)
def test_no_hour_is_lost_or_counted_twice(history: list[Earlier]) -> None:
    """The quarters of the days add up to the time away; nothing for nobody."""
    found = pattern(history, NOW, LIVERPOOL)
    away = sum((e.ended - e.started).total_seconds() for e in history if e.ended) / 3600
    assert sum(sum(row) for row in found.week) == pytest.approx(away)
    assert len(found.calendar) == 90


def test_only_the_hours_of_the_last_90_days_count() -> None:
    """An episode that ended before them adds none; of one that reaches into them, what lies in them."""
    began = NOW - timedelta(days=90)
    before = Earlier(began - timedelta(hours=9), began - timedelta(hours=1), True)
    across = Earlier(began - timedelta(hours=3), began + timedelta(hours=2), True)
    within = Earlier(began, began + timedelta(hours=1), True)
    assert pattern([before], NOW, LIVERPOOL).hours_90 == 0
    found = pattern([before, across, within], NOW, LIVERPOOL)
    assert (found.episodes_90, found.hours_90, found.longest) == (1, 3, timedelta(hours=8))
