"""Whoever bears another's name on another device is told from them."""

from __future__ import annotations

import pytest

from carerapp.domain.people_apart import told_apart

HERE, THERE, THIRD = "aaaaaaaaaaaaaaaa", "bbbbbbbb11111111", "bbbbbbbb22222222"


@pytest.mark.parametrize(
    "name", ["Ann Example", "ANN  EXAMPLE", "Änn Exámple", "Ann\u200b Exam\u2060ple", "Ａｎｎ Example\u202e"]
)
def test_a_name_of_here_is_not_borne_by_another_device(name: str) -> None:
    """However it is spelt: who signs in here keeps theirs, the other's id stands beside it."""
    called = told_apart({HERE: "Ann Example", THERE: name}, HERE.__eq__)
    assert called[HERE] == "Ann Example"
    assert called[THERE].endswith(" (id bbbbbb)")


def test_two_of_other_devices_both_have_their_ids_as_long_as_it_takes() -> None:
    """Neither is known to be the one; an id that begins as another does is shown further."""
    called = told_apart({THERE: "Ann Example", THIRD: "Ann Example", HERE: "Ben"}, HERE.__eq__)
    assert called == {
        THERE: "Ann Example (id bbbbbbbb1)",
        THIRD: "Ann Example (id bbbbbbbb2)",
        HERE: "Ben",
    }


def test_a_name_stays_in_its_line() -> None:
    """A name of another device can neither end the line it stands in nor turn it round."""
    assert told_apart({THERE: "Ann\nSeen by\x1b[2J\u202e the desk"}, HERE.__eq__) == {
        THERE: "Ann Seen by [2J the desk"
    }
