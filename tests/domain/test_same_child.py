"""Which files are shown as one child, and which are asked about. Pure."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event, EventKind
from carerapp.domain.json_value import Json
from carerapp.domain.likely_same import alike, likely_same
from carerapp.domain.same_child import Said, joined, said_in
from tests.support.clock import ToldClock
from tests.support.two_devices import Device


@pytest.fixture
def book() -> Casebook:
    return Device("Ann", ToldClock()).book


def word(one: str, other: str, same: bool, hlc: str, kind: EventKind = EventKind.NOTE) -> Said:
    value: Json = {"child": other, "one": same}
    field = "same_child" if kind is EventKind.NOTE else "note:same_child"
    event = Event(f"e{hlc}", "p", "common/profile@1", kind, field, value, (), "a", "", "", 0, hlc)
    (said,) = said_in(one, [event])
    return said


def always(one: str, other: str) -> bool:
    return True


def test_the_newest_word_counts_in_whatever_order_it_comes() -> None:
    """Yes, no after all, yes again; also where only one of the two files has the newest."""
    later = word("b", "a", False, "3", EventKind.CORRECT)
    words = [word("a", "b", True, "1"), word("b", "a", True, "2"), later]
    for order in permutations(words):
        assert joined(("a", "b"), order, always) == {"a": ("a",), "b": ("b",)}
    for order in permutations([*words, word("a", "b", True, "4")]):
        assert joined(("a", "b"), order, always) == {"a": ("a", "b"), "b": ("a", "b")}


def test_two_who_were_said_to_be_two_do_not_become_one_by_a_third() -> None:
    """The older yes holds before the newer one; no file is lost."""
    words = [word("a", "b", True, "1"), word("b", "c", True, "2"), word("a", "c", False, "3")]
    assert joined(("a", "b", "c"), words, always) == {"a": ("a", "b"), "b": ("a", "b"), "c": ("c",)}
    assert joined(("a", "b", "c"), words[:2], always)["a"] == ("a", "b", "c")


def test_a_word_about_a_file_that_is_not_here_changes_nothing() -> None:
    """Nor does one that names its own file."""
    assert joined(("a",), [word("a", "b", True, "1")], always) == {"a": ("a",)}
    assert said_in("a", [word("a", "b", True, "1").event]) != ()
    about_itself = word("b", "a", True, "1").event
    assert said_in("a", [about_itself]) == ()


def test_files_that_may_not_be_one_stay_two() -> None:
    """Whatever was said: two authorities hold them."""
    words = [word("a", "b", True, "1")]
    assert joined(("a", "b"), words, lambda one, other: False)["a"] == ("a",)


@given(
    st.lists(st.tuples(st.sampled_from(["ab", "bc", "ac", "cd"]), st.booleans()), max_size=8).flatmap(
        lambda said: st.tuples(st.just(said), st.permutations(range(len(said))))
    )
)
def test_every_order_of_the_words_groups_alike(drawn: tuple[list[tuple[str, bool]], list[int]]) -> None:
    """And each file stands in its own group, which is the same seen from each of its files."""
    said, order = drawn
    words = [word(pair[0], pair[1], same, f"{number:03}") for number, (pair, same) in enumerate(said)]
    files = ("a", "b", "c", "d")
    groups = joined(files, words, always)
    assert joined(files, [words[number] for number in order], always) == groups
    assert all(file in groups[file] for file in files)
    assert all(groups[other] == groups[file] for file in files for other in groups[file])


SAME = [
    ("Ola Example", "ola  EXAMPLE"),
    ("Łukasz Nowak-Smith", "nowak smith, lukasz"),
    ("José O’Brien", "O'Brien Jose"),
]
DIFFERENT = [("Ola Example", "Ola Sample"), ("Ola", "Ola Example"), ("", "Ola Example"), ("", "")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_are_one_however_they_are_written(book: Casebook, one: str, other: str) -> None:
    """Capitals, accents, hyphens, apostrophes, spaces, the order of first and last name."""
    for born, also in (("", ""), ("2012-01-02", ""), ("2012-01-02", "2012-01-02")):
        files = [
            book.child(add_child(book, full_name=n, date_of_birth=d)) for n, d in ((one, born), (other, also))
        ]
        assert alike(files[0], files[1])
        assert alike(files[1], files[0])


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_are_not_asked_about(book: Casebook, one: str, other: str) -> None:
    """Nor a name that nobody wrote, nor one that may be many children's."""
    files = [book.child(add_child(book, full_name=name)) for name in (one, other)]
    assert not alike(files[0], files[1])


def test_two_birth_dates_are_two_children(book: Casebook) -> None:
    """The same name, born a day apart."""
    files = [
        book.child(add_child(book, full_name="Ola Example", date_of_birth=day))
        for day in ("2012-01-02", "2012-01-03")
    ]
    assert not alike(files[0], files[1])


def test_a_second_first_name_is_asked_about_where_the_birth_date_is_the_same(book: Casebook) -> None:
    """And not where one of the two is not written."""
    files = [
        book.child(add_child(book, full_name=name, date_of_birth=day))
        for name, day in (
            ("Ola Example", "2012-01-02"),
            ("Ola Maria Example", "2012-01-02"),
            ("Ola Maria Example", ""),
        )
    ]
    assert alike(files[0], files[1])
    assert not alike(files[0], files[2])


def test_an_invented_child_is_nobodys_double(book: Casebook) -> None:
    """A drill has the name of a real child."""
    real = book.child(add_child(book, full_name="Ola Example"))
    drill = book.child(add_child(book, full_name="Ola Example", invented=True))
    assert not alike(real, drill)


def test_with_two_councils_they_are_named_as_such(book: Casebook) -> None:
    """Asked about, and said to be apart: never one across two authorities unsaid."""
    one = add_child(book, full_name="Ola Example", protocol_id="hertfordshire")
    other = add_child(book, full_name="Ola Example", protocol_id="liverpool")
    (likely,) = likely_same(book.children(), book.said())
    assert (likely.one.id, likely.other.id, likely.apart) == (one, other, True)
