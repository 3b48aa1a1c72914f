"""From the report to the end, in a real browser: what the carer taps, what the officer gets."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser.quick import QuickApp, QuickScreen
from tests.support.browser.ready import set_up
from tests.support.browser.screen import Screen
from tests.support.browser.walk import Walk, faults
from tests.support.paper.labels import PAPER
from tests.support.paper.reading import missing_in_order, pdftotext, words

pytestmark = pytest.mark.in_turn


@dataclass
class CapturedEpisode:
    """A running app with an open episode on the screen."""

    app: QuickApp
    screen: Screen
    walk: Walk
    wrong: list[str]  # what no screen may show, with the screen's name
    folder: Path


@pytest.fixture
def episode(browser: Browser, tmp_path: Path) -> Iterator[CapturedEpisode]:
    with QuickApp(set_up(tmp_path / "data")) as app, QuickScreen(browser, app.url) as screen:
        wrong: list[str] = []
        walk = Walk(screen, lambda name: wrong.extend(f"{name}: {fault}" for fault in faults(screen)))
        quiet = Walk(screen)
        quiet.unlock()
        quiet.start()
        yield CapturedEpisode(app, screen, walk, wrong, tmp_path)


def proofs(screen: Screen) -> int:
    """How many boxes say that they are saved, and when."""
    return sum(1 for words in screen.words() if re.match(r"Saved \d\d:\d\d", words))


def write(screen: Screen, label: str, text: str) -> None:
    """Type it, and go on once the screen says that it is saved. On a busy machine a box may miss the
    typing."""
    before = proofs(screen)
    for _ in range(3):
        screen.type(label, text)
        with contextlib.suppress(AssertionError):
            screen.until(lambda: proofs(screen) > before, "not saved", timeout=5)
            return
    raise AssertionError(f"{label} was never saved")


def report(episode: CapturedEpisode) -> None:
    """The reference is written: that alone marks the episode as reported."""
    screen, walk = episode.screen, episode.walk
    walk.to_the_report()
    screen.see("I am a foster carer. A child in my care is missing. I want to report it.")
    screen.see("Not known. Say “I don’t know”")
    walk.arrived("report")
    screen.tap("Write down the reference number")
    screen.see("Before you hang up, ask")
    write(screen, "Police reference number", "INVENTED-0001")
    screen.see("Next: who to tell")
    walk.arrived("reference")


def test_report_tell_hand_over_and_back(episode: CapturedEpisode) -> None:
    """One episode's second half; every screen on the way is looked at."""
    screen, walk = episode.screen, episode.walk
    report(episode)
    screen.tap("Next: who to tell")
    screen.see("The social worker does this.")
    walk.arrived("tell")
    before = screen.taps
    screen.tap(re.compile(r"^Call 01632"))
    screen.tap("Told", exact=True)
    screen.see(re.compile(r"Told \d\d:\d\d"))
    assert screen.taps - before == 2
    screen.tap("Keep looking")
    hand_over(episode)
    the_copy_and_what_changed(episode)
    came_back(episode)
    assert episode.wrong == []


def hand_over(episode: CapturedEpisode) -> None:
    """Who the officer is, what is left out, the copy, and who took it."""
    screen, walk = episode.screen, episode.walk
    screen.tap("Give the officer the form")
    screen.see("Which officer?")
    write(screen, "Officer's name", "PC Example")
    write(screen, "Collar number", "0000")
    screen.tap(re.compile("^Change: .*safe word", re.I))
    screen.tap("Leave it out")
    screen.tap("Not needed to find them")
    screen.see("You leave it out: “Not needed to find them”")
    walk.arrived("hand over")
    screen.tap("Make the officer’s copy")
    screen.see("The copy is ready")
    pdf = screen.download("Save or print the copy", episode.folder).read_bytes()
    text = words(pdftotext(pdf))
    assert missing_in_order(text, PAPER) == []
    assert "Full name: Example Child" in pdftotext(pdf).splitlines()
    assert "withheld by Ada Example: Not needed to find them" in text
    assert "purple elephant" not in text
    screen.tap("The officer has it")
    screen.see("The officer has the copy,")
    screen.see("PC Example, number 0000")
    walk.arrived("handed over")


def the_copy_and_what_changed(episode: CapturedEpisode) -> None:
    """An answer given after the hand-over is listed, and printed as a supplement."""
    screen, walk = episode.screen, episode.walk
    screen.tap("The copy, and what changed since")
    screen.see("Nothing has changed since the copy")
    screen.tap("Make a whole new copy")
    screen.tap(re.compile("Piercings: not known"))
    screen.see_no(re.compile("^Piercings:?$"))
    screen.tap("Back to what to do")
    screen.see("New since the officer’s copy")
    screen.see("Now: not known")
    walk.arrived("copies")
    pdf = screen.download("Make a supplement", episode.folder).read_bytes()
    assert "Piercings" in pdftotext(pdf)
    screen.tap("Back to what to do")
    screen.tap("Back to what to do")


def came_back(episode: CapturedEpisode) -> None:
    """Found in three taps; the same people told; closed."""
    screen, walk = episode.screen, episode.walk
    before = screen.taps
    screen.tap("Example is back")
    screen.see("If you know it now")
    screen.tap("I fetched them")
    screen.tap("Save", exact=True)
    screen.see("Example is back. Say you are glad.")
    assert screen.taps - before == 3
    walk.arrived("returned")
    screen.tap("Done", exact=True)
    screen.see("Let Example talk when they want to. Take it seriously")
    screen.tap(re.compile("^(Social worker or duty worker|Out of hours service)"))  # by the hour
    screen.tap("Left a message")
    screen.see(re.compile(r"Left a message \d\d:\d\d"))
    screen.see(re.compile(r"2 days 23 h left"))
    screen.tap("Close this episode")
    screen.see("Why is it over?")
    walk.arrived("close")
    screen.tap("Example is back")
    screen.tap("Close", exact=True)
    screen.see("Earlier times")


def test_refused_then_left_again(episode: CapturedEpisode) -> None:
    """The officer won't take it; later the child is back, and leaves again: one tap to a new clock."""
    screen = episode.screen
    report(episode)
    screen.tap("Back to what to say")
    screen.tap("Back to what to do")
    screen.tap("Give the officer the form")
    screen.tap("The officer won’t take it")
    write(screen, "Officer’s name", "PC Other")
    screen.tap("Write down that they refused")
    screen.see("This address may no longer work.")
    screen.see("Police reference of the missing report: INVENTED-0001.")
    episode.walk.arrived("refused")
    screen.tap("Back to the form")
    screen.tap("Back to what to do")
    screen.tap("Example is back")
    screen.tap("The police brought them")
    screen.tap("Save", exact=True)
    screen.see("Say you are glad")
    screen.tap("Example left again")
    screen.see("Is Example in danger now?")
    assert episode.wrong == []


def test_a_false_alarm_says_what_happened(episode: CapturedEpisode) -> None:
    """It closes with its words, and not without."""
    screen = episode.screen
    screen.tap("Example is back")
    screen.tap("Example was never missing: a false alarm")
    screen.see("Why is it over?")
    screen.tap("Close", exact=True)
    screen.see("Check this: Write what happened, in a few words.")
    screen.type("What happened?", "Asleep in the loft")
    screen.see_no("Check this: Write what happened, in a few words.")
    screen.tap("Close", exact=True)
    screen.see("Earlier times")


def test_the_hand_over_reopens_where_it_was(episode: CapturedEpisode) -> None:
    """Killed in the middle: the officer's name is there, and so is the reason for what is left out."""
    screen = episode.screen
    report(episode)
    screen.tap("Back to what to say")
    screen.tap("Back to what to do")
    screen.tap("Give the officer the form")
    write(screen, "Officer's name", "PC Example")
    screen.tap(re.compile("^Change: .*bank", re.I))
    screen.tap("Leave it out")
    screen.tap("Not needed to find them")
    screen.see("You leave it out: “Not needed to find them”")
    screen.page.wait_for_timeout(1000)  # drafts are sealed when the typing pauses
    episode.app.restart()
    screen.open()
    Walk(screen).unlock()
    screen.see("You leave it out: “Not needed to find them”")
    field = screen.page.get_by_label("Officer's name")
    field.click()  # the browser's own field holds the text once it has the focus
    screen.page.wait_for_timeout(500)
    assert screen.value("Officer's name") == "PC Example"
