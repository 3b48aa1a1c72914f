"""Every authority's walk in the browser: its own steps, its own table, its own people to tell, its copy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.journeys.browser import AppProcess, Screen, chromium
from tests.journeys.paper import read_pdf
from tests.journeys.walk import EMERGENCY, Walk, faults

#: The name in the list; a step of its checklist; a row of its table; someone who must be told.
AUTHORITIES = {
    "Liverpool": ("Ring and text Ola, look at the apps", "You do not know where they are", "Careline"),
    "Portsmouth": ("Ask before you decide", "You do not know where they are", "Emergency Duty Team"),
    "Staffordshire and Stoke-on-Trent": ("See what is gone", "You do not know where they are", "Senior manager"),
    "Stoke-on-Trent 2016": ("Which category is it?", "You do not know where they are", "Lead social worker"),
}  # fmt: skip


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_walk_of_every_authority(authority: str, tmp_path: Path) -> None:
    """From adding the child to their return; no screen lacks 999, a name or a target large enough."""
    step, row, person = AUTHORITIES[authority]
    with AppProcess(tmp_path / "data") as app, chromium() as browser:
        screen = Screen(browser, app.url)
        found: dict[str, list[str]] = {}

        def look(name: str) -> None:
            emergency = ("Yes or not sure: call 999",) if name == "danger" else EMERGENCY
            if wrong := faults(screen, emergency=emergency):
                found[name] = wrong

        walk = Walk(screen, look)
        walk.set_up()
        walk.add_child("Ola Example", authority=re.compile(rf"^{re.escape(authority)}(\s|$)"))
        walk.start("Ola")
        look("episode")
        screen.see(step)
        walk.tick("Done")
        screen.tap("Should I report?", exact=True)
        screen.see("What the table says")
        screen.see(re.compile(row))
        look("decide")
        screen.tap("Report to the police now")
        screen.see("They will ask")
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
