"""What Hertfordshire's own table comes to, with the facts of an episode."""

from __future__ import annotations

import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.domain.due_for import advice_for, duties_for, situation_of
from carerapp.domain.duties import Duty, DutyState
from carerapp.domain.json_value import Json
from carerapp.domain.outcomes import CallOutcome, ClosedBecause
from forms.engine.answers import NOT_KNOWN
from tests.support.clock import ToldClock

Says = list[tuple[str, str]]


def says(book: Casebook, child: str, answers: dict[str, Json]) -> Says:
    """The verdict, then the rows that apply or may apply, with what each comes to, strictest first."""
    episode = start_episode(book, child)
    for field, value in answers.items():
        answer_question(book, child, episode.id, field, value)
    file = book.child(child)
    found = advice_for(file, episode, book.now()).verdict
    return [("verdict", found.says), *((row.row.rule, row.says) for row in found.rows)]


NO_FACTOR: dict[str, Json] = {
    "cannot_be_contacted": "no",
    "out_overnight": "no",
    "out_of_character": "no",
    "not_risk_assessed": "no",
    "risk_to_others": "no",
    "significant_health_needs": "no",
    "learning_difficulties": "no",
}
NO_COURT: dict[str, Json] = {"court_conditions": "no"}
KNOWN: dict[str, Json] = {"whereabouts": "known", **NO_COURT}


@pytest.mark.parametrize(
    ("answers", "verdict", "rows"),
    [
        ({}, "ask", [("HER-D4", "ask"), ("HER-D3", "ask"), ("HER-D2", "ask"), ("HER-D1", "ask")]),
        (
            {"whereabouts": "unknown"},
            "ask",
            [("HER-D4", "ask"), ("HER-D2", "ask")],
        ),
        ({"whereabouts": "uncertain", "out_overnight": "yes"}, "report", [("HER-D2", "report")]),
        ({"whereabouts": "unknown", "learning_difficulties": "yes"}, "report", [("HER-D2", "report")]),
        ({"whereabouts": "unknown", "out_overnight": "no"}, "ask", [("HER-D2", "ask")]),
        (
            {"whereabouts": "unknown", "at_risk": "no", "remains_unknown": "no", **NO_COURT, **NO_FACTOR},
            "your_decision",
            [("HER-D2", "your_decision")],
        ),
        (
            {"whereabouts": "unknown", **NO_COURT, **NO_FACTOR, "learning_difficulties": NOT_KNOWN},
            "ask",
            [("HER-D2", "ask")],
        ),
        ({"whereabouts": "known", "at_risk": "yes"}, "report", [("HER-D3", "report")]),
        ({"whereabouts": "known", "at_risk": NOT_KNOWN}, "report", [("HER-D3", "report")]),
        (KNOWN, "ask", [("HER-D3", "ask"), ("HER-D1", "ask")]),
        ({**KNOWN, "at_risk": "no"}, "no_report", [("HER-D1", "no_report")]),
        ({"whereabouts": "known", "at_risk": "no"}, "ask", [("HER-D4", "ask"), ("HER-D1", "no_report")]),
        (
            {"whereabouts": "known", "at_risk": "no", "court_conditions": "yes"},
            "report",
            [("HER-D4", "report"), ("HER-D1", "no_report")],
        ),
    ],
)
def test_the_table_says(
    book: Casebook, child: str, answers: dict[str, Json], verdict: str, rows: Says
) -> None:
    """Each row of §3.9, the add-on for court conditions, "not sure" read as at risk; and what nobody answered
    is asked, never read as no."""
    found = says(book, child, answers)
    assert found[0] == ("verdict", verdict)
    assert set(rows) <= set(found[1:])


@pytest.mark.parametrize(("outcome", "reached"), [(CallOutcome.NO_ANSWER, False), (CallOutcome.SPOKE, True)])
def test_a_phone_that_was_not_answered_is_known_from_the_log(
    book: Casebook, child: str, outcome: CallOutcome, reached: bool
) -> None:
    """The carer is not asked again what they just tapped."""
    episode = start_episode(book, child)
    dialled = log_dialled(book, child, episode.id, "child", "Example", "07700 900123")
    log_call(book, child, episode.id, dialled, outcome)
    others = {name: "no" for name in NO_FACTOR if name != "cannot_be_contacted"}
    found = says(book, child, {"whereabouts": "unknown", **NO_COURT, **others})
    assert ("HER-D2", "your_decision" if reached else "report") in found


def test_a_false_alarm_does_not_count_as_having_been_missing_before(book: Casebook, child: str) -> None:
    """Only real earlier episodes raise the interview's criterion."""
    for because, before in ((ClosedBecause.FALSE_ALARM, False), (ClosedBecause.BACK, True)):
        episode = start_episode(book, child)
        mark_found(book, child, episode.id)
        close_episode(book, child, episode.id, because)
        later = start_episode(book, child)
        file = book.child(child)
        known = situation_of(file, later, book.now()).table(file.protocol).known
        assert known.facts["missing_before"] is before
        close_episode(book, child, later.id, ClosedBecause.FALSE_ALARM)


def due(book: Casebook, child: str) -> dict[str, Duty]:
    """The duties of the newest episode, by rule."""
    file = book.child(child)
    return {d.rule: d for d in duties_for(file, file.episodes[-1], book.now())}


def test_the_return_interview_runs_72_hours_from_the_return(
    book: Casebook, child: str, clock: ToldClock
) -> None:
    """§3.14: upcoming until then, overdue after, done when its time is written down."""
    episode = start_episode(book, child)
    assert "HER-T8" not in due(book, child)
    mark_found(book, child, episode.id)
    back = book.now()
    clock.forward(hours=71, minutes=59)
    interview = due(book, child)["HER-T8"]
    assert interview.due is not None
    assert (interview.due - back).total_seconds() == 72 * 3600
    assert interview.state is DutyState.UPCOMING
    assert not interview.carers_own
    clock.forward(minutes=1)
    assert due(book, child)["HER-T8"].state is DutyState.OVERDUE
    answer_question(book, child, episode.id, "return_interview_at", "2026-11-24T10:00:00+00:00")
    assert due(book, child)["HER-T8"].state is DutyState.DONE


def test_a_rule_without_a_time_in_its_source_has_no_countdown(book: Casebook, child: str) -> None:
    """Hertfordshire sets no hour for "overnight": the duty is there, the clock is not."""
    episode = start_episode(book, child)
    answer_question(book, child, episode.id, "out_overnight", "yes")
    overnight = due(book, child)["HER-T2"]
    assert overnight.due is None
    assert overnight.state is DutyState.NOW
    report(book, child, episode.id)
    assert "HER-T2" not in due(book, child)


def test_duties_of_the_missing_time_end_with_the_return(book: Casebook, child: str, clock: ToldClock) -> None:
    """Nobody is chased for the day-long mark of a child who is home."""
    episode = start_episode(book, child)
    report(book, child, episode.id)
    clock.forward(hours=30)
    assert {"HER-T5", "HER-T6"} <= set(due(book, child))
    mark_found(book, child, episode.id)
    assert not {"HER-T5", "HER-T6"} & set(due(book, child))


def test_every_duty_shows_the_sentence_it_rests_on(book: Casebook, child: str) -> None:
    """Rule id, quotation and paragraph come with it."""
    episode = start_episode(book, child)
    report(book, child, episode.id)
    mark_found(book, child, episode.id)
    for duty in due(book, child).values():
        assert duty.rule.startswith("HER-T")
        assert duty.quote
        assert duty.source
