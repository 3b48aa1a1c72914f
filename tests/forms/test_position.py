"""A place on the map: what is read as one, and what is kept as it was typed."""

from __future__ import annotations

import pytest

from tests.forms.trying import kept, said, shown


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("51.7961, -0.0784", "51.7961 -0.0784"),
        (" 51.7961;-0.0784 ", "51.7961 -0.0784"),
        ("51.7961 -0.0784 80 5.5", "51.7961 -0.0784 80 5.5"),
        ("-90 180", "-90 180"),
    ],
)
def test_latitude_and_longitude(typed: str, value: str) -> None:
    """As XForms writes them, with height and accuracy where they are given."""
    assert kept("position", typed) == value
    assert said("position", typed) is None
    assert shown("position", kept("position", typed)) == value


@pytest.mark.parametrize("typed", ["By the pond", "51.7961", "91 0", "0 181", "51,7961", "1 2 3 4 5"])
def test_other_words_are_kept_with_a_message(typed: str) -> None:
    """Nothing typed is lost."""
    assert kept("position", typed) == typed
    assert "place on the map" in str(said("position", typed))
