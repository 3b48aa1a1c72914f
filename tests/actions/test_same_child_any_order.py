"""Two devices with a file each of one child: in any order of writing, saying and hearing, both show the same
and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.actions.answer_question import answer_question
from carerapp.actions.mark_found import close_episode
from carerapp.actions.same_child import one_child, two_children
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import ClosedBecause
from tests.support.two_devices import Device, Home, Shown, carry, level, seen, shown

ACTS = st.sampled_from(["answer", "row", "start", "note", "close", "yes", "no", "carry", "some", "open"])


@settings(max_examples=60)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), ACTS, st.integers(0, 9)), max_size=22))
def test_in_any_order_both_devices_come_to_the_same_and_nothing_is_lost(
    steps: list[tuple[bool, bool, str, int]],
) -> None:
    """Writing, saying one or two, hearing of each other in part: then all is carried over."""
    home = Home()
    for by_ben, second, act, number in steps:
        device, other = (home.ben, home.ann) if by_ben else (home.ann, home.ben)
        _do(home, device, other, home.second if second else home.first, act, number)
    level(home.ann, home.ben)
    assert seen(home.ann.book) == seen(home.ben.book)
    both = seen(home.ann.book)
    for device in (home.ann, home.ben):
        stored = {str(entry["id"]) for log in device.shelf.logs.values() for entry in log.entries()}
        assert stored == {e.id for child in device.book.children() for e in child.as_written}
        assert seen(device.opened()) == both
    before = [shown(file) for file in home.ann.book.every_file()]
    if home.ann.book.child(home.first).logs == (home.first,):
        one_child(home.ann.book, home.first, home.second)
        two_children(home.ann.book, home.first, home.second)
        after = [shown(file) for file in home.ann.book.every_file()]
        assert _without_words(after) == _without_words(before)


def _without_words(files: list[Shown]) -> list[Shown]:
    """Without the lines of an open log that say one or two, or that two logs were one."""
    return [
        replace(file, lines=[[one for one in some if not _about_it(one.words)] for some in file.lines])
        for file in files
    ]


def _about_it(words: str) -> bool:
    return "Two files, " in words or "The two logs are one" in words


def _do(home: Home, device: Device, other: Device, id: str, act: str, number: int) -> None:
    book = device.book
    child = book.child(id)
    running = child.open_episode
    match act:
        case "answer":
            answer_question(
                book, id, child.key_contacts.id, ("hair", "eyes", "risks")[number % 3], f"{number}"
            )
        case "row":
            book.write(id, child.key_contacts.id, NewEvent.row("friends", f"r{number}-{book.person.name}"))
        case "start":
            start_episode(book, id)
        case "note" if running:
            write_note(book, id, running.id, f"Note {number}")
        case "close" if running:
            close_episode(book, id, running.id, ClosedBecause.BACK)
        case "yes":
            one_child(book, home.first, home.second)
        case "no":
            two_children(book, home.first, home.second)
        case "carry":
            carry(device, other)
        case "some":
            carry(device, other, upto=number)
        case "open":
            device.opened()
