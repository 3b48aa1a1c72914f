"""A screen reader is taken to the new heading by the person's own tap, and by nothing else."""

from __future__ import annotations

import pytest

from carerapp.actions.tick_step import tick_step
from carerapp.domain.outcomes import StepOutcome
from carerapp.ui import kit
from carerapp.ui.heads import Heads
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window, words_in


def _taken(window: Window) -> list[str]:
    """What the headings say that have the focus."""
    heard = [c for c in window.controls() if isinstance(c, kit.Heard) and c.header and c.focused]
    return [words_in(one)[0] for one in heard]


async def _looking(window: Window) -> None:
    await window.type_pin(PIN)
    await window.tap("Example isn’t where they should be")
    await window.see("Is Example in danger now")
    assert _taken(window) == ["Is Example in danger now?"]
    await window.tap("No: start looking")
    await window.see("How did this start")
    assert _taken(window) == ["How did this start?"]
    await window.tap_row("They walked out")
    await window.see("Do this next")


def test_each_screen_takes_the_reader_to_its_heading(calm: Calm) -> None:
    """The danger question, how it began, and the one open step; a tick takes them to the next one."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _looking(window)
            first = _taken(window)
            assert len(first) == 1
            assert first[0].startswith("Follow Example")
            await window.tap("Done")
            second = _taken(window)
            assert len(second) == 1
            assert second != first

    played(play())


def test_what_changes_by_itself_takes_nobody_anywhere(calm: Calm) -> None:
    """Another device ticks the open step: its heading changes, and whoever reads or types stays there."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _looking(window)
            running = window.app.book.child(calm.child).open_episode
            assert running is not None
            steps = window.app.book.child(calm.child).protocol.checklist
            step = next(one.field for one in steps if one.title.startswith("Follow"))
            tick_step(window.app.book, calm.child, running.id, step, StepOutcome.DONE)
            window.app.redraw()
            await window.drawn()
            headings = [words_in(c)[0] for c in window.controls() if isinstance(c, kit.Heard) and c.header]
            assert not headings[0].startswith("Follow"), "the step is still open"
            assert _taken(window) == []

    played(play())


def test_a_box_that_is_typed_in_is_not_left(calm: Calm) -> None:
    """Once something was typed, no drawing says any more that the heading has the focus."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _looking(window)
            await window.tap("Add to the log")
            await window.see("What you saw or heard")
            assert _taken(window)
            await window.type("What happened?", "A light in the park")
            window.app.redraw()
            await window.drawn()
            assert _taken(window) == []
            assert window.app.place.name is ScreenName.NOTE

    played(play())


@pytest.mark.parametrize("moved", [True, False])
def test_the_first_new_heading_after_a_tap_has_it(moved: bool) -> None:
    """It keeps it in later drawings; of several new ones it is the first."""
    heads = Heads()
    assert heads.takes("old")
    heads.drawn()
    if moved:
        heads.moved()
    heads.takes("old")
    assert [heads.takes("new"), heads.takes("newer")] == [moved, False]
    heads.drawn()
    heads.moved()
    assert heads.takes("new") is moved
