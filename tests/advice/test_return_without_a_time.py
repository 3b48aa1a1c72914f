"""The return is known, its time is not: no duty of the return is lost, none counts as having time left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.actions.take_back import take_back
from carerapp.domain.asking import FOUND_AT
from carerapp.domain.due_for import advice_for, duties_for, history_of
from carerapp.domain.duties import Duty, DutyState
from carerapp.domain.outcomes import ClosedBecause, Fact
from forms.packaged import load_protocol
from tests.advice.situations import PACKS, START, situations


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_return_without_its_time_keeps_every_duty(pack: str, data: st.DataObject) -> None:
    """Whatever would be due after a return at any moment is there; one that runs from the return, and is not
    done, is to be done now or waits for its time, which is asked."""
    drawn = data.draw(situations(pack, placing=False))
    at = data.draw(
        st.integers(0, int((drawn.now - START).total_seconds())).map(lambda s: timedelta(seconds=s))
    )
    timed = drawn.but(whereabouts="found", back=True, returned_at=START + at).advice()
    open_ = {d.rule: d for d in drawn.but(whereabouts="found", back=True).advice().due}
    from_return = {rule.rule for rule in load_protocol(pack).time_rules if rule.starts == "returned"}
    for duty in timed.due:
        if duty.rule not in from_return or duty.state is DutyState.DONE:
            continue
        found = open_.get(duty.rule)
        assert found is not None, duty.rule
        assert found.pressing or found.state is DutyState.DONE or found.ask, duty.rule
        assert found.state is not DutyState.UPCOMING, duty.rule


def _episode(book: Casebook) -> tuple[str, str]:
    child = add_child(book, full_name="Kim Sample", date_of_birth="2011-03-04", protocol_id="liverpool")
    episode = start_episode(book, child).id
    report(book, child, episode)
    return child, episode


def _due(book: Casebook, child: str, episode: str) -> dict[str, Duty]:
    file = book.child(child)
    return {duty.rule: duty for duty in duties_for(file, file.episode(episode), book.now())}


def test_they_are_back_and_nobody_wrote_down_when(book: Casebook) -> None:
    """Put right where they are: "They are back". The duties of the return are there, and the time is asked;
    those of the missing time are over."""
    child, episode = _episode(book)
    assert "LIV-T9" not in _due(book, child, episode)
    answer_question(book, child, episode, "whereabouts", "found")
    due = _due(book, child, episode)
    assert due["LIV-T9"].pressing or due["LIV-T9"].ask == (FOUND_AT,)
    interview = due["LIV-T10"]
    assert (interview.state, interview.due, interview.ask) == (DutyState.UNCONFIRMED, None, (FOUND_AT,))
    file = book.child(child)
    advice = advice_for(file, file.episode(episode), book.now())
    assert FOUND_AT in (*advice.asks, *advice.others_asks)
    mark_found(book, child, episode)
    assert _due(book, child, episode)["LIV-T10"].state is DutyState.UPCOMING


def test_taken_back_they_are_missing_again(book: Casebook) -> None:
    """Also where it was said before that they are back: the duties of the missing time are there again."""
    child, episode = _episode(book)
    before = set(_due(book, child, episode))
    answer_question(book, child, episode, "whereabouts", "found")
    mark_found(book, child, episode)
    assert before - set(_due(book, child, episode))
    take_back(book, child, episode, Fact.FOUND)
    assert set(_due(book, child, episode)) == before
    answer_question(book, child, episode, "whereabouts", "found", confirm=True)
    assert "LIV-T9" in _due(book, child, episode)


def test_an_earlier_time_without_an_end_lasted_until_it_was_closed(book: Casebook) -> None:
    """Hours that may have been missed count."""
    child, episode = _episode(book)
    close_episode(book, child, episode, ClosedBecause.ELSEWHERE_SAFE)
    closed = book.child(child).episodes[0].closed_at
    again = start_episode(book, child)
    (earlier,) = history_of(book.child(child), again)
    assert closed is not None
    assert earlier.ended == closed
