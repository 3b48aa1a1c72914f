"""The episode, through the actions: what each tap leaves in the record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.edit_table import add_row, remove_row
from carerapp.actions.hand_over import refuse_copy
from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.look_at_secret import look_at_secret
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.report import report
from carerapp.actions.start_episode import leave_again, start_episode
from carerapp.actions.tick_step import tick_step, undo_step
from carerapp.actions.write_note import correct_entry, write_note
from carerapp.domain.episode import State, elapsed_words
from carerapp.domain.outcomes import CallOutcome, ClosedBecause, StepOutcome
from carerapp.domain.topics import Topic
from carerapp.domain.topics.looked import Looked
from carerapp.domain.topics.note import Note
from carerapp.vault import Door, NotSaved, Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN


def test_everything_is_there_after_lock_and_unlock(
    book: Casebook,
    child: str,
    vault: Vault,
    door: Door,
    open_book: Callable[[Vault], Casebook],
    clock: ToldClock,
) -> None:
    """A second session folds the same record from the same journal."""
    episode = start_episode(book, child)
    tick_step(book, child, episode.id, "k3_search_rooms", StepOutcome.DONE, "Shed too")
    events = list(book.child(child).events)
    vault.lock()
    again = open_book(door.unlock(PIN))
    assert again.child(child).events == events
    opened = again.child(child).open_episode
    assert opened is not None
    check = opened.check("k3_search_rooms")
    assert check is not None
    assert (check.outcome, check.comments) == ("done", "Shed too")
    assert again.name_of(check.author) == "A. Carer"


def test_a_child_never_has_two_open_episodes(book: Casebook, child: str) -> None:
    """A second tap on the button goes on with the first."""
    assert start_episode(book, child).id == start_episode(book, child).id


def test_a_tick_can_be_taken_back_and_the_log_still_shows_it(book: Casebook, child: str) -> None:
    """Undoing is a correction: the step is to do again, and its first tick remains."""
    episode = start_episode(book, child)
    tick_step(book, child, episode.id, "k6_call_child", StepOutcome.DONE)
    undo_step(book, child, episode.id, "k6_call_child")
    assert episode.check("k6_call_child") is None
    assert len(episode.record.history("k6_call_child")) == 2


def test_a_call_waits_for_its_outcome_and_happened_when_it_was_dialled(
    book: Casebook, child: str, clock: ToldClock
) -> None:
    """The outcome is written later; the time of the call is the time of dialling."""
    episode = start_episode(book, child)
    dialled = log_dialled(book, child, episode.id, "row1", "Jo", "07700 900456")
    waiting = episode.call_waiting()
    assert waiting is not None
    assert waiting.id == dialled.id
    clock.forward(minutes=7)
    call = log_call(book, child, episode.id, dialled, CallOutcome.NO_ANSWER)
    assert episode.call_waiting() is None
    assert call.happened == dialled.happened
    assert call.written > call.happened


def test_states_follow_what_was_recorded(book: Casebook, child: str, clock: ToldClock) -> None:
    """Looking, reported, found, closed: each from an answer in the log."""
    episode = start_episode(book, child)
    states = [episode.state]
    report(book, child, episode.id)
    states.append(episode.state)
    clock.forward(hours=2)
    mark_found(book, child, episode.id, where="Bus station")
    states.append(episode.state)
    close_episode(book, child, episode.id, ClosedBecause.BACK)
    states.append(episode.state)
    assert states == [State.LOOKING, State.REPORTED, State.FOUND, State.CLOSED]


def test_the_time_of_the_report_does_not_move_when_the_reference_comes_later(
    book: Casebook, child: str, clock: ToldClock
) -> None:
    """Adding the reference number ten minutes later leaves the time of the call alone."""
    episode = start_episode(book, child)
    report(book, child, episode.id)
    first = episode.reported_at
    clock.forward(minutes=10)
    report(book, child, episode.id, reference="1234")
    assert episode.reported_at == first
    assert episode.record.text("police_reference") == "1234"


def test_leaving_again_is_a_new_episode_with_the_facts_that_still_hold(
    book: Casebook, child: str, clock: ToldClock
) -> None:
    """Clothing is carried over; where they were found is not."""
    first = start_episode(book, child)
    answer_question(book, child, first.id, "last_seen_clothing", "Grey hooded top")
    mark_found(book, child, first.id, where="Park")
    close_episode(book, child, first.id, ClosedBecause.BACK)
    clock.forward(hours=1)
    second = leave_again(book, child)
    assert second.id != first.id
    assert second.record.text("last_seen_clothing") == "Grey hooded top"
    assert second.record.text("found_where") == ""
    assert second.state is State.LOOKING


def test_a_correction_names_what_it_corrects_and_why(book: Casebook, child: str) -> None:
    """The first words stay in the record's events."""
    episode = start_episode(book, child)
    wrong = write_note(book, child, episode.id, "Left at 20:00")
    right = correct_entry(book, child, wrong, {"words": "Left at 21:00"}, "Misread the clock")
    assert right.supersedes == (wrong.id,)
    assert right.reason == "Misread the clock"
    assert [Note.of(e).words for e in episode.record.notes(Topic.NOTE)] == ["Left at 21:00"]
    assert wrong in book.child(child).events


def test_looking_at_a_secret_is_in_the_log_before_it_is_shown(book: Casebook, child: str) -> None:
    """The look is written with who and when."""
    record = book.child(child).key_contacts
    assert look_at_secret(book, child, record.id, "safe_word") == "purple elephant"
    looks = record.notes(Topic.LOOKED)
    assert [Looked.of(e).field for e in looks] == ["safe_word"]
    assert looks[0].author == book.person.id


def test_an_unchanged_answer_writes_nothing(book: Casebook, child: str) -> None:
    """Autosave on leaving a field does not fill the log with repeats."""
    record = book.child(child).key_contacts
    before = len(book.child(child).events)
    assert answer_question(book, child, record.id, "height", record.value("height")) is None
    assert len(book.child(child).events) == before


def test_rows_come_and_go(book: Casebook, child: str) -> None:
    """A removed friend is off the form and still in the record."""
    record = book.child(child).key_contacts
    row = add_row(book, child, record.id, "people")
    answer_question(book, child, record.id, f"people/{row}/name", "Max")
    assert row in record.rows("people")
    remove_row(book, child, record.id, "people", row)
    assert row not in record.rows("people")
    assert record.text(f"people/{row}/name") == "Max"
    before = len(book.child(child).events)
    remove_row(book, child, record.id, "people", row)
    assert len(book.child(child).events) == before, "once: a finger that taps again takes nothing off"


def test_a_refused_copy_keeps_the_officers_name_and_number(book: Casebook, child: str) -> None:
    """What the Missing Persons Unit must be told is in the record."""
    episode = start_episode(book, child)
    refuse_copy(book, child, episode.id, "PC Example", "0000")
    assert [e.value for e in episode.refusals()] == [{"officer": "PC Example", "collar": "0000"}]


def test_what_could_not_be_saved_is_not_in_the_record(
    book: Casebook, child: str, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk refuses, the carer is told and the fold has not moved on."""
    episode = start_episode(book, child)
    before = len(book.child(child).events)

    def full(*_: object) -> None:
        raise NotSaved("full")

    monkeypatch.setattr(vault, "append", full)
    with pytest.raises(NotSaved):
        tick_step(book, child, episode.id, "k6_call_child", StepOutcome.DONE)
    assert len(book.child(child).events) == before
    assert episode.check("k6_call_child") is None


def test_elapsed_time_is_elapsed_also_when_the_clocks_go_forward() -> None:
    """00:30 to 06:30 on 29 March 2026 in London is five hours."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    london = ZoneInfo("Europe/London")
    start = datetime(2026, 3, 29, 0, 30, tzinfo=london).astimezone(ZoneInfo("UTC"))
    end = datetime(2026, 3, 29, 6, 30, tzinfo=london).astimezone(ZoneInfo("UTC"))
    assert elapsed_words(start, end) == "5 h 00 min"
