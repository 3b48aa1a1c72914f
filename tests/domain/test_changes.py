"""What changed since the officer's copy: exactly that, from the log alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.domain.changes import Change, changes_since
from carerapp.domain.events import Event, EventKind
from tests.support.paper.build import PHOTO, Log, copy_made, missing, opened, whole


def changed(log: Log, copy: Event) -> list[tuple[str, str, str]]:
    """Label, before and after of each change since the copy."""
    return [(c.field, c.before, c.after) for c in changes_since(log.child(), copy)]


def test_nothing_changed() -> None:
    """Right after the copy there is nothing to tell, and none of its own events is a change."""
    log = whole()
    assert changed(log, copy_made(log)) == []


def test_an_answer_of_the_form() -> None:
    """The exact label, the section, before and after, who and when."""
    log = whole()
    copy = copy_made(log)
    log.author = "other"
    event = log.answer("form", "phones", "07700 900999")
    assert changes_since(log.child(), copy) == (
        Change(
            "Telephone number/s:",
            "SECTION 1: Personal Details",
            "07700 900123",
            "07700 900999",
            event.written,
            "other",
            "phones",
        ),
    )


def test_changed_back_is_no_change() -> None:
    """What counts is what the copy says and what is true now."""
    log = whole()
    copy = copy_made(log)
    log.answer("form", "phones", "07700 900999")
    log.answer("form", "phones", "07700 900123")
    assert changed(log, copy) == []


def test_cleared_and_newly_answered() -> None:
    """Blank is "" on either side."""
    log = whole()
    copy = copy_made(log)
    log.answer("form", "height", "")
    log.answer("episode", "k2_coordinate", {"outcome": "done", "comments": "Two of us"})
    assert changed(log, copy) == [("height", "1.60 m", ""), ("k2_coordinate", "", "Yes. Two of us")]


def test_rows_of_a_table() -> None:
    """A changed cell, a new row and a row taken off, each once."""
    log = whole()
    copy = copy_made(log)
    log.answer("form", "people/people1/phone", "07700 900111")
    log.row("people", "people3", {"name": "Kit Example", "phone": "1"})
    log.write("form", EventKind.REMOVE_ROW, "occurrences", "occurrences1")
    found = changes_since(log.child(), copy)
    assert [(c.field, c.row, c.before, c.after) for c in found] == [
        ("people/people1/phone", "Sam Example", "07700 900456", "07700 900111"),
        ("people/people3", "Kit Example", "", "Name: Kit Example\nPhone number: 1"),
        (
            "occurrences/occurrences1",
            "28 October 2026",
            "Date: 28 October 2026\nOccurrence: Came home with a new phone and would not say from whom",
            "",
        ),
    ]
    assert found[0].label == "Details of relatives, friends and associates: Phone number"


def test_a_row_added_and_taken_off_again_is_no_change() -> None:
    """The copy never had it, and it is not there now."""
    log = whole()
    copy = copy_made(log)
    log.row("people", "people3", {"name": "Kit Example"})
    log.write("form", EventKind.REMOVE_ROW, "people", "people3")
    assert changed(log, copy) == []


def test_a_new_photo_is_a_change_even_with_the_same_words() -> None:
    """Two pictures of the same day are two pictures."""
    log = whole()
    copy = copy_made(log)
    log.answer("form", "photo", {**PHOTO, "photo": "p2"})
    assert [c.label for c in changes_since(log.child(), copy)] == ["Please attach a recent photograph here."]


def test_our_own_fields_and_corrections_count() -> None:
    """Last seen is on the copy, so a correction of it is a change."""
    log = whole()
    copy = copy_made(log)
    place = log.episode().record.heads("last_seen_place")[0]
    log.correct(place, "At home, back door", "Looked at the camera")
    found = changes_since(log.child(), copy)
    assert [(c.section, c.before, c.after) for c in found] == [
        ("Last seen", "At home, front door", "At home, back door")
    ]


def test_secret_changes_are_marked() -> None:
    """So that a screen can hide them, and a supplement withhold them."""
    log = whole()
    copy = copy_made(log)
    log.answer("form", "safe_word", "green spoon")
    log.answer("form", "height", "1.61 m")
    assert {c.field: c.secret for c in changes_since(log.child(), copy)} == {
        "safe_word": True,
        "height": False,
    }


def test_two_answers_at_once_are_a_change_with_both() -> None:
    """A second device's answer does not silently replace the copy's."""
    log = missing(opened())
    log.answer("form", "phones", "1")
    copy = copy_made(log)
    log.write("form", EventKind.ANSWER, "phones", "2")
    assert changed(log, copy) == [("phones", "1", "1 / 2")]


def test_the_copy_counts_from_what_it_was_made_of() -> None:
    """An answer written between the drawing up of the copy and its entry in the log is a change."""
    log = whole()
    as_of = log.events[-1].hlc
    log.answer("form", "height", "1.61 m")
    copy = log.note("episode", "copy", {"document": "key_contacts", "as_of": as_of})
    assert changed(log, copy) == [("height", "1.60 m", "1.61 m")]


def test_a_copy_from_before_the_form_differs_in_every_answer() -> None:
    """A member may write any stamp: the screen opens, and shows all that is known now."""
    log = whole()
    copy = log.note("episode", "copy", {"document": "key_contacts", "as_of": "0"})
    found = changed(log, copy)
    assert ("height", "", "1.60 m") in found
    assert all(before == "" for _, before, _ in found)


TEXTS = st.sampled_from(["", "a", "b"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["height", "build", "eyes"]), TEXTS), max_size=6),
    st.lists(st.tuples(st.sampled_from(["height", "build", "eyes"]), TEXTS), max_size=6),
)
def test_the_changes_are_exactly_the_difference(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    """For any answers before and after the copy: each differing field once, no other."""
    log = missing(opened())
    for field, value in before:
        log.answer("form", field, value)
    copy = copy_made(log)
    for field, value in after:
        log.answer("form", field, value)
    old, new = dict(before), dict(before) | dict(after)
    expected = {
        (field, old.get(field, ""), new.get(field, ""))
        for field in ("height", "build", "eyes")
        if old.get(field, "") != new.get(field, "")
    }
    found = changed(log, copy)
    assert set(found) == expected
    assert len(found) == len(expected)
