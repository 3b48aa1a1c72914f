"""Children of one name are told apart by what is known of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from carerapp.domain.child import ChildFile
from carerapp.domain.telling_apart import full_names, short_names
from tests.support.paper.build import opened

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def file(id: str, name: str, born: str = "") -> ChildFile:
    log = opened(name)
    if born:
        log.answer("form", "date_of_birth", born)
    return ChildFile(id, log.protocol, log.events)


@pytest.mark.parametrize(
    ("born", "called"),
    [
        (("2012-05-03", "2010-01-09"), ["Sam Smith, 14", "Sam Smith, 16"]),
        (("2012-05-03", "2012-01-09"), ["Sam Smith, born 3 May 2012", "Sam Smith, born 9 January 2012"]),
        (("2012-05-03", "2012-05-03"), ["Sam Smith, id aaaaaab", "Sam Smith, id aaaaaac"]),
        (("2012-05-03", ""), ["Sam Smith, id aaaaaab", "Sam Smith, id aaaaaac"]),
        (("", "not a day"), ["Sam Smith, id aaaaaab", "Sam Smith, id aaaaaac"]),
    ],
)
def test_by_age_then_by_birth_date_then_by_id(born: tuple[str, str], called: list[str]) -> None:
    """What is not known of one of them tells nobody apart."""
    two = [file(id, "Sam Smith", day) for id, day in zip(("aaaaaab1", "aaaaaac1"), born, strict=True)]
    names = full_names([*two, file("x", "Ada")], NOW)
    assert [names["aaaaaab1"], names["aaaaaac1"], names["x"]] == [*called, "Ada"]


def test_names_that_only_look_the_same_count_as_the_same() -> None:
    """Capitals, accents and spaces tell a reader nothing."""
    two = [file("aaaaaa1", "Zoë  Example", "2012-05-03"), file("bbbbbb1", "zoe Example", "2010-05-03")]
    assert list(full_names(two, NOW).values()) == ["Zoë  Example, 14", "zoe Example, 16"]


def test_short_names_are_the_full_ones_where_two_are_called_the_same() -> None:
    """Sam and Sam become Sam Smith and Sam Jones; nobody else changes."""
    files = [file("a", "Sam Smith"), file("b", "Sam Jones"), file("c", "Ada Example")]
    assert short_names(files, NOW) == {"a": "Sam Smith", "b": "Sam Jones", "c": "Ada"}
    twins = [file("aaaaaa", "Sam Smith", "2012-05-03"), file("bbbbbb", "Sam Smith", "2010-05-03")]
    assert short_names(twins, NOW) == {"aaaaaa": "Sam Smith, 14", "bbbbbb": "Sam Smith, 16"}
