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
    clock.now += 2
    assert settling.takes("Done")
    return settling, clock


def test_a_changed_screen_takes_no_tap_for_its_time() -> None:
    """To the hundredth: not at 0.69 s, at 0.71 s."""
    settling, clock = made()
    settling.drawn("b")
    clock.now += 0.71
    assert settling.takes("Done")
    settling.drawn("c")
    clock.now += 0.69
    assert not settling.takes("Done")


@pytest.mark.parametrize("gap", [0.06, 0.15, 0.3, 0.45, 0.69])
def test_a_finger_that_goes_on_tapping_is_the_same_one(gap: float) -> None:
    """Three taps at any pace that is a finger's: the third comes later than 0.7 s after the change."""
    settling, clock = made()
    settling.drawn("b")
    for _ in range(2):
        clock.now += gap
        assert not settling.takes("Done")


def test_who_taps_on_and_on_is_heard_in_the_end() -> None:
    """After twice the time a tap counts, however often somebody tapped before."""
    settling, clock = made()
    settling.drawn("b")
    heard = [False]
    while not heard[-1]:
        clock.now += 0.2
        heard.append(settling.takes("Done"))
    assert round(0.2 * (len(heard) - 1), 1) == 1.4


def test_the_same_screen_drawn_again_takes_taps_at_once() -> None:
    """The clock of the band moves on, an entry was received: nothing that can be tapped is another."""
    settling, _ = made()
    settling.drawn("a")
    assert settling.takes("Done")


def test_the_same_button_takes_no_second_tap_of_a_finger() -> None:
    """Also where its tap changes nothing that can be tapped: a document is made once. Another button is."""
    settling, clock = made()
    settling.tapped("Save this as a PDF")
    settling.drawn("a")
    clock.now += 0.1
    assert settling.takes("Done")
    assert not settling.takes("Save this as a PDF")
    clock.now += 0.71
    assert settling.takes("Save this as a PDF")


def test_after_a_tap_nothing_until_its_screen_is_drawn() -> None:
    """The second tap may come before the window was drawn anew; if it never is, the app is not deaf for
    ever."""
    settling, clock = made()
    settling.tapped("Done")
    assert not settling.takes("Couldn’t")
    settling.drawn("a")
    assert settling.takes("Couldn’t")
    settling.tapped("Done")
    clock.now += 0.8
    assert settling.takes("Couldn’t")


def test_drawn_again_while_it_settles_it_still_settles() -> None:
    """The band's clock moves on 0.1 s after the change: the thumb has had no more time for that."""
    settling, clock = made()
    settling.drawn("b")
    clock.now += 0.1
    settling.drawn("b")
    assert not settling.takes("Done")
    clock.now += 0.71
    assert settling.takes("Done")


def test_a_slow_window_settles_from_when_it_shows_the_change() -> None:
    """A window that tells is waited for: a tap from before it showed the change lands on what came up."""
    settling, clock = made()
    settling.seen(settling.drawn("b"))
    clock.now += 1
    number = settling.drawn("c")
    clock.now += 2.9
    assert not settling.takes("I have reported it")
    settling.seen(number - 1)  # late word of a change before this one
    clock.now += 0.1
    assert not settling.takes("I have reported it")
    settling.seen(number)
    clock.now += 0.69
    assert not settling.takes("I have reported it")
    settling.seen(settling.drawn("c"))  # the same change: the time does not begin again
    clock.now += 0.72
    assert settling.takes("I have reported it")


def test_a_window_whose_word_is_lost_is_not_deaf_for_ever() -> None:
    """Five seconds."""
    settling, clock = made()
    settling.seen(settling.drawn("b"))
    settling.drawn("c")
    clock.now += 4.9
    assert not settling.takes("Done")
    clock.now += 1
    assert settling.takes("Done")


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
