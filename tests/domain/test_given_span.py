"""A length that an authority writes among its settings."""

from __future__ import annotations

import pytest

from carerapp.domain.timing import given_span
from forms.protocol import Span


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("3 days", Span(3, "days")),
        ("1 day", Span(1, "days")),
        (" 72 hours ", Span(72, "hours")),
        ("three days", None),
        ("3", None),
        ("9999999 days", None),  # beyond every calendar
        (f"{'9' * 5000} hours", None),
        ("٣ days", None),
    ],
)
def test_what_is_no_length_is_none(words: str, span: Span | None) -> None:
    """A rule that waits for it stays open then."""
    assert given_span(words) == span
