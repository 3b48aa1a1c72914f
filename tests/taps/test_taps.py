"""A button that is tapped twice or three times writes what one tap writes, on every screen; and what counts
as changed on a screen is all that can be tapped there, and no more."""

from __future__ import annotations

import re
from collections.abc import Hashable
from unittest.mock import patch

import pytest

from carerapp.ui.device import Device
from carerapp.ui.settling import Settling
from tests.support.taps.screens import every_stop
from tests.support.taps.stand import Stand
from tests.support.taps.sweep import WIDTHS, Sweep, sample
from tests.support.ui.every_screen import Stop
from tests.support.ui.window import controls_in
from tests.support.walks.unhurried import played

EACH, SEED = 2, 15  # buttons of a screen; `make soak` taps all of them
#: What is taken at once, always; the digits of a PIN are no fact.
ALWAYS = re.compile(
    r"Call 999\..*|Call 101(\..*)?|Yes or not sure: call 999|Hide this screen|Back to .*|Show|\d|Delete.*"
)


@pytest.fixture(scope="module")
def stops() -> list[Stop]:
    return list(every_stop())


def test_n_taps_write_what_one_tap_writes(stops: list[Stop]) -> None:
    """A sample of the buttons of every screen, 3 times at one of the four paces."""
    sweep = Sweep()
    for one in sample(stops, EACH, SEED):
        sweep.look(one)
    assert not sweep.wrong, "\n".join(sweep.wrong)
    assert sweep.tries > 150
    assert sweep.taps > 10 * sweep.tries


def test_a_screen_that_does_not_settle_is_caught(stops: list[Stop]) -> None:
    """The planted fault: each tap is taken."""
    sweep = Sweep()
    with patch.object(Settling, "takes", lambda self, name: True):
        for one in sample(stops[-14:], EACH, SEED):
            sweep.look(one)
    assert any("entries more" in wrong for wrong in sweep.wrong), sweep.wrong


def test_a_call_that_is_written_each_time_is_caught(stops: list[Stop]) -> None:
    """The planted fault: the calls to the police are always taken, and each would be in the log."""
    real = Device._write_down

    def each_time(self: Device, rung: tuple[str, str, str, str, str], *, quiet: bool = False) -> object:
        self._rung = None
        return real(self, rung, quiet=quiet)

    sweep = Sweep()
    with patch.object(Device, "_write_down", each_time):
        for one in sample(stops[-14:-12], 99, SEED):
            if one.name.startswith("Call 101"):
                sweep.look(one)
    assert any("note dialled" in wrong for wrong in sweep.wrong), sweep.wrong


def test_what_is_made_is_what_can_be_tapped(stops: list[Stop]) -> None:
    """A button that is made and not shown would hide that the screen changed. And only the calls to the
    police, Hide, Back and the digits of a PIN are taken at once."""
    wrong: list[str] = []
    for stop in stops:
        for width in WIDTHS:
            played(_look(stop, width, wrong))
    assert not wrong, "\n".join(wrong)


async def _look(stop: Stop, width: int, wrong: list[str]) -> None:
    stand = Stand(stop, width)
    await stand.arrive()
    told: list[Hashable] = []

    def note(shown: Hashable) -> int:
        told.append(shown)
        return 0

    with patch.object(stand.window.app.settling, "drawn", note):
        drawn = stand.window.drawn()
    shown = [c for c in controls_in(drawn) if getattr(c, "on_click", None) is not None]
    taps = told[-1][4:] if isinstance(told[-1], tuple) else ()
    if len(taps) != len(shown):
        wrong.append(f"{stop} ({width}): {len(taps)} are made, {len(shown)} can be tapped: {taps}")
    always = [name for name, control in stand.taps() if stand.takes_at_once(control)]
    wrong.extend(
        f"{stop} ({width}): {name!r} is taken at once" for name in always if not ALWAYS.fullmatch(name)
    )
    await stand.close()
