"""What was asked of the device leaves the proof of saving; what is missing is said on top, until mended."""

from __future__ import annotations

from carerapp.actions.answer_question import answer_question
from carerapp.actions.report import report
from carerapp.domain.episode import CHILD
from carerapp.ui.kit.refused import TITLE
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

NAME, PROCEDURE = "Write a name, or what you call them.", "Choose which council’s rules hold"


def test_calling_stands_beside_saved(calm: Calm) -> None:
    """The dialler may not have opened, and the entry is safe all the same: both are said, until somebody says
    what came of it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            evening = Evening(window, "hertfordshire")
            await evening.at(ScreenName.EPISODE, "Saved on this device")
            window.app.device.call(evening.child, evening.episode, CHILD, "Kim Sample", "07700 900123")
            window.app.redraw()
            await window.see("Calling 07700 900123")
            assert window.shows("Saved on this device")
            await window.tap("No answer")
            await window.until(lambda: not window.shows("^Calling"), "it is said to be ringing")
            assert window.shows("Saved on this device")

    played(play())


def test_what_was_said_of_whom_to_tell_ends_the_call(calm: Calm) -> None:
    """On the card of somebody to tell, too, it is said to be ringing until the outcome."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            evening = Evening(window, "hertfordshire")
            await evening.at(ScreenName.TELL, "What happened?")
            window.app.device.call(evening.child, evening.episode, "tell:x", "Kim Sample", "07700 900123")
            window.app.redraw()
            await window.see("^Calling 07700")
            await window.tap("Told")
            await window.until(lambda: not window.shows("^Calling"), "it is said to be ringing")

    played(play())


def test_a_report_is_confirmed_with_its_reference(calm: Calm) -> None:
    """On the band and on Home; that there is none yet is said, too."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            evening = Evening(window, "hertfordshire")
            await evening.at(ScreenName.EPISODE, "Saved on this device")
            report(window.app.book, evening.child, evening.episode, reference="", call_taker="")
            window.app.redraw()
            await window.see(r"^Reported to police .*\. No reference yet$")
            form = window.app.book.child(evening.child).episode(evening.episode).id
            answer_question(window.app.book, evening.child, form, "police_reference", "INVENTED-7")
            window.app.redraw()
            await window.see(r"^Reported to police .*\. Reference INVENTED-7$")
            window.app.home(Place(ScreenName.CHILDREN))
            window.app.redraw()
            await window.see("Open Key Contacts form")
            assert window.shows(r"^Reported to police .*\. Reference INVENTED-7$")

    played(play())


def test_a_tablets_bar_says_both_too(calm: Calm) -> None:
    """In its one line."""

    async def play() -> None:
        async with Window(calm.parts, width=1200) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            evening = Evening(window, "hertfordshire")
            await evening.at(ScreenName.EPISODE, "Saved on this device")
            window.app.device.call(evening.child, evening.episode, CHILD, "Kim Sample", "07700 900123")
            window.app.redraw()
            await window.see("Calling 07700 900123.*Saved on this device.*Signed in")

    played(play())


def test_what_is_missing_stands_on_top_until_it_is_mended(calm: Calm) -> None:
    """Each with a way to its place; a name that is written is no longer asked for, before Add is tapped."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            window.app.go(ScreenName.ADD_CHILD)
            window.app.redraw()
            await window.see("Full name")
            assert not window.shows(TITLE)
            await window.tap("Add")
            await window.see(TITLE)
            words = window.words()
            assert words.index(TITLE) < words.index("Full name")
            assert [name for name in window.taps() if name == NAME or name.startswith(PROCEDURE)] == [
                NAME,
                next(name for name in window.taps() if name.startswith(PROCEDURE)),
            ]
            await window.type("Full name", "Kim Sample")
            await window.until(lambda: NAME not in window.taps(), "asked for though it is there")
            assert window.shows(TITLE)
            assert not window.shows(f"Check this: {NAME}")
            await window.tap("Portsmouth")
            await window.until(lambda: not window.shows(TITLE), "said though it is mended")
            await window.tap("Add")
            await window.see("Key Contacts")

    played(play())
