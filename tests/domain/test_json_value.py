"""Any stored value can be read as an object, as text, as words."""

from __future__ import annotations

import pytest

from carerapp.domain.json_value import Json, as_object, as_text, plain


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("kept  as it is ", "kept  as it is "),
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (2.5, "2.5"),
        ([], ""),
        (["a", "", None, ["b", {"k": "c", "l": 4}], "d"], "a, b, c, 4, d"),
        ({"x": "one", "y": {"z": ["two", True]}}, "one, two, yes"),
    ],
)
def test_plain_words(value: Json, words: str) -> None:
    """In the order they stand in; what is blank leaves no comma behind."""
    assert plain(value) == words


def test_what_is_of_another_shape_is_empty() -> None:
    """Nobody asks twice what kind of value it is."""
    assert as_object({"a": 1}) == {"a": 1}
    assert [as_object(value) for value in (None, "a", ["a"], 3)] == [{}] * 4
    assert as_text("a") == "a"
    assert [as_text(value) for value in (None, {"a": 1}, ["a"], 3)] == [""] * 4
