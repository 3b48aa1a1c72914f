"""A child's file: who they are, as far as it is known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forms.engine.kinds.date import OLDEST
from tests.support.paper.build import START, opened

TODAY = START.date()


@pytest.mark.parametrize(
    ("born", "age", "too_old"),
    [
        ("2012-11-20", 14, None),
        ("2012-11-21", 13, None),
        (TODAY.isoformat(), 0, None),
        ((TODAY + timedelta(days=1)).isoformat(), None, None),
        (f"{2026 - OLDEST}-11-20", OLDEST, None),
        (f"{2026 - OLDEST - 1}-11-20", None, OLDEST + 1),
        ("spring 2012", None, None),
        ("", None, None),
    ],
)
def test_an_age_is_told_only_where_the_birth_date_can_be_right(
    born: str, age: int | None, too_old: int | None
) -> None:
    """The day itself counts; one to come, one of a hundred years ago, and none, tell no age."""
    log = opened()
    log.answer("form", "date_of_birth", born)
    assert (log.child().age(START), log.child().too_old(START)) == (age, too_old)


def test_a_name_that_nobody_wrote_is_a_child() -> None:
    """Called by the first alias, else by the first name."""
    log = opened(" ")
    assert (log.child().full_name, log.child().first_name) == ("A child", "A")
    log.answer("form", "full_name", " Ola Maria Example ")
    assert (log.child().full_name, log.child().first_name) == ("Ola Maria Example", "Ola")
    log.answer("profile", "called", " Lola ")
    assert log.child().first_name == "Lola"
