"""The Key Contacts form on a quiet day, in a real browser: what it says is saved is saved."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.support.browser.quick import QuickApp, QuickScreen
from tests.support.browser.ready import set_up
from tests.support.browser.screen import Screen
from tests.support.browser.walk import CARER, Walk, faults

pytestmark = pytest.mark.in_turn

LIST = re.compile("^Back to Key Contacts")


@dataclass
class Day:
    """A running app with the form of the invented child on the screen."""

    app: QuickApp
    screen: Screen
    folder: Path

    def section(self, number: int, page: str = "") -> None:
        """Its first page, or another one by its subject."""
        self.screen.tap(re.compile(rf"^{number}\. "))
        self.screen.see(re.compile(rf"On the form: SECTION {number}"))
        if page:
            self.screen.tap(re.compile(f"^{page}"))
            self.screen.see_no(re.compile("^Page 1 of"))

    def back(self) -> None:
        self.screen.tap(LIST)
        self.screen.see("What you do on the night")


@pytest.fixture
def day(browser: Browser, tmp_path: Path) -> Iterator[Day]:
    with QuickApp(set_up(tmp_path / "data")) as app, QuickScreen(browser, app.url) as screen:
        Walk(screen).unlock()
        screen.tap("Open Key Contacts form")
        screen.see("What you do on the night")
        yield Day(app, screen, tmp_path)


def test_what_the_screen_calls_saved_survives_a_kill(day: Day) -> None:
    """The process dies without a warning; the same screen comes back, with every answer."""
    screen = day.screen
    day.section(1)
    screen.tap(re.compile("^What to know them by"))
    screen.see(re.compile("^Page 5 of 5"))
    screen.type("Piercings:", "Left ear, small ring")
    screen.type("Handed:", "Both")
    screen.tap(re.compile("^Address and numbers"))
    screen.see(re.compile("^Page 2 of 5"))
    screen.tap("No: Police Compact PID (Person Identification number):")
    screen.see_no(re.compile(r"^No: Police Compact PID \(Person Identification number\):$"))
    day.app.restart()
    screen.open()
    Walk(screen).unlock()
    screen.see(re.compile("^Page 2 of 5"))
    assert screen.value("Police Compact PID (Person Identification number):") == "No"
    screen.tap(re.compile("^What to know them by"))
    screen.see(re.compile("^Page 5 of 5"))
    assert screen.value("Piercings:") == "Left ear, small ring"
    assert screen.value("Handed:") == "Both"


def test_bad_input_gets_a_message_and_nothing_is_lost(day: Day) -> None:
    """A birth date to come, letters for a number, a PDF that calls itself a photo."""
    screen = day.screen
    day.section(1)
    screen.type("Date of birth:", "4 March 2112")
    screen.type("Place of birth:", "Example Town")
    screen.see("Check this: That date is in the future")
    assert screen.value("Date of birth:") == "4 March 2112"
    assert faults(screen) == []
    screen.tap(re.compile("^Phones and accounts"))
    screen.type("Telephone number/s:", "ask Jo")
    screen.press("Tab")
    screen.see("Check this: There are letters in that phone number")
    assert faults(screen) == []
    day.back()
    screen.tap(re.compile("^Photo"))
    screen.tap("Take or choose a new photo")
    pdf = day.folder / "child.jpg"
    pdf.write_bytes(b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n")
    screen.choose_file("Choose the photo", pdf)
    screen.see("Check this: This file is not a photo the app can read")
    assert faults(screen) == []
    good = io.BytesIO()
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(good, "JPEG", quality=95)
    (day.folder / "good.jpg").write_bytes(good.getvalue())
    screen.tap("Example agreed to this photo")
    screen.tap("It is not from social media")
    screen.choose_file("Choose the photo", day.folder / "good.jpg")
    screen.see("Day not known. Say when it was taken")
    screen.tap("Today: When was it taken?")
    screen.see("Taken today")
    screen.see_no("Check this")
    day.back()
    day.section(1, "Phones and accounts")
    assert screen.value("Telephone number/s:") == "ask Jo"


def test_the_safe_word_is_shown_on_purpose_and_the_look_is_logged(day: Day) -> None:
    """Hidden, shown, hidden again on leaving; the card says who looked last, and so does the episode's
    log."""
    screen = day.screen
    screen.tap(re.compile("^Back to children"))
    Walk(screen).start()
    screen.tap(re.compile("^Back to children"))
    screen.tap("Open Key Contacts form")
    day.section(4, "Danger and safe word")
    assert not screen.shows("purple elephant")
    screen.tap("Show: Their safe word")
    screen.see("purple elephant")
    screen.see(re.compile(rf"Last: {CARER}, \d\d:\d\d"))
    assert faults(screen) == []
    day.back()
    day.section(4, "Danger and safe word")
    screen.see("Hidden. Saved")
    assert not screen.shows("purple elephant")
    day.back()
    screen.tap(re.compile("^Back to children"))
    screen.tap(re.compile("^Go on: missing"))
    screen.see("Looked at the hidden answer to “Memorable ‘phrase’ or ‘safe word’")
