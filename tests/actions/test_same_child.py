"""Two devices added the same child: a person says that it is one, and nothing is lost; said again, it is two.

Two casebooks, each over its own logs; what one wrote is carried to the other entry by entry.
"""

from __future__ import annotations

import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.make_copy import freeze
from carerapp.actions.mark_found import close_episode
from carerapp.actions.move_child import Move, move_child
from carerapp.actions.open_form import open_form
from carerapp.actions.purge import leaving
from carerapp.actions.same_child import (
    not_here,
    one_child,
    said_to_be_two,
    to_be_asked,
    two_children,
    two_councils,
    written_since,
)
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.domain.changes import changes_since
from carerapp.domain.chronology import chronology
from carerapp.domain.conflicts import conflicts
from carerapp.domain.events import Event, EventKind
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import CallOutcome, ClosedBecause, PaperKind
from carerapp.domain.retention import closed_here
from carerapp.domain.same_child import FIELDS
from carerapp.domain.topics import Topic
from tests.support.clock import ToldClock
from tests.support.two_devices import Device, Home, carry, level, seen

CSE = "hertfordshire/cse_reporting_form"


@pytest.fixture
def home() -> Home:
    return Home()


def ids(events: tuple[Event, ...]) -> set[str]:
    return {event.id for event in events}


def test_it_is_asked_once_on_every_device_and_the_answer_is_everywhere(home: Home) -> None:
    """Yes on one tablet: one child on both, read anew or not; nothing more is asked."""
    for book in home.books():
        (likely,) = to_be_asked(book)
        assert (likely.one.id, likely.other.id) == (home.first, home.second)
        assert len(book.children()) == 2
    one_child(home.ann.book, home.first, home.second)
    level(home.ann, home.ben)
    for device in (home.ann, home.ben):
        for book in (device.book, device.opened()):
            (child,) = book.children()
            assert child.logs == (home.first, home.second)
            assert book.child(home.second) is child
            assert to_be_asked(book) == ()
            assert book.names() == {home.first: "Example, Ola", home.second: "Example, Ola"}


def test_said_twice_it_is_written_once(home: Home) -> None:
    """Whoever was told that it is not saved says it again."""
    one_child(home.ann.book, home.first, home.second)
    before = [ids(file.as_written) for file in home.ann.book.every_file()]
    one_child(home.ann.book, home.second, home.first)
    assert [ids(file.as_written) for file in home.ann.book.every_file()] == before


def test_no_is_remembered_on_every_device_and_can_be_put_right(home: Home) -> None:
    """Two children, asked no more; a yes later is a correction of the no."""
    two_children(home.ben.book, home.second, home.first)
    level(home.ann, home.ben)
    for book in home.books():
        assert len(book.children()) == 2
        assert to_be_asked(book) == ()
        assert len(said_to_be_two(book)) == 1
    one_child(home.ann.book, home.first, home.second, reason="The social worker says so")
    level(home.ann, home.ben)
    for book in home.books():
        assert len(book.children()) == 1
        assert said_to_be_two(book) == ()
        (kept,) = (e for e in book.alone(home.second).events if e.reason)
        assert (kept.kind.value, kept.reason) == ("correct", "The social worker says so")


def test_everything_of_both_stands_in_the_one_child_as_it_was_written(home: Home) -> None:
    """Episodes, notes, calls, forms, people, answers: every entry with its author, time and id."""
    for device, id, who in ((home.ann, home.first, "Ann"), (home.ben, home.second, "Ben")):
        book, child = device.book, device.book.child(id)
        row = f"{who}-row"
        book.write(id, child.key_contacts.id, NewEvent.row("friends", row))
        answer_question(book, id, child.key_contacts.id, f"friends/{row}/name", f"Friend of {who}")
        answer_question(book, id, child.key_contacts.id, "hair", f"{who} says brown")
        open_form(book, id, book.protocols.form(CSE))
        episode = start_episode(book, id)
        write_note(book, id, episode.id, f"{who} looked in the loft")
        dialled = log_dialled(book, id, episode.id, "x", f"Aunt of {who}", "1")
        log_call(book, id, episode.id, dialled, CallOutcome.DIDNT_RING)
        close_episode(book, id, episode.id, ClosedBecause.FALSE_ALARM)
    level(home.ann, home.ben)
    before = [event for file in home.ann.book.every_file() for event in file.as_written]
    one_child(home.ben.book, home.first, home.second)
    level(home.ann, home.ben)
    assert seen(home.ann.book) == seen(home.ben.book)
    for book in home.books():
        child = book.child(home.first)
        kept = {event.id: event for event in child.as_written}
        assert all(kept[event.id] == event for event in before)
        assert len(child.episodes) == 2
        words = [line.words for e in child.episodes for line in chronology(child, e, book.name_of)]
        assert {"Ann looked in the loft", "Ben looked in the loft"} <= set(words)
        assert sum(len(episode.calls()) for episode in child.episodes) == 2
        assert len(child.of_form(CSE)) == 2
        form = child.key_contacts
        friends = {form.text(f"friends/{row}/name") for row in form.rows("friends")}
        assert friends == {"Friend of Ann", "Friend of Ben"}
        assert {a.value for a in form.answers("hair")} == {"Ann says brown", "Ben says brown"}


def test_two_answers_stand_until_a_person_chooses(home: Home) -> None:
    """Also in a question that shows the newest otherwise; the choice reaches the other tablet."""
    answer_question(home.ann.book, home.first, home.ann.book.alone(home.first).key_contacts.id, "hair", "red")
    answer_question(
        home.ben.book, home.second, home.ben.book.alone(home.second).key_contacts.id, "hair", "black"
    )
    level(home.ann, home.ben)
    one_child(home.ann.book, home.first, home.second)
    child = home.ann.book.child(home.first)
    assert {one.path for one in conflicts(child)} == {"full_name", "hair"}
    for path, value in (("full_name", "Ola Example"), ("hair", "red")):
        answer_question(home.ann.book, home.second, child.key_contacts.id, path, value)
    level(home.ann, home.ben)
    for book in home.books():
        assert conflicts(book.child(home.second)) == ()
        assert book.child(home.second).key_contacts.text("hair") == "red"
        assert {e.value for e in book.child(home.first).key_contacts.history("hair")} == {"red", "black"}


def test_two_open_logs_become_one_and_the_log_says_so(home: Home) -> None:
    """As when two devices begin one episode of one child; closing it closes it on both."""
    for device, id in ((home.ann, home.first), (home.ben, home.second)):
        write_note(device.book, id, start_episode(device.book, id).id, f"By {device.book.person.name}")
    level(home.ann, home.ben)
    one_child(home.ben.book, home.second, home.first)
    level(home.ann, home.ben)
    for book in home.books():
        child = book.child(home.first)
        (episode,) = child.episodes
        lines = [line.words for line in chronology(child, episode, book.name_of)]
        assert {"By Ann", "By Ben"} <= set(lines)
        assert "Another device began this night, too. The two logs are one from here on." in lines
        assert any(line.startswith("Two files, one child") for line in lines)
    running = home.ann.book.child(home.second).open_episode
    assert running is not None
    close_episode(home.ann.book, home.second, running.id, ClosedBecause.BACK)
    level(home.ann, home.ben)
    for book in home.books():
        assert book.child(home.first).open_episode is None


def test_what_is_written_stands_in_the_file_of_its_record(home: Home) -> None:
    """An episode goes on in the file that it was begun in; a picture is kept beside the entry that names
    it, and is found from either."""
    episode = start_episode(home.ben.book, home.second)
    level(home.ann, home.ben)
    one_child(home.ann.book, home.first, home.second)
    written = write_note(home.ann.book, home.first, episode.id, "Seen at the station")
    assert written.id in ids(home.ann.book.alone(home.second).as_written)
    copy = freeze(home.ann.book, home.first, episode.id, PaperKind.CHRONOLOGY, lambda: b"%PDF")
    file = str(copy.event.value["file"])  # type: ignore[index, call-overload]
    assert (home.second, file) in home.ann.shelf.files
    assert home.ann.book.file(home.first, file) == home.ann.book.file(home.second, file) == b"%PDF"


def test_an_officers_copy_from_before_lacks_what_the_other_file_had(home: Home) -> None:
    """What the copy could not know is a change since it."""
    form = home.ben.book.alone(home.second).key_contacts.id
    answer_question(home.ben.book, home.second, form, "hair", "black")
    episode = start_episode(home.ann.book, home.first)
    copy = freeze(home.ann.book, home.first, episode.id, PaperKind.KEY_CONTACTS, lambda: b"%PDF").event
    level(home.ann, home.ben)
    assert changes_since(home.ann.book.child(home.first), copy) == ()
    one_child(home.ann.book, home.first, home.second)
    changed = {change.field: change.after for change in changes_since(home.ann.book.child(home.first), copy)}
    assert changed["hair"] == "black"
    later = freeze(home.ann.book, home.first, episode.id, PaperKind.KEY_CONTACTS, lambda: b"%PDF").event
    assert changes_since(home.ann.book.child(home.first), later) == ()


def test_taken_back_it_is_as_before_and_what_came_since_stays_where_it_was_written(home: Home) -> None:
    """Two cards, each with its own; the two open logs are two again."""
    for device, id in ((home.ann, home.first), (home.ben, home.second)):
        start_episode(device.book, id)
    level(home.ann, home.ben)
    one_child(home.ann.book, home.first, home.second)
    episode = home.ann.book.child(home.first).open_episode
    assert episode is not None
    note = write_note(home.ann.book, home.first, episode.id, "Rang the aunt")
    since = written_since(home.ann.book, home.first, home.second)
    assert [event.id for event in since if event.field != Topic.SAME_EPISODE] == [note.id]
    two_children(home.ann.book, home.first, home.second, reason="Cousins")
    level(home.ann, home.ben)
    for book in home.books():
        assert len(book.children()) == 2
        assert all(child.open_episode for child in book.children())
        assert note.id in ids(book.alone(home.first).as_written)
        assert to_be_asked(book) == ()


def test_a_closed_episode_leaves_only_the_file_it_is_in(home: Home) -> None:
    """Joined with another file's, each part goes with its own file."""
    for device, id in ((home.ann, home.first), (home.ben, home.second)):
        write_note(device.book, id, start_episode(device.book, id).id, "Something")
    level(home.ann, home.ben)
    one_child(home.ann.book, home.first, home.second)
    child = home.ann.book.child(home.first)
    assert child.open_episode is not None
    close_episode(home.ann.book, home.first, child.open_episode.id, ClosedBecause.BACK)
    child = home.ann.book.child(home.first)
    for file in child.logs:
        (episode,) = closed_here(child, file)
        going, _ = leaving(home.ann.book, file, episode)
        assert going
        assert set(going) <= ids(home.ann.book.alone(file).as_written)


def test_a_child_of_two_files_moves_with_both(home: Home) -> None:
    """The act stands in each; the word is said again for a reader with nothing from before."""
    one_child(home.ann.book, home.first, home.second)
    move_child(home.ann.book, home.second, Move("liverpool", "", "liverpool", reason="A new placement"))
    level(home.ann, home.ben)
    for book in home.books():
        (child,) = book.children()
        assert child.holder == "liverpool"
        for file in map(book.alone, child.logs):
            assert file.holder == "liverpool"
            after = [
                e for e in file.as_written if e.hlc > next(m.hlc for m in file.events if m.field == "moved")
            ]
            assert any(event.field in FIELDS for event in after)


def test_an_episode_that_is_over_does_not_go_on_with_the_new_council(home: Home) -> None:
    """Begun in both files, closed once: the new council is not told that the child is missing."""
    for device, id in ((home.ann, home.first), (home.ben, home.second)):
        start_episode(device.book, id)
    level(home.ann, home.ben)
    book = home.ann.book
    one_child(book, home.first, home.second)
    (episode,) = book.child(home.first).episodes
    close_episode(book, home.first, episode.id, ClosedBecause.BACK)
    move_child(book, home.first, Move("liverpool", "", "liverpool"))
    for file in map(book.alone, (home.first, home.second)):
        (own,) = file.episodes
        assert [e.record for e in file.as_written if e.kind is EventKind.OPEN].count(own.id) == 1


def test_one_file_that_went_elsewhere_stands_apart_until_the_other_follows(home: Home) -> None:
    """Ben moves the child before he hears that there are two files. Nothing of the other goes with it."""
    one_child(home.ann.book, home.first, home.second)
    move_child(home.ben.book, home.second, Move("liverpool", "", "liverpool"))
    level(home.ann, home.ben)
    for book in home.books():
        assert {child.holder for child in book.children()} == {"hertfordshire", "liverpool"}
        ((one, other),) = two_councils(book)
        assert {one.id, other.id} == {home.first, home.second}
    move_child(home.ann.book, home.first, Move("liverpool", "", "liverpool"))
    level(home.ann, home.ben)
    for book in home.books():
        assert len(book.children()) == 1
        assert two_councils(book) == ()


def test_with_two_councils_it_is_refused(home: Home) -> None:
    """Before anything is written."""
    move_child(home.ben.book, home.second, Move("liverpool", "", "liverpool"))
    with pytest.raises(ValueError, match="different authorities"):
        one_child(home.ben.book, home.first, home.second)
    assert home.ben.book.said() == []


def test_a_device_with_one_of_the_files_says_that_the_other_is_not_here(home: Home) -> None:
    """And shows what it has."""
    one_child(home.ann.book, home.first, home.second)
    cas = Device("Cas", ToldClock())
    carry(home.ann, cas)
    assert not_here(cas.book, cas.book.child(home.first)) == ()
    del cas.shelf.logs[home.second]
    book = cas.opened()
    (child,) = book.children()
    assert child.logs == (home.first,)
    assert not_here(book, child) == (home.second,)
