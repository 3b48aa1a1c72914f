"""A phone on its side, and text at 200 %: what stays in place leaves room for what is read."""

from __future__ import annotations

import flet as ft
import pytest

from carerapp.ui import kit
from carerapp.ui.features.unlock.keypad import keypad
from carerapp.ui.kit.look import Look
from tests.support.ui.window import controls_in, taps_in, words_in

KEYS = {*"1234567890", "Delete the last number", "Enter the PIN"}


def _nothing(*_: object) -> None: ...


@pytest.mark.parametrize(("low", "rows"), [(True, 2), (False, 4)])
def test_the_keys_for_the_pin_stand_in_two_rows_on_a_phone_on_its_side(low: bool, rows: int) -> None:
    """All twelve of them."""
    with kit.looking(Look(low=low)):
        pad = keypad(_nothing, _nothing, _nothing)
    assert {name for name, _ in taps_in(pad)} == KEYS
    assert sum(isinstance(one, ft.Row) and len(one.controls) > 2 for one in pad.controls) == rows  # type: ignore[attr-defined]


@pytest.mark.parametrize("big", [True, False])
def test_the_band_keeps_two_lines_with_large_text(big: bool) -> None:
    """Who and how long stay; since when scrolls with what is read, and is not lost."""
    with kit.looking(Look(big=big)):
        band = kit.clock_header("Kim", "47 min", "Not seen since 21:15", hide=_nothing)
    assert ("Not seen since 21:15" in words_in(band.content)) is not big  # type: ignore[attr-defined]
    assert ("Not seen since 21:15" in words_in(band.data)) is big
    assert {"Kim", "47 min"} <= set(words_in(band.content))  # type: ignore[attr-defined]


def test_the_answers_of_a_question_are_radio_buttons_under_its_name() -> None:
    """One of them at most is chosen; a tap on the row and the reader's own way do the same."""
    done: list[str] = []
    with kit.looking(Look(run=lambda tap, name: tap())):
        drawn = kit.one_of(
            "At risk?",
            kit.choice("Yes", False, lambda: done.append("yes")),
            kit.choice("No", True, lambda: done.append("no")),
        )
    assert isinstance(drawn, ft.RadioGroup)
    assert [one.label for one in controls_in(drawn) if isinstance(one, kit.Heard)] == ["At risk?"]
    marks = [one for one in controls_in(drawn) if isinstance(one, ft.Radio)]
    assert [mark.value == drawn.value for mark in marks] == [False, True]
    dict(taps_in(drawn))["Yes"].on_click(None)  # type: ignore[attr-defined]
    assert done == ["yes"]
