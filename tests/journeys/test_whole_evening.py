"""An evening as it was tried on a phone, point by point: what was false, dangerous or in the way then is as
it should be, and is seen so. Each part begins where it matters and runs alone.
Longer than others: one evening, read in one piece.

With CARERAPP_PICTURES naming a folder, each screen leaves its picture there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from carerapp.actions.begin_episode import say_how
from carerapp.actions.casebook import Casebook
from carerapp.actions.report import report
from forms.engine.uk_clock import uk
from tests.journeys.paper import read_pdf
from tests.support.browser.ax_tree import ax_tree
from tests.support.browser.evening import OWN_PHONE, Act, EveningApp, ahead, begun
from tests.support.browser.looked_at import LookedAt, filled, in_sight
from tests.support.browser.quick import QuickScreen
from tests.support.browser.walk import EMERGENCY, Walk

pytestmark = pytest.mark.in_turn
REFERENCE = "HC-0412-27"
THUMB = ("Add to the log", "Example is back", "Example is on the phone", "Report to the police now")


@dataclass
class Evening:
    """A window that is unlocked, on Home or in the episode."""

    app: EveningApp
    screen: QuickScreen
    walk: Walk
    look: LookedAt
    folder: Path


@pytest.fixture
def evening(
    browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Evening]]:
    """``acts``: what was done before this part; with none the child is at home. No hard word is seen."""
    with ExitStack() as stack:
        looks: list[LookedAt] = []

        def opened(*acts: Act) -> Evening:
            seconds = ahead()
            data = begun(tmp_path / "data", seconds, *acts, missing=bool(acts))
            app = stack.enter_context(EveningApp(data, seconds))
            screen = stack.enter_context(QuickScreen(browser, app.url))
            looks.append(LookedAt(screen, request.node.name.removeprefix("test_")))
            walk = Walk(screen, looks[0].at)
            walk.unlock()
            if acts:
                screen.tap(re.compile("^Go on: missing"))
                screen.see("Do this next")
            return Evening(app, screen, walk, looks[0], tmp_path)

        yield opened
        assert [word for look in looks for word in look.hard] == []


def not_home(book: Casebook, child: str, episode: str) -> None:
    """They had to be in by 21:30, and are not."""
    since = uk(book.now()).replace(hour=21, minute=30, second=0, microsecond=0)
    say_how(book, child, episode, "not_home", since)


def reported(book: Casebook, child: str, episode: str) -> None:
    """The police have it, and gave a reference."""
    report(book, child, episode, reference=REFERENCE, call_taker="Sam Operator")


def test_minute_nought(evening: Callable[..., Evening]) -> None:
    """Nobody is sent to follow a child who has not come home; others' deadlines do not stand in the way; what
    can happen at any moment is under the thumb; since when is when they had to be in, not the tap."""
    on = evening()
    screen = on.screen
    on.walk.start(how="Not home by 21:30")
    on.look.at("minute 0")
    assert "Follow" not in on.walk.title()
    assert in_sight(screen, *THUMB, *EMERGENCY) == []
    assert not any(screen.shows(words) for words in ("need to know", "Children’s services"))
    assert screen.shows("Not seen since 21:30")


def test_calls_and_friends(evening: Callable[..., Evening]) -> None:
    """What came of a call, where the thumb is, beside the proof of saving; one button then. A text has words
    and leaves a trace. Who must not be rung has no button. A sighting fills in *last seen*."""
    on = evening(not_home)
    screen = on.screen
    _to_the_step(on, "Ring Example")
    screen.see("116 000")
    screen.tap("Send a text")
    screen.see("Opened a text to Example Child")
    on.look.at("a text")
    screen.tap(re.compile("^Call 07"))
    screen.see(re.compile("^You rang .* at"))
    on.look.at("rung")
    assert screen.shows(re.compile("^Calling"))
    assert screen.shows("Saved on this device")
    assert in_sight(screen, "No answer", "Voicemail", "Phone off", "Wrong number") == []
    screen.tap("No answer")
    screen.see("You rang: that is done")
    on.look.at("no answer")
    assert not screen.shows("Couldn’t")
    screen.tap("Done", exact=True)
    _to_the_step(on, "Ask friends and family")
    screen.tap(re.compile(r"^See the \d+ to ring"))
    screen.see("Friends and family")
    screen.tap("Do not ring: Lee Example")
    screen.see("May be rung after all: Lee Example")
    on.look.at("do not ring")
    assert not screen.page.get_by_role("button", name="Call Lee Example").count()
    screen.tap("Call Jo Example")
    screen.tap("Seen: say where and when")
    screen.type("When was Example seen?", "9.15pm")
    screen.type("Where was Example seen?", "Skate ramp")
    screen.type("Who was Example with?", "two older boys")
    on.look.at("seen")
    screen.tap("Save", exact=True)
    screen.see_no("Who was Example with?")
    screen.tap("Back to what to do")  # the step, where its people were opened
    screen.see("You rang: that is done")
    screen.tap("Back to what to do")
    screen.see("Since 21:30. Last seen 21:15, Skate ramp")
    on.look.at("seen by a friend")
    screen.tap("When and where last seen")
    screen.see("two older boys")
    on.look.at("last seen, filled in")
    screen.tap("Back to what to do")
    screen.tap("The whole log")
    screen.see("two older boys")
    on.look.at("log")


def test_last_seen_and_the_report(evening: Callable[..., Evening]) -> None:
    """A time as it is said is read; last seen is asked before the report; what the police are told is when
    they had to be in, and with whom they were seen; no rule's number stands on a card."""
    on = evening(not_home)
    screen = on.screen
    screen.tap("Report to the police now", exact=True)
    day = on.app.now()
    box, proof = "When were they last seen?", "21:30"
    for typed in ("4pm", "half nine", f"{day.day}/{day.month} 21:30", "9.30pm"):
        screen.type(box, typed)
        screen.see(re.compile(f"{proof}|16:00"))
    on.look.at("last seen")
    screen.type("Who were they with?", "two older boys")
    screen.page.wait_for_timeout(2000)
    screen.tap("Next: ring the police")
    screen.see("They will ask")
    on.look.at("report")
    for words in ("They had to be in by", "two older boys", OWN_PHONE):
        screen.see(words)
    screen.tap("Call 101", exact=True)
    screen.tap("Write down the reference number")
    screen.see("Before you hang up")
    screen.type(re.compile("reference"), REFERENCE)
    screen.see("Next: who to tell")
    on.look.at("before you hang up")
    screen.tap("Next: who to tell")
    screen.see("What happened?")
    on.look.at("who to tell")
    assert screen.headings()[1:3] == ["Now that it is reported", "Out of hours service (SOOHS)"]
    screen.tap("Keep looking")
    screen.tap("The whole log")
    assert not screen.shows("half nine")  # no attempt that was refused


def test_decided_is_decided(evening: Callable[..., Evening]) -> None:
    """*At risk: yes* after *no danger* means a report by 101, on every screen; and nothing asks it again."""
    on = evening(not_home)
    screen = on.screen
    screen.tap("Should I report?", exact=True)
    screen.see("What the rules say")
    on.look.at("should I report")
    groups = [group.name for group in ax_tree(screen.page).of("radiogroup")]
    risk = groups.index("Do you think they are at risk?")
    screen.control("Yes", exact=True, nth=risk).evaluate("e => e.click()")
    screen.see(re.compile("^Report to the police$"))
    on.look.at("at risk")
    assert not screen.shows(re.compile("ring 999 now", re.I))
    screen.tap("Report to the police now", exact=True)
    on.walk.past_last_seen()
    on.look.at("report")
    assert in_sight(screen, "Call 101") == []
    screen.tap("Back to what to do")
    screen.see("Do this next")
    on.look.at("decided")
    assert not ax_tree(screen.page).of("radiogroup")
    assert not screen.shows("what you must do")
    assert not screen.shows(re.compile("ring 999 now", re.I))


def test_words_that_come_later(evening: Callable[..., Evening]) -> None:
    """They leave the time of a step as it was; a time that is still to come is asked about, and is not taken
    for yesterday's in silence."""
    on = evening(not_home)
    screen = on.screen
    at = f"{on.app.now():%H:%M}"
    on.walk.tick("Couldn’t")
    screen.see(re.compile(f"Couldn’t.*{at}"))
    on.app.later(minutes=3)
    screen.tap("Say why")
    screen.type("Why?", "The shed is locked")
    screen.page.wait_for_timeout(2000)
    on.look.at("said why")
    screen.tap("Back to what to do")
    screen.see(re.compile(f"Couldn’t {at}. The shed is locked"))
    screen.tap("Add to the log")
    screen.type("What happened?", "A car outside")
    screen.tap("It happened earlier")
    screen.type("When did it happen?", "23:55")
    screen.tap("Save", exact=True)
    screen.see("Check this")
    on.look.at("a time to come")
    assert screen.shows("What happened?")


def test_refused_then_given_then_the_child_rings(evening: Callable[..., Evening]) -> None:
    """What gives the copy is filled, until it was used; one refusal is one entry, with the name as it stands
    now, and the copy names nobody who refused. Then the child rings, with a wrong safe word: 999, with the
    reference and the words. It is new since the copy, and leads back to the police."""
    on = evening(not_home, reported)
    screen = on.screen
    screen.tap("Give the officer the form")
    screen.see("Which officer?")
    on.look.at("hand over")
    screen.tap("The officer won’t take it")
    screen.type("Officer’s name", "PC Nobody")
    screen.page.wait_for_timeout(1000)
    screen.tap("Write down that they refused")
    screen.see("Officer: PC Nobody")
    screen.type("Collar number", "7777")
    screen.see(re.compile("Officer: PC Nobody.*7777"))
    on.look.at("refused")
    screen.tap("Back to the form")
    screen.tap("Make the officer’s copy")
    screen.see("The copy is ready", timeout=60)
    on.look.at("the copy is ready")
    assert filled(screen, "Save or print the copy")
    assert not filled(screen, "The officer has it")
    pdf = read_pdf(screen.download("Save or print the copy", on.folder))
    screen.until(lambda: filled(screen, "The officer has it"), "still outlined")
    on.look.at("saved")
    assert "PC Nobody" not in pdf
    first = pdf.split("\f")[0]
    for words in ("Example Child", "14", REFERENCE, OWN_PHONE, "Last seen"):
        assert words in first, words
    screen.tap("The officer has it")
    screen.see("The officer has the copy")
    _rings_scared(on)
    screen.tap("The officer’s copy, and what changed")
    screen.see("New since the officer’s copy")
    on.look.at("what changed")
    assert not screen.shows("Nothing has changed")
    assert screen.shows("scared, with Craig")
    assert screen.shows("The police have it, ")
    screen.tap("Back to what to do")
    on.walk.note("A blue van in the street")
    screen.tap("The officer’s copy, and what changed")
    screen.tap("Ring the police again with this")
    screen.see(REFERENCE)
    on.look.at("ring again")
    assert screen.shows("A blue van in the street")
    assert in_sight(screen, "Call 101") == []


def _rings_scared(on: Evening) -> None:
    screen = on.screen
    screen.tap(re.compile("^Back to what to do"))
    screen.tap("Example is on the phone")
    screen.type("Where they are", "Exampleton bus station")
    screen.type("What they said", "scared, with Craig")
    on.look.at("on the phone")
    assert in_sight(screen, "Wrong", "Right") == []
    screen.tap("Wrong", exact=True)
    screen.see("Safe word wrong: ring 999")
    on.look.at("safe word wrong")
    assert in_sight(screen, "Call 999 for Example") == []
    for words in (REFERENCE, "scared, with Craig", "bus station"):
        assert screen.shows(words), words
    screen.tap("Call 999 for Example")
    screen.see(re.compile("^You rang 999 at .*What happened"))
    on.look.at("what happened")
    screen.tap("The police have it")
    screen.see("The police have it, ")
    screen.tap("Go on looking")
    screen.see("Do this next")


def test_found_and_closed(evening: Callable[..., Evening]) -> None:
    """Who is not told is said before it is closed, and the filled button leads there; then Home has it."""
    on = evening(not_home, reported)
    screen = on.screen
    on.walk.found()
    screen.tap("Close this episode")
    screen.see("Why is it over?")
    screen.tap("Example is back", exact=True)
    on.look.at("close")
    assert screen.shows(re.compile("Not told: .*[Pp]olice|police", re.I))
    assert filled(screen, "Go to what is still to do")
    assert not filled(screen, "Close")
    screen.tap("Close", exact=True)
    screen.see("After the last time away")
    on.look.at("home")
    assert screen.shows(re.compile("Not told: Police"))
    screen.tap(re.compile("^After the last time away"))
    screen.see("Still to do")
    on.look.at("still to do")
    assert screen.shows(re.compile("interview", re.I))


def test_in_danger(evening: Callable[..., Evening]) -> None:
    """After *yes* the filled call is 999, what came of it is asked, and Back leads to no *Follow*."""
    on = evening()
    screen = on.screen
    screen.tap(re.compile("Example isn’t where they"))
    screen.see("Is Example in danger now?")
    on.look.at("danger")
    screen.tap("Yes or not sure: call 999")
    screen.see("They will ask")
    on.look.at("yes")
    assert in_sight(screen, "Call 999 for Example") == []
    assert filled(screen, "Call 999 for Example")
    assert not filled(screen, "No danger now: call 101")
    screen.tap("Call 999 for Example")
    screen.see(re.compile("^You rang 999 at .*What happened"))
    on.look.at("rung")
    screen.tap("Back to what to do")
    screen.see("Ring 999")
    on.look.at("back")
    assert not screen.shows("Follow Example")


def test_another_council(evening: Callable[..., Evening]) -> None:
    """What is missing is said on top, and goes once it is there; Staffordshire's danger question sends nobody
    to checks first; a number that is missing is added where it belongs."""
    on = evening()
    screen = on.screen
    screen.tap("Add a child")
    screen.tap("Add", exact=True)
    screen.see("There is a problem")
    on.look.at("what is missing")
    assert in_sight(screen, re.compile("^Choose which council")) == []
    screen.type("Full name", "Kim Sample")
    screen.see_no("Write a name, or what you call them.")
    screen.tap(re.compile("^Staffordshire"))
    screen.see_no("Choose which council’s rules hold")
    screen.tap("Add", exact=True)
    screen.see_no("Date of birth")
    screen.tap(re.compile("^Back to "))
    screen.tap(re.compile("^Kim isn’t where they"))
    screen.see("Is Kim in danger now?")
    on.look.at("danger")
    said = screen.words()
    assert "999" in next(words for words in said[said.index("What the procedure says") :] if len(words) > 30)
    assert not screen.shows("before reporting")
    screen.tap("No: start looking")
    screen.tap("No: start looking")
    screen.tap("Not home when they had to be")
    screen.see("Do this next")
    _to_the_step(on, "Ring Kim")
    screen.tap("Add the number")
    screen.see("phone")
    on.look.at("add the number")


def _to_the_step(on: Evening, title: str) -> None:
    """The open one, or its row."""
    if not on.walk.title().startswith(title):
        on.screen.tap(re.compile(f"^{title}"))
        on.screen.see("How did it go?")
