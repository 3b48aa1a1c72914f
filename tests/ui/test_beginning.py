"""How did this start? One tap after the danger question. Real screens, no browser."""

from __future__ import annotations

import pytest

from carerapp.actions.log_call import log_dialled
from carerapp.domain.episode import Episode
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from forms.engine.answers import is_not_known
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


async def _begun(window: Window) -> None:
    await window.type_pin(PIN)
    await window.tap("Example isn’t where they should be")
    await window.see("Is Example in danger now")
    await window.tap("No: start looking")
    await window.see("How did this start")


def _now(window: Window, calm: Calm) -> Episode:
    running = window.app.book.child(calm.child).open_episode
    assert running is not None
    return running


@pytest.mark.parametrize(
    ("tapped", "how", "first"),
    [
        ("They walked out", "walked_out", "Follow Example"),
        ("Not home when they had to be", "not_home", "Ring Example's phone"),
        ("Gone from school", "school", "Ring Example's phone"),
    ],
)
def test_one_tap_says_how_and_the_first_step_fits(calm: Calm, tapped: str, how: str, first: str) -> None:
    """The first tick is the fourth tap after the PIN: missing, no danger, how, done."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window)
            await window.tap_row(tapped)
            await window.see("Do this next")
            words = window.words()
            assert words[words.index("Do this next") + 1].startswith(first.replace("'", "’")) or words[
                words.index("Do this next") + 1
            ].startswith(first)
            assert _now(window, calm).record.value("how_it_began") == how
            assert not _now(window, calm).since_said
            await window.see("Log begun 22:40. Since when")

    played(play())


def test_not_home_by_the_time_that_is_known_says_since_when_too(calm: Calm) -> None:
    """Their time to be in stands on the row: it is read before it is tapped."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window)
            await window.tap_row("Not home by 20:30")
            await window.see("Not seen since 20:30")
            assert _now(window, calm).record.value("how_it_began") == "not_home"

    played(play())


def test_since_when_is_a_tap_and_not_the_moment_of_one(calm: Calm) -> None:
    """Half an hour ago; then how."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window)
            await window.tap("30 min ago: Since when do you not know where they are?")
            await window.see("Not seen since 22:10")
            assert not window.shows("15 min ago")
            await window.tap_row("They walked out")
            await window.see("Do this next")
            assert f"{_now(window, calm).unknown_since:%H:%M}" == "22:10"

    played(play())


def test_another_time_is_typed_as_people_say_it(calm: Calm) -> None:
    """What can't be read leads nowhere, and stays in the box."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window)
            label = "Since when do you not know where they are?"
            await window.tap(f"Another time: {label}")
            await window.type(label, "soon")
            await window.tap_row("They walked out")
            await window.see("That is not a time the app can read")
            assert _now(window, calm).record.value("how_it_began") is None
            await window.type(label, "9.30pm")
            await window.tap_row("They walked out")
            await window.see("Not seen since 21:30")

    played(play())


def test_it_need_not_be_answered_and_can_be_later(calm: Calm) -> None:
    """ "I don't know" is an answer; Back leads to the steps, where the question stays in the list."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window)
            await window.tap("Back to what to do")
            await window.see("Do this next")
            await window.tap_row("How did this start, and since when?")
            await window.tap("I don’t know: go on")
            await window.see("Do this next")
            assert is_not_known(_now(window, calm).record.value("how_it_began"))

    played(play())


def test_last_seen_is_asked_on_the_way_to_the_report_while_it_is_blank(calm: Calm) -> None:
    """When, where, with whom, wearing; once one of the first two is there the way is straight."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window)
            await window.tap("I don’t know: go on")
            await window.tap("Report to the police now")
            await window.see("When and where last seen")
            words = window.words()
            asked = ["When were they last seen?", "Where were they last seen?", "Who were they with?"]
            asked.append("What were they wearing?")
            assert sorted(asked, key=words.index) == asked
            assert window.shows("Call 999")
            assert window.shows("Call 101")
            await window.tap("30 min ago: When were they last seen?")
            await window.tap("Next: ring the police")
            await window.see("They will ask")
            await window.tap("Back to what to do")
            await window.see("Last seen 22:10")
            await window.tap("Report to the police now")
            await window.see("They will ask")

    played(play())


def test_what_others_saw_stands_beside_the_questions(calm: Calm) -> None:
    """From the calls of this evening, in the log's words; and the band says when they were seen."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window)
            await window.tap("I don’t know: go on")
            episode = _now(window, calm).id
            row = window.app.book.child(calm.child).key_contacts.rows("people")[0]
            log_dialled(window.app.book, calm.child, episode, row, "Sam Example", "07700 900456")
            window.app.redraw()
            await window.tap("Seen: say where and when")
            await window.type("When was Example seen?", "half an hour ago")
            await window.type("Where was Example seen?", "Bus station")
            await window.type("Who was Example with?", "two older boys")
            await window.tap("Save")
            await window.see("Last seen 22:10")
            here = {"child": calm.child, "episode": episode}
            window.app.home(Place(ScreenName.EPISODE, here), Place(ScreenName.LAST_SEEN, here))
            window.app.redraw()
            await window.see("From the log, 22:40: Rang .*seen. .*Bus station")
            assert window.value("Who were they with?") == "two older boys"

    played(play())
