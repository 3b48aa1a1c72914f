"""A child moves: what holds from then on, what goes on as it was, and what the log says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.move_child import Move, finish_moves, goes_over, move_child
from carerapp.actions.open_form import open_form
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.domain.belonging import ELSEWHERE, belonging
from carerapp.domain.chronology import chronology
from carerapp.domain.events import Event
from carerapp.domain.missing_before import earlier_than
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import ClosedBecause
from carerapp.domain.topics import Topic
from carerapp.domain.topics.moved import Moved
from carerapp.vault import NotSaved

TO = Move("liverpool", "", "liverpool", reason="A new placement.")


@pytest.fixture
def child(book: Casebook) -> str:
    return add_child(book, full_name="Ola Example", date_of_birth="2012-01-02", protocol_id="hertfordshire")


def lines(book: Casebook, child: str) -> list[str]:
    """The words of the newest episode's log."""
    file = book.child(child)
    return [line.words for line in chronology(file, file.episodes[-1], book.name_of)]


def test_nothing_of_the_child_is_lost_when_another_procedure_holds(book: Casebook, child: str) -> None:
    """The form's answers, the earlier times that count, and a form that was begun under the old council."""
    answer_question(book, child, book.child(child).key_contacts.id, "height", "170 cm")
    episode = start_episode(book, child)
    report(book, child, episode.id)
    mark_found(book, child, episode.id)
    close_episode(book, child, episode.id, ClosedBecause.BACK)
    begun = open_form(book, child, book.protocols.form("hertfordshire/cse_reporting_form"))
    move_child(book, child, TO)
    file = book.child(child)
    assert (file.protocol.id, file.holder) == ("liverpool", "liverpool")
    assert (file.full_name, file.key_contacts.text("height")) == ("Ola Example", "170 cm")
    assert [e.id for e in earlier_than(file, None)] == [episode.id]
    assert file.record(begun.id).form.startswith("hertfordshire/cse_reporting_form@")
    assert [form.short for form in file.former] == ["Hertfordshire"]
    again = start_episode(book, child)
    assert again.authority == "liverpool"
    assert len(book.child(child).episodes) == 2


def test_an_open_log_goes_on_under_the_rules_it_began_with(book: Casebook, child: str) -> None:
    """Until it is closed; then the new ones hold."""
    episode = start_episode(book, child)
    move_child(book, child, TO)
    file = book.child(child)
    assert (file.protocol.id, file.belongs.host) == ("hertfordshire", "liverpool")
    assert file.open_episode is not None
    assert file.open_episode.id == episode.id
    mark_found(book, child, episode.id)
    close_episode(book, child, episode.id, ClosedBecause.BACK)
    assert book.child(child).protocol.id == "liverpool"


def test_or_under_the_new_ones_where_the_person_says_so(book: Casebook, child: str) -> None:
    """The same clock, the same record; what was said before it stays."""
    episode = start_episode(book, child)
    since = episode.unknown_since
    move_child(book, child, Move("liverpool", "", "liverpool", tonight=True))
    book.forget(child)
    file = book.child(child)
    assert file.protocol.id == "liverpool"
    assert file.open_episode is not None
    assert (file.open_episode.id, file.open_episode.unknown_since) == (episode.id, since)
    assert "The log goes on under Liverpool’s procedure." in lines(book, child)


def test_the_log_says_who_moved_the_child_where_to_and_why(book: Casebook, child: str) -> None:
    """One line for the act; what is said again for the new council says so."""
    start_episode(book, child)
    said = goes_over(book, book.child(child))
    move_child(book, child, TO)
    (line,) = [words for words in lines(book, child) if words.startswith("Moved")]
    assert line == (
        "Moved: Liverpool’s procedure holds, before it Hertfordshire’s. Liverpool holds the file, before it "
        "Hertfordshire. Liverpool gets nothing that was written before. Because: A new placement."
    )
    assert "Full name: Ola Example. Said again for Liverpool." in lines(book, child)
    assert said[-1].startswith("That they are missing since 20/11/2026 22:40, not reported")


def test_who_placed_them_can_change_alone(book: Casebook, child: str) -> None:
    """Whose rules hold and the open log stay; the file goes only where the person says."""
    move_child(book, child, Move("hertfordshire", "liverpool", "hertfordshire"))
    file = book.child(child)
    assert (file.protocol.id, file.placing and file.placing.id, file.holder) == (
        "hertfordshire",
        "liverpool",
        "hertfordshire",
    )
    move_child(book, child, Move("hertfordshire", ELSEWHERE, ELSEWHERE))
    file = book.child(child)
    assert (file.placing, file.holder) == (None, ELSEWHERE)


def test_a_move_that_changes_nothing_writes_nothing(book: Casebook, child: str) -> None:
    """Two taps are one act."""
    move_child(book, child, TO)
    before = len(book.child(child).events)
    with pytest.raises(ValueError, match="nothing would be different"):
        move_child(book, child, TO)
    assert len(book.child(child).events) == before


def test_who_gets_everything_from_before_is_told_nothing_twice(book: Casebook, child: str) -> None:
    """The act alone is new. Where the holder stays, nothing is handed over at all."""
    start_episode(book, child)
    before = len(book.child(child).events)
    act = move_child(book, child, replace(TO, before=True))
    assert Moved.of(act).before
    assert len(book.child(child).events) == before + 1
    placed = move_child(book, child, Move("liverpool", "portsmouth", "liverpool", before=True))
    assert not Moved.of(placed).before


@pytest.mark.parametrize("moved_before", [False, True])
def test_what_a_crash_cut_off_is_said_at_the_next_unlock(
    book: Casebook, child: str, monkeypatch: pytest.MonkeyPatch, moved_before: bool
) -> None:
    """Of the newest move; and a second look adds nothing."""
    start_episode(book, child)
    if moved_before:
        move_child(book, child, Move("portsmouth", "", "portsmouth"))
    write = book._write
    left = 3

    def full(*what: object) -> Event:
        nonlocal left
        left -= 1
        if left < 0:
            raise NotSaved("full")
        return write(*what)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(book, "_write", full)
        with pytest.raises(NotSaved):
            move_child(book, child, TO)
    book.forget(child)
    assert book.child(child).holder == "liverpool", "the act itself was written first"
    finish_moves(book)
    assert "Full name: Ola Example. Said again for Liverpool." in lines(book, child)
    count = len(book.child(child).events)
    finish_moves(book)
    assert len(book.child(child).events) == count


def test_two_moves_at_once_come_to_the_same_in_either_order(book: Casebook, child: str) -> None:
    """One gave the file away, the other said who placed them: both hold. Of two that say the same thing
    otherwise, the later one does."""
    move_child(book, child, TO)
    file = book.child(child)
    act = next(event for event in file.events if event.field == Topic.MOVED)
    placed = Moved(
        "hertfordshire",
        "portsmouth",
        "hertfordshire",
        "hertfordshire",
        "",
        "hertfordshire",
        {},
        False,
        False,
        "",
    )
    other = book._stamped(NewEvent.note(placed), act.record, act.form, book.now(), book._environment.steady())
    sooner = other._replace(hlc=act.hlc.rpartition("-")[0])
    for events in (
        [*file.events, other],
        [other, *reversed(file.events)],
        [*file.events, sooner],
        [sooner, *file.events],
    ):
        found = belonging(events)
        assert (found.host, found.placing, found.holder) == ("liverpool", "portsmouth", "liverpool")
