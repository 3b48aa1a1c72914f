"""Two children of one name: each can be named at a command line, and none is taken for the other."""

from __future__ import annotations

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.bootstrap import StartupError
from carerapp.cli.vaults import child_called


@pytest.fixture
def sams(book: Casebook) -> tuple[str, str]:
    """The ids of two children called Sam Smith; one was born in 2012, one in 2010."""
    return (
        add_child(book, full_name="Sam Smith", date_of_birth="2012-05-03"),
        add_child(book, full_name="sam  Smith", date_of_birth="2010-01-09"),
    )


@pytest.mark.parametrize("which", [0, 1])
def test_by_id_by_its_beginning_and_by_what_differs(
    book: Casebook, sams: tuple[str, str], which: int
) -> None:
    """Whatever the list of children says can be typed."""
    id = sams[which]
    for typed in (id, id.upper(), id[:12], book.names()[id], f" {book.names()[id]} "):
        assert child_called(book, typed).id == id


def test_the_name_alone_is_refused_with_what_to_type(book: Casebook, sams: tuple[str, str]) -> None:
    """The message names each child apart, with the id."""
    with pytest.raises(StartupError) as refused:
        child_called(book, "Sam Smith")
    said = str(refused.value)
    assert "More than one child called 'Sam Smith'" in said
    for id in sams:
        assert f"{book.names()[id]}: {id}" in said
    with pytest.raises(StartupError, match="No child called 'Ada'"):
        child_called(book, "Ada")
    with pytest.raises(StartupError, match="More than one child is"):
        child_called(book, "")


def test_a_name_that_is_alone_needs_no_more(book: Casebook, sams: tuple[str, str]) -> None:
    """As before."""
    other = add_child(book, full_name="Ada Example")
    assert child_called(book, "ada example").id == other
