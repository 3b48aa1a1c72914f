"""The clock that orders entries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.hlc import tick

walls = st.lists(st.integers(min_value=0, max_value=2**47), min_size=2, max_size=50)


@given(walls)
def test_order_never_goes_back_whatever_the_wall_clock_does(wall_times: list[int]) -> None:
    """Each stamp sorts after the one before, also when the clock is set back by years."""
    stamps = []
    last = ""
    for wall in wall_times:
        last = tick(last, wall, "device-a")
        stamps.append(last)
    assert stamps == sorted(set(stamps))


def test_many_entries_in_one_millisecond_keep_their_order() -> None:
    """The counter overflows into the next millisecond instead of wrapping round."""
    last, stamps = "", []
    for _ in range(70_000):
        last = tick(last, 5, "d")
        stamps.append(last)
    assert stamps == sorted(set(stamps))
