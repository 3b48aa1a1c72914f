"""A second tap of the same finger writes nothing: a screen that has just changed takes no tap."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import flet as ft
import pytest

from carerapp.ui.kit.fields import text_box
from carerapp.ui.kit.look import Look, looking
from carerapp.ui.settling import Settling
from tests.support.ui.window import controls_in


class Seconds:
    """A clock that is told the time."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def made() -> tuple[Settling, Seconds]:
    clock = Seconds()
    settling = Settling(0.7, clock)
    settling.drawn("a")
    clock.now += 1
    assert settling.settled
    return settling, clock


def test_a_changed_screen_takes_no_tap_for_its_time() -> None:
    """To the hundredth: not at 0.69 s, at 0.71 s."""
    settling, clock = made()
    settling.drawn("b")
    clock.now += 0.69
    assert not settling.settled
    clock.now += 0.02
    assert settling.settled


def test_the_same_screen_drawn_again_takes_taps_at_once() -> None:
    """The clock of the band moves on, an entry was received: nothing that can be tapped is another."""
    settling, _ = made()
    settling.drawn("a")
    assert settling.settled


def test_after_a_tap_nothing_until_its_screen_is_drawn() -> None:
    """The second tap may come before the window was drawn anew; if it never is, the app is not deaf for
    ever."""
    settling, clock = made()
    settling.tapped()
    assert not settling.settled
    settling.drawn("a")
    assert settling.settled
    settling.tapped()
    clock.now += 0.8
    assert settling.settled


def test_drawn_again_while_it_settles_it_still_settles() -> None:
    """The band's clock moves on 0.1 s after the change: the thumb has had no more time for that."""
    settling, clock = made()
    settling.drawn("b")
    clock.now += 0.1
    settling.drawn("b")
    assert not settling.settled
    clock.now += 0.61
    assert settling.settled


def test_a_box_that_is_drawn_again_as_it_is_typed_in_is_no_tap() -> None:
    """The words came after a redraw had emptied the box: it is drawn again, and the tap after them counts."""
    drawn: list[str] = []
    typed: list[str] = []
    look = Look(
        run=lambda _, name: pytest.fail(f"{name} was tapped"),
        at_once=lambda _, name: pytest.fail(f"{name} was tapped"),
        redraw=lambda: drawn.append("anew"),
    )
    with looking(look):
        box = text_box("Note", "", typed.append, key="note")
    field = next(each for each in controls_in(box) if isinstance(each, ft.TextField))
    field.value = ""
    changed = cast(Callable[[ft.Event[ft.TextField]], None], field.on_change)
    changed(ft.Event(name="change", control=field, data="Blue bike"))
    assert (typed, drawn) == (["Blue bike"], ["anew"])
