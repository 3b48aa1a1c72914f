"""After an episode is closed: what is still to do stays on Home until it is done or handed on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tick_step import tick_step
from carerapp.domain.applying import Applying
from carerapp.domain.events import utc
from carerapp.domain.left_to_do import last_left, left
from carerapp.domain.outcomes import ClosedBecause, StepOutcome
from carerapp.domain.topics.handed_on import HandedOn
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

ROW = "After the last time away: "


def closed_evening(window: Window, protocol: str = "hertfordshire", *, reported: bool = True) -> Evening:
    """Reported, back, closed; nothing of the return done."""
    evening = Evening(window, protocol)
    if reported:
        report(evening.book, evening.child, evening.episode, reference="REF 1")
    mark_found(evening.book, evening.child, evening.episode, how="Came back by themself")
    close_episode(evening.book, evening.child, evening.episode, ClosedBecause.BACK)
    return evening


def words_left(window: Window, evening: Evening) -> tuple[str, ...]:
    child = evening.book.child(evening.child)
    return left(child, child.episode(evening.episode), window.app.now()).words(child)


def tick_all(window: Window, evening: Evening, outcome: StepOutcome) -> None:
    """Every step of the return."""
    child = evening.book.child(evening.child)
    for step in Applying(child, child.episode(evening.episode), window.app.now()).returning():
        tick_step(evening.book, evening.child, evening.episode, step.field, outcome)


async def home(window: Window) -> None:
    window.app.home()
    window.app.redraw()
    await window.drawn()


@pytest.mark.parametrize(
    ("protocol", "interview", "untold"),
    [
        ("hertfordshire", "Return interview", "Not told: Police"),
        ("liverpool", "Return interview: the social worker sees that it is held", "Not told: Police"),
        ("portsmouth", "Return interview", "Not told: Police"),
        ("staffordshire_stoke", "Return interview", "Not told: Police"),
    ],
)
def test_the_interview_and_who_is_not_told_stay(
    calm: Calm, protocol: str, interview: str, untold: str
) -> None:
    """What the authority's own rules say for the return; the police where it was reported, and only there."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            words = words_left(window, closed_evening(window, protocol))
            assert any(line.startswith(interview) for line in words), words
            assert untold in words
            quiet = words_left(window, closed_evening(window, protocol, reported=False))
            assert untold not in quiet

    played(play())


def test_one_row_a_child_leads_to_what_is_left(calm: Calm) -> None:
    """On Home, before the button that begins a new log; one tap, and it can be done there."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await home(window)
            assert not window.shows(ROW)
            evening = closed_evening(window)
            await home(window)
            rows = [words for words in window.words() if words.startswith(ROW)]
            assert len(rows) == 1
            await window.tap_row(rows[0])
            await window.see("Still to do")
            assert window.shows("Not told: Police")
            assert "Close this episode" not in window.taps()
            tick_all(window, evening, StepOutcome.DONE)
            when = utc(window.app.now())
            answer_question(evening.book, evening.child, evening.episode, "return_interview_at", when)
            window.app.redraw()
            await window.see("Nothing is left to do")
            await home(window)
            assert not window.shows(ROW), words_left(window, evening)

    played(play())


def test_it_stays_until_the_last_thing_is_done(calm: Calm) -> None:
    """All steps ticked, and the interview was not held: that is what stands there, late when it is late."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = closed_evening(window)
            tick_all(window, evening, StepOutcome.COULDNT)
            assert words_left(window, evening) == ("Return interview",)
            await home(window)
            assert window.shows(f"{ROW}1 thing is still to do")

    played(play())


def test_handed_on_it_leaves_home_and_can_come_back(calm: Calm) -> None:
    """With a name, in the log with what was left; not handed on after all, it stands there again."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = closed_evening(window)
            await home(window)
            await window.tap_row(next(words for words in window.words() if words.startswith(ROW)))
            await window.tap("Hand it on")
            await window.see("Write their name, or their role")
            await window.type("Who sees to it now?", "B. Sample, day shift")
            await window.until(lambda: not window.shows("Write their name"), "the message stays")
            await window.tap("Hand it on")
            await window.see("Handed on to B. Sample, day shift")
            handed = evening.book.child(evening.child).episode(evening.episode).handed_on
            assert handed is not None
            assert "Return interview" in HandedOn.of(handed).left
            await home(window)
            assert not window.shows(ROW)
            await evening.at(ScreenName.RETURNED, "Handed on to")
            await window.tap("Not handed on after all")
            await window.tap("Yes: not handed on after all")
            await home(window)
            await window.see(ROW)

    played(play())


def test_what_is_left_says_which_time(calm: Calm) -> None:
    """The newest of which something is left; a false alarm leaves nothing."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = closed_evening(window)
            calm.clock.forward(hours=30)
            later = start_episode(evening.book, evening.child).id
            close_episode(evening.book, evening.child, later, ClosedBecause.FALSE_ALARM, "Asleep upstairs")
            found = last_left(evening.book.child(evening.child), window.app.now())
            assert found is not None
            assert found[0].id == evening.episode
            calm.clock.forward(minutes=5)
            third = start_episode(evening.book, evening.child, window.app.now() - timedelta(minutes=1)).id
            mark_found(evening.book, evening.child, third)
            close_episode(evening.book, evening.child, third, ClosedBecause.BACK)
            found = last_left(evening.book.child(evening.child), window.app.now())
            assert found is not None
            assert found[0].id == third

    played(play())
