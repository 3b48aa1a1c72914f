"""What a screen reader is given on the crisis path, and what stays in sight at 200 % and on a phone's side.

Read from Chromium's own accessibility tree: axe does not look at groups, focus and announcements.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser.ax_tree import Node, ax_tree
from tests.support.browser.chromium import chromium
from tests.support.browser.quick import QuickApp, QuickScreen
from tests.support.browser.ready import set_up
from tests.support.browser.walk import EMERGENCY, Walk, faults

pytestmark = pytest.mark.in_turn
# What is read out by itself stands in Flutter's element for it, and is gone a moment later.
LISTEN = """() => {
    window.heard = [];
    for (const element of document.querySelectorAll('flt-announcement-polite, flt-announcement-assertive'))
        new MutationObserver(() => element.textContent && window.heard.push(element.textContent))
            .observe(element, {childList: true, characterData: true, subtree: true});
}"""
HEADER = 0.15  # of the height, at most


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., QuickScreen]]:
    """The app of a carer with an invented child, in a window of this size."""
    with contextlib.ExitStack() as stack:
        app = stack.enter_context(QuickApp(set_up(tmp_path / "data")))
        yield lambda **look: stack.enter_context(QuickScreen(browser, app.url, **look))


def _focused(tree: Node) -> list[str]:
    return [one.name for one in tree.of("heading") if one.state.get("focused")]


def _unnamed(tree: Node) -> list[str]:
    """Groups of answers without their question, and answers without a name or a state."""
    groups = tree.of("radiogroup")
    inside = [one for group in groups for one in group.of("radio")]
    wrong = [f"group of {[one.name for one in group.inside]}" for group in groups if not group.name]
    wrong += [f"alone: {one.name}" for one in tree.of("radio") if one not in inside]
    answers = tree.of("radio", "checkbox")
    return wrong + [
        repr(one.name) for one in answers if not one.name or one.state.get("checked") not in ("true", "false")
    ]


def test_the_crisis_path_tells_a_screen_reader_where_it_is(opened: Callable[..., QuickScreen]) -> None:
    """Each screen's heading has the focus, each group of answers its question, each answer its state; what
    was ticked is read out; a message is said with its box."""
    screen = opened()
    walk = Walk(screen)
    seen: dict[str, list[str]] = {}
    wrong: dict[str, list[str]] = {}

    def arrived(name: str) -> Node:
        screen.until(lambda: bool(_focused(ax_tree(screen.page))), f"no heading has the focus: {name}")
        tree = ax_tree(screen.page)
        seen[name] = _focused(tree)
        if found := _unnamed(tree):
            wrong[name] = found
        return tree

    walk.unlock()
    walk.start()
    assert [one.name for one in arrived("episode").of("group")].count("How did it go?") == 1
    screen.page.evaluate(LISTEN)
    screen.tap("Done", exact=True)
    screen.until(lambda: bool(screen.page.evaluate("window.heard")), "the tick was not read out")
    assert re.match(r"Done\. Saved on this device \d\d:\d\d", screen.page.evaluate("window.heard[0]"))
    screen.see("Ring Example")
    arrived("ticked")
    assert seen["ticked"] != seen["episode"], "the next step's heading"

    screen.tap("Should I report?", exact=True)
    tree = arrived("decide")
    risk = next(one for one in tree.of("radiogroup") if one.name == "Do you think they are at risk?")
    assert [one.state["checked"] for one in risk.of("radio")] == ["false"] * 3
    screen.control("Yes", exact=True, nth=tree.of("radiogroup").index(risk)).evaluate("e => e.click()")

    def chosen() -> bool:
        groups = ax_tree(screen.page).of("radiogroup")
        again = [one for one in groups if one.name == risk.name]
        return any(one.state["checked"] == "true" for group in again for one in group.of("radio"))

    screen.until(chosen, "what was chosen is not said")
    screen.tap("Back to what to do")
    screen.tap("Report to the police now", exact=True)
    screen.see("Next: ring the police")
    arrived("last seen")
    screen.type("When were they last seen?", "quarter past never")
    screen.press("Tab")
    screen.see("Check this")
    box = next(one for one in ax_tree(screen.page).of("textbox") if one.name == "When were they last seen?")
    assert box.state["description"].startswith("Check this: ")
    screen.tap("Next: ring the police")
    screen.see("They will ask")
    arrived("report")
    screen.tap("I have reported it")
    screen.tap("Next: who to tell")
    screen.see("What happened?")
    arrived("tell")
    screen.tap("Keep looking")
    screen.tap("Example is on the phone")
    arrived("on the phone")
    screen.tap("Back to what to do")
    screen.tap("Example is back", exact=True)
    tree = arrived("found")
    assert [one.name for one in tree.of("radiogroup")] == ["How?"]
    assert wrong == {}
    assert all(len(headings) == 1 for headings in seen.values()), seen


def test_large_text_keeps_the_way_to_the_police_in_sight(opened: Callable[..., QuickScreen]) -> None:
    """At 200 %: the band is low, and the report, the log, the way back and 999 need no scrolling."""
    screen = opened(text_percent=200)
    walk = Walk(screen)
    walk.unlock()
    walk.start()
    height = screen.page.evaluate("innerHeight")
    top = screen.page.get_by_role("button", name="Hide this screen").bounding_box()
    assert top is not None
    card = screen.page.get_by_role("group").first.bounding_box()
    assert card is not None
    assert card["y"] <= HEADER * height
    names = ("Report to the police now", "Add to the log", "Example is back", *EMERGENCY)
    boxes = {name: screen.control(name, exact=True).bounding_box() for name in names}
    assert [n for n, box in boxes.items() if box is None or box["y"] + box["height"] > height] == []
    assert faults(screen) == []


@pytest.mark.parametrize(("width", "height"), [(844, 390), (740, 360)])
def test_on_its_side_nothing_is_cut_off(opened: Callable[..., QuickScreen], width: int, height: int) -> None:
    """The keys for the PIN are whole, and what is read has half of the height on each screen."""
    screen = opened(width=width, height=height)
    walk = Walk(screen)
    screen.see("Enter your PIN")
    for key in (*"1234567890", "Delete the last number", "Enter the PIN"):
        box = screen.control(key, exact=True).bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height, key
    walk.unlock()
    walk.start()
    screen.see("Do this next")
    read = screen.page.get_by_role("group").first.bounding_box()
    assert read is not None
    assert read["height"] >= height / 2
    assert faults(screen) == []
