"""Every authority's walk in the browser: its own steps, its own table, its own people to tell, its copy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.paper import read_pdf
from tests.support.browser.quick import QuickApp, QuickScreen
from tests.support.browser.ready import set_up
from tests.support.browser.walk import EMERGENCY, Walk, faults

pytestmark = pytest.mark.in_turn

#: The name in the list; a step of its checklist; a row of its table; someone who must be told.
AUTHORITIES = {
    "Liverpool": ("Ring and text Ola, look at the apps", "You do not know where they are", "Careline"),
    "Portsmouth": ("Ask before you decide", "You do not know where they are", "Emergency Duty Team"),
    "Staffordshire and Stoke-on-Trent": (
        "See what is gone",
        "You do not know where they are",
        "Senior manager",
    ),
    "Stoke-on-Trent 2016": ("Which category is it?", "You do not know where they are", "Lead social worker"),
}


@pytest.mark.sampled
@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_walk_of_every_authority(authority: str, browser: Browser, tmp_path: Path) -> None:
    """From adding the child to their return; no screen lacks 999, a name or a target large enough."""
    step, row, person = AUTHORITIES[authority]
    with QuickApp(set_up(tmp_path / "data", child=False)) as app, QuickScreen(browser, app.url) as screen:
        found: dict[str, list[str]] = {}

        def look(name: str) -> None:
            emergency = ("Yes or not sure: call 999",) if name == "danger" else EMERGENCY
            if wrong := faults(screen, emergency=emergency):
                found[name] = wrong

        walk = Walk(screen, look)
        walk.unlock()
        walk.add_child("Ola Example", authority=re.compile(rf"^{re.escape(authority)}(\s|$)"))
        before = screen.taps
        walk.start("Ola")
        look("episode")
        screen.see(step)
        walk.tick("Done")
        taps = {"to the first tick": screen.taps - before}
        before = screen.taps
        screen.tap("Should I report?", exact=True)
        screen.see("What the rules say")
        screen.see(re.compile(row))
        look("decide")
        screen.tap("Report to the police now", exact=True)
        taps["to the decision"] = screen.taps - before
        walk.past_last_seen()
        look("report")
        screen.tap("I have reported it")
        screen.see("Next: who to tell")
        screen.tap("Next: who to tell")
        screen.see(re.compile(person))
        look("tell")
        screen.tap("Keep looking")
        screen.see("Do this next")
        text = read_pdf(walk.hand_over("", "", tmp_path))
        assert "Ola Example" in text
        assert "Hertfordshire" not in text
        walk.found("Ola")
        walk.close("Ola")
        screen.tap("Earlier times")
        screen.see("The last 90 days")
        look("earlier")
        assert found == {}
        assert taps["to the first tick"] <= 4 + walk.asked_of_risk, taps
        assert taps["to the decision"] <= 2, taps


@pytest.mark.sampled
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1180, 820)], ids=["phone", "tablet"])
def test_two_children_who_left_together_and_a_form(
    width: int, height: int, browser: Browser, tmp_path: Path
) -> None:
    """One placed by another council; a form begun, filled in and printed; one step in both logs."""
    with (
        QuickApp(set_up(tmp_path / "data", child=False)) as app,
        QuickScreen(browser, app.url, width=width, height=height) as screen,
    ):
        found: dict[str, list[str]] = {}

        def look(name: str) -> None:
            if wrong := faults(screen):
                found[name] = wrong

        walk = Walk(screen)
        walk.unlock()
        walk.add_child("Ola Example", "Liverpool")
        screen.tap("Add a child")
        screen.type("Full name", "Kim Sample")
        screen.tap("Add", exact=True)
        screen.tap(re.compile("^Back to "))
        screen.tap("Forms and procedure", nth=0)
        screen.see("Read the procedure")
        look("forms")
        screen.tap("Read the procedure")
        screen.see("Risk levels")
        look("procedure")
        screen.tap(re.compile("^Back to "), nth=0)
        screen.tap(re.compile("^INFORMATION FOR MERSEYSIDE POLICE"))
        screen.see("Start this form")
        look("a form")
        screen.tap("Start this form")
        screen.tap(re.compile("^For the police"))
        screen.see("2) Full description of individual")
        look("its questions")
        screen.type("2) Full description of individual", "Tall, red coat")
        screen.tap(re.compile("^Back to "))
        text = read_pdf(screen.download("Save or print it", tmp_path))
        assert "Tall, red coat" in text
        screen.tap(re.compile("^Back to "))
        screen.tap(re.compile("^Back to "))
        walk.start("Ola")
        screen.tap("Another child left too")
        screen.see("Who else left?")
        look("together")
        screen.tap("Kim Sample")
        screen.tap("Start for them too")
        screen.see("Left together with Kim")
        screen.tap(re.compile("More may be due"))  # what others do waits behind this line
        screen.see("What is due")
        screen.tap(re.compile("strategic lead"))
        screen.see("Why", timeout=10)
        look("why")
        screen.tap(re.compile("^Back to "))
        screen.see("What is due")
        screen.tap(re.compile("^Answer"))
        look("what may be due")
        screen.see(re.compile("six hours|6 hours"))
        assert found == {}
