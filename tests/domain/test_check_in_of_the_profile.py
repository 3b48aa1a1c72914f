"""From the profile's time to check in to the duty that waits for it, through the casebook: HER-T3, §3.9 "is
unexpectedly absent beyond check in time"."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.domain.due_for import duties_for
from carerapp.domain.duties import Duty, DutyState

MISSED = datetime(2026, 11, 20, 22, 5, tzinfo=UTC)


def _duty(book: Casebook, check_in: str, now: datetime) -> Duty:
    child = add_child(
        book,
        full_name="Kim Sample",
        date_of_birth="2009-03-04",
        setting="semi_independent",
        protocol_id="hertfordshire",
    )
    answer_question(book, child, book.child(child).profile.id, "check_in", check_in)
    episode = start_episode(book, child).id
    answer_question(book, child, episode, "unknown_since", MISSED.isoformat())
    for field, value in (("whereabouts", "unknown"), ("cannot_be_contacted", "yes")):
        answer_question(book, child, episode, field, value)
    file = book.child(child)
    return next(d for d in duties_for(file, file.episode(episode), now) if d.rule == "HER-T3")


@pytest.mark.parametrize("words", ["22:00", "Every night at 22:00", "22.00, school nights"])
def test_missed_five_minutes_after_check_in_it_is_due_now(book: Casebook, words: str) -> None:
    """Not tomorrow at 22:00."""
    duty = _duty(book, words, MISSED + timedelta(minutes=1))
    assert (duty.state, duty.due) == (DutyState.NOW, datetime(2026, 11, 20, 22, tzinfo=UTC))


def test_before_check_in_it_is_to_come(book: Casebook) -> None:
    """Missed at 22:05, check-in at 23:30."""
    duty = _duty(book, "23:30", MISSED + timedelta(minutes=1))
    assert duty.due == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert duty.state in (DutyState.UPCOMING, DutyState.UNCONFIRMED)


@pytest.mark.parametrize("words", ["School nights 22:00, else 23:30", "late", ""])
def test_which_time_holds_today_a_person_must_say(book: Casebook, words: str) -> None:
    """Two times, none that can be read, none at all: it is not put off, it asks if check-in is past."""
    duty = _duty(book, words, MISSED + timedelta(hours=2))
    assert (duty.state, duty.due, duty.ask) == (DutyState.UNCONFIRMED, None, ("beyond_check_in",))
