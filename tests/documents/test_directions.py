"""Which way letters run, without paper."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.documents.directions import Run, in_order, levels, runs_left
from carerapp.domain.isolated import CLOSES, OPENS, isolated

ALEF, BET = "א", "ב"
TEXT = st.text("ab1 9()-/,.+%אבجد٣\u0301\u200c" + OPENS + CLOSES, max_size=40)


def drawn(text: str) -> list[tuple[str, bool]]:
    """The runs from left to right."""
    return [(run.text, run.rtl) for run in in_order(text, levels(text))]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain (words) 12", [("plain (words) 12", False)]),
        ("א 12 34", [("12 34", False), ("א ", True)]),
        ("א (12) 34 ב", [(" ב", True), ("(12) 34", False), ("א ", True)]),
        ("א (12)", [(")", True), ("12", False), ("א (", True)]),
        ("א (b 1) c ב", [(" ב", True), ("(b 1) c", False), ("א ", True)]),
        ("א 1, 2", [("2", False), (", ", True), ("1", False), ("א ", True)]),
        ("א +44 7", [("+44 7", False), ("א ", True)]),
        ("א 5%", [("5%", False), ("א ", True)]),
        ("a א 12 b", [("a ", False), ("א", True), (" 12 b", False)]),
        ("a א 12 ב b", [("a ", False), (" ב", True), ("12", False), ("א ", True), (" b", False)]),
        ("12 א", [(" א", True), ("12", False)]),
    ],
)
def test_numbers_and_words_are_one_thing(text: str, runs: list[tuple[str, bool]]) -> None:
    """Groups of a number keep their order; brackets go with what they hold; a list of numbers is a list."""
    assert drawn(text) == runs


def test_an_isolate_has_its_own_direction() -> None:
    """And the sentence around it keeps its own, also after it."""
    assert drawn(f"Now: {isolated('א 1 ב')}; was: {isolated('ג')}.") == [
        ("Now: ", False),
        (" ב", True),
        ("1", False),
        ("א ", True),
        ("; was: ", False),
        ("ג", True),
        (".", False),
    ]
    assert not runs_left(f"Now: {isolated('א')}")
    assert runs_left(isolated("א"))


@given(TEXT)
def test_nothing_is_lost_and_letters_of_a_script_never_turn(text: str) -> None:
    """Every character once; Hebrew and Arabic letters run left, Latin ones and numbers right."""
    runs = in_order(text, levels(text))
    marks = str.maketrans("", "", OPENS + CLOSES)
    assert sorted("".join(run.text for run in runs)) == sorted(text.translate(marks))
    assert not any(run.rtl and set(run.text) & set("ab19٣") for run in runs)
    assert not any(not run.rtl and set(run.text) & set("אבجد") for run in runs)


@given(TEXT, TEXT)
def test_words_kept_apart_stay_apart(first: str, second: str) -> None:
    """Whatever marks somebody pasted: no answer takes letters out of another."""
    text = f"a{isolated(first)}b{isolated(second)}c"
    drawn_whole = "".join(run.text for run in in_order(text, levels(text)))
    marks = str.maketrans("", "", OPENS + CLOSES)
    before, after = len(isolated(first).translate(marks)), len(isolated(second).translate(marks))
    assert drawn_whole[0] == "a"
    assert drawn_whole[1 + before] == "b"
    assert drawn_whole[2 + before + after] == "c"


def test_a_very_long_paragraph_takes_no_longer_for_each_letter() -> None:
    """Two hundred thousand letters, brackets and numbers among them, in a few seconds."""
    before = time.process_time()
    levels("א (12 " * 33_000 + isolated("ב" * 2_000) + "." * 2_000)
    assert time.process_time() - before < 5


def test_what_has_no_letters_of_a_script_is_left_as_it_is() -> None:
    """An English or Polish answer is the same text with and without."""
    assert isolated("Łódź, 07700 900123 (home)") == "Łódź, 07700 900123 (home)"
    assert isolated("\u202eabc\u2069") == "abc"
    assert Run("a", False) == in_order("a", levels("a"))[0]
