"""The main job, end to end, on a phone-sized window: from the first run to 'he is back'.

Every screen on the way has 999 and 101, no finding of axe but Flutter's own, nothing too small for a thumb or
out of reach of a keyboard, and asks nothing of any other machine.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.journeys.paper import read_pdf
from tests.support.browser.app_process import AppProcess
from tests.support.browser.chromium import GRAPHICS, PROCESSOR, chromium
from tests.support.browser.screen import Screen
from tests.support.browser.walk import CHILD, EMERGENCY, Walk, faults

BY_HAND = "Łucja Nowak"
NOTE = "Blue bike gone from the shed"
REFERENCE = "HC-0412-23"


def test_an_episode_from_the_first_run_to_the_end(tmp_path: Path) -> None:
    """Within the taps that were promised: from the child's home 4 to the first step, how it began among them,
    3 for a call, 2 for a note, 3 for found."""
    with AppProcess(tmp_path / "data") as app, chromium() as browser:
        screen = Screen(browser, app.url, width=390, height=844)
        found: dict[str, list[str]] = {}

        def look(name: str) -> None:
            # The danger question has its own, larger 999 and nothing beside it.
            emergency = ("Yes or not sure: call 999",) if name == "danger" else EMERGENCY
            if wrong := faults(screen, emergency=emergency):
                found[name] = wrong

        walk = Walk(screen, look)
        walk.set_up()
        walk.invented_child()
        after_the_pin = screen.taps
        walk.start()
        look("episode")
        walk.tick()
        taps = {"to the first tick": screen.taps - after_the_pin}

        before = screen.taps
        walk.call_child()
        taps["a call and its outcome"] = screen.taps - before

        before = screen.taps
        walk.note(NOTE)
        taps["a note"] = screen.taps - before

        walk.lock_and_unlock()
        walk.tick()
        walk.tick("Couldn’t")
        walk.decide("Never out this late")
        walk.report(REFERENCE, "Sam Operator")
        walk.tell()
        text = read_pdf(walk.hand_over("PC Morgan Example", "4471", tmp_path))

        before = screen.taps
        walk.found()
        taps["found"] = screen.taps - before
        walk.close()
        look("after")

        assert found == {}
        assert taps["to the first tick"] <= 4, taps
        assert taps["a call and its outcome"] <= 3, taps
        assert taps["a note"] <= 2, taps
        assert taps["found"] <= 3, taps
        for words in ("Example Child", "Ada Example", "07700 900123", REFERENCE, "Sam Operator"):
            assert words in text, words
        screen.see(f"{CHILD} isn’t where they")  # ready for the next time


@pytest.mark.sampled
@pytest.mark.parametrize("paints", [PROCESSOR, GRAPHICS], ids=["processor", "graphics chip"])
def test_a_child_added_by_hand_is_missing_at_once(paints: list[str], tmp_path: Path) -> None:
    """No form is needed before the button: a name is enough, in any script, and blanks stop nothing."""
    with AppProcess(tmp_path / "data") as app, chromium(paints=paints) as browser:
        screen = Screen(browser, app.url, motion=paints == GRAPHICS)
        found: dict[str, list[str]] = {}

        def look(name: str) -> None:
            emergency = ("Yes or not sure: call 999",) if name == "danger" else EMERGENCY
            if wrong := faults(screen, emergency=emergency):
                found[name] = wrong

        walk = Walk(screen, look)
        walk.set_up()
        walk.add_child(BY_HAND)
        walk.start("Łucja")
        look("episode")
        walk.tick("Doesn’t apply")
        screen.see(re.compile("^Doesn’t apply"))
        screen.tap("Add to the log")
        screen.see("What you saw or heard")
        screen.back()
        screen.see("Do this next")
        walk.report_at_once()
        text = read_pdf(walk.hand_over("", "", tmp_path))
        assert found == {}
        assert BY_HAND in text
