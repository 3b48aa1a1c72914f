"""What a screen refuses: told on top, taking the focus, with a way to each box; gone once it is mended."""

from __future__ import annotations

import re

import flet as ft
import pytest

from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.ui.kit.refused import TITLE
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from forms.engine.messages import PHONE_LETTERS
from tests.support.machine import ROOT
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

FALSE_ALARM = "A false alarm: Example was never missing"


def first_link(window: Window) -> str:
    """What has the keyboard."""
    focused = [c for c in window.controls() if isinstance(c, ft.TextButton) and c.autofocus]
    assert len(focused) == 1, window.words()
    return next(name for name, control in window_taps(window) if control is focused[0])


def window_taps(window: Window) -> list[tuple[str, object]]:
    return [(name, window._named(name)[0]) for name in window.taps()]


async def refused(window: Window, words: str) -> None:
    """Above all that is read, and in the focus."""
    await window.see(f"^{TITLE}$")
    assert first_link(window) == words
    from_the_end = window.words()[::-1]  # a header may say the title, too
    heading = next(c for c in window.controls() if isinstance(c, ft.Semantics) and c.heading_level == 1)
    title = heading.content
    assert isinstance(title, ft.Text)
    assert from_the_end.index(TITLE) > from_the_end.index(str(title.value))


async def mended(window: Window) -> None:
    await window.until(lambda: not window.shows(f"^{TITLE}$|^Check this: "), "said though it is mended")


#: a screen, what is typed in vain, the tap that is refused, the words, and the box and words that mend it
ON_A_CALM_DAY = [
    (ScreenName.MY_NAME, {"Your name": " "}, "Save", "Write your name.", "Your name", "Ada"),
    (ScreenName.ADD_PERSON, {}, "Next: they choose a PIN", "Write their name.", "Their name", "Kim"),
    (
        ScreenName.ERASE,
        {"Type ERASE": "no"},
        "Erase everything",
        "Type the word ERASE.",
        "Type ERASE",
        "erase",
    ),
    (
        ScreenName.OWNER,
        {"Public key": "zz"},
        "Let this key open the notes",
        "That is not a public key: 64 letters and numbers. Nothing was changed.",
        "Public key",
        "ab",
    ),
]
IN_AN_EPISODE = [
    (ScreenName.NOTE, (), "Save", "Write a few words first.", "What happened?", "He rang"),
    (
        ScreenName.DECIDE,
        (),
        "Not yet: keep looking",
        "Write why, in a few words. It stands beside your decision in the log.",
        "Why? In a few words",
        "Never out this late",
    ),
    (ScreenName.CLOSE, (FALSE_ALARM,), "Close", "Write what happened, in a few words.", "", "In bed"),
    (ScreenName.CORRECT, (), "Save", "Write what it should say.", "It should say", "Red bike"),
]


@pytest.mark.parametrize("case", ON_A_CALM_DAY, ids=lambda case: case[0].value)
def test_on_a_calm_day(calm: Calm, case: tuple[ScreenName, dict[str, str], str, str, str, str]) -> None:
    """The message stands beside the box, too, and both go with the first letters that mend it."""
    screen, vain, tap, words, box, right = case

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            window.app.home(Place(screen, {}))
            window.app.redraw()
            for label, text in vain.items():
                await window.type(label, text)
            assert not window.shows(TITLE)
            await window.tap(tap)
            await refused(window, words)
            assert window.shows(f"^Check this: {re.escape(words)}$")
            await window.type(box, right)
            await mended(window)

    played(play())


@pytest.mark.parametrize("case", IN_AN_EPISODE, ids=lambda case: case[0].value)
def test_in_an_episode(calm: Calm, case: tuple[ScreenName, tuple[str, ...], str, str, str, str]) -> None:
    """The same in the evening; nothing was written."""
    screen, before, tap, words, box, right = case

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            book = window.app.book
            episode = start_episode(book, calm.child).id
            write_note(book, calm.child, episode, "Blue bike")
            entry = book.child(calm.child).events[-1].id
            about = {"child": calm.child, "episode": episode, "entry": entry}
            window.app.home(Place(screen, about))
            window.app.redraw()
            for name in before:
                await window.tap(name)
            label = box or book.child(calm.child).protocol.episode.field("false_alarm_reason").label
            await window.type(label, "")
            entries = len(book.child(calm.child).events)
            await window.tap(tap)
            await refused(window, words)
            assert len(book.child(calm.child).events) == entries
            await window.type(label, right)
            await mended(window)

    played(play())


def test_a_choice_that_was_not_made_is_told_on_top_too(calm: Calm) -> None:
    """It has no box; a tap on an answer mends it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            episode = start_episode(window.app.book, calm.child).id
            window.app.home(Place(ScreenName.CLOSE, {"child": calm.child, "episode": episode}))
            window.app.redraw()
            await window.tap("Close")
            await refused(window, "Choose why it is over.")
            await window.tap(FALSE_ALARM)
            await mended(window)
            assert window.app.book.child(calm.child).open_episode, "the answer alone closes nothing"

    played(play())


def test_a_time_that_cannot_be_read_is_told_beside_it_and_on_top_once_it_is_refused(calm: Calm) -> None:
    """Leaving the box takes nobody's focus; *Save* does."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            episode = start_episode(window.app.book, calm.child).id
            window.app.home(Place(ScreenName.NOTE, {"child": calm.child, "episode": episode}))
            window.app.redraw()
            await window.type("What happened?", "He rang")
            await window.tap("It happened earlier")
            await window.type("When did it happen?", "teatime")
            await window.leave("When did it happen?")
            await window.see("^Check this: ")
            assert not window.shows(TITLE)
            await window.tap("Save")
            await window.see(f"^{TITLE}$")
            await window.type("When did it happen?", "22:10")
            await mended(window)

    played(play())


def test_a_page_of_the_form_says_once_what_to_look_at_and_never_blocks(calm: Calm) -> None:
    """The link leads to the question; a second tap goes on, and the answer stays as it was typed."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS)
            window.app.go(
                ScreenName.KEY_CONTACTS_SECTION, child=calm.child, section="personal", page="phones"
            )
            window.app.redraw()
            await window.type("Telephone number/s:", "ask Jo")
            await window.tap("Save and continue")
            await refused(window, f"Telephone number/s: {PHONE_LETTERS}")
            shown: list[str] = []
            window.app.display.show = lambda at, box="": shown.extend((at, box))  # type: ignore[method-assign]
            await window.tap(f"Telephone number/s: {PHONE_LETTERS}")
            at = f"{calm.record(window).id}:phones"
            assert shown == [f"asked:{at}", f"box:{at}"]
            assert window.app.display.text_boxes[f"box:{at}"].value == "ask Jo"
            await window.type("Telephone number/s:", "ask Jo!")
            await window.leave("Telephone number/s:")
            await window.tap("Leave it as it is, and go on")
            await window.see("^Page 4 of 5")
            assert not window.shows(TITLE)
            assert calm.record(window).value("phones") == "ask Jo!"

    played(play())


def test_only_the_kit_and_the_questions_say_it_beside_a_field() -> None:
    """A screen that wrote the words itself would be left out on top."""
    allowed = {"fields.py", "refused.py", "form_renderer.py", "answers.py", "photo.py"}
    screens = {path: path.read_text("utf-8") for path in (ROOT / "carerapp" / "ui").rglob("*.py")}
    assert {path.name for path, text in screens.items() if "Check this: " in text} == allowed
    by_hand = [path.name for path, text in screens.items() if re.search(r'status\("check", .*problem', text)]
    assert sorted(by_hand) == sorted(allowed)
