"""One kill at a random moment of the walk, and what is there afterwards."""

from __future__ import annotations

import contextlib
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, Error

from tests.support.browser.app_process import AppProcess
from tests.support.browser.ready import set_up
from tests.support.browser.screen import Screen
from tests.support.browser.walk import CHILD, Walk

NOTES = ("Blue bike gone from the shed", "Rang the youth club, closed")
HALF = "Neighbour at 14 saw"
KEPT_WITHIN = 1.5  # seconds after the last key until half-typed words must survive

# What tells one screen from another: words that only it shows, or that no later one in this list shows.
SCREENS = {
    "locked": "Enter your PIN",
    "children": "Add a child",
    "danger": f"Is {CHILD} in danger now?",
    "episode": "Do this next",
    "note": "What you saw or heard",
    "decide": "What the rules say",
    "hang up": "Before you hang up",  # the report shows these words too
    "report": "They will ask",
    "tell": "Who to tell",
    "hand over": "Give the officer the form",
    "found": "Came back by themself",
    "returned": f"Tell them {CHILD} is back",
    "close": "Why is it over?",
    "log": "Nothing is ever wiped out",
}
TITLED = ("tell",)  # elsewhere these words are a button


@dataclass
class Step:
    """One stretch of the walk: what is done, on which screens it may stop, what is saved at its end."""

    name: str
    do: Callable[[Walk, Path], object]
    screens: tuple[str, ...]  # in the order they come


def _half(walk: Walk, to: Path) -> None:
    """Words that are never saved with a button: they wait in the box."""
    walk.screen.tap("Add to the log")
    walk.screen.see("What you saw or heard")
    walk.screen.type("What happened?", HALF)
    walk.typed_at = time.monotonic()
    if walk.arrived("half typed"):
        walk.screen.page.wait_for_timeout(4000)  # looking out of the window; the kill comes now
    walk.screen.tap("Save", exact=True)
    walk.screen.see("Do this next")


STEPS = (
    Step("start", lambda w, to: w.start(), ("children", "danger", "episode")),
    Step("tick", lambda w, to: w.tick(), ("episode",)),
    Step("call", lambda w, to: w.call_child(), ("episode",)),
    Step("note", lambda w, to: w.note(NOTES[0]), ("episode", "note", "episode")),
    Step("rang", lambda w, to: w.tick(), ("episode",)),
    Step("couldn’t", lambda w, to: w.tick("Couldn’t"), ("episode",)),
    Step("half a note", _half, ("episode", "note", "episode")),
    Step("decide", lambda w, to: w.decide("Out late"), ("episode", "decide", "report")),
    Step("report", lambda w, to: w.report("HC-77", "Sam Op"), ("report", "hang up")),
    Step("tell", lambda w, to: w.tell(), ("hang up", "tell", "episode")),
    Step(
        "hand over", lambda w, to: w.hand_over("PC Morgan", "4471", to), ("episode", "hand over", "episode")
    ),
    Step("second note", lambda w, to: w.note(NOTES[1]), ("episode", "note", "episode")),
    Step("found", lambda w, to: w.found(), ("episode", "found", "returned")),
)


@dataclass
class Killed:
    """Where it was killed, and what was wrong afterwards."""

    seed: int
    step: str
    after: float
    shown: str = ""
    reopened: str = ""
    acknowledged: int = 0  # entries of the log that the screen had shown
    half_typed: bool = False  # words stood in the box, unsaved, long enough to be promised
    problems: list[str] = field(default_factory=list)


def kill_once(browser: Browser, folder: Path, seed: int) -> Killed:
    chance = random.Random(seed)
    last = chance.randrange(len(STEPS))
    killed = Killed(
        seed, STEPS[last].name, chance.uniform(*((1.6, 3.0) if STEPS[last].do is _half else (0.0, 3.0)))
    )
    with AppProcess(set_up(folder / f"data-{seed}")) as app:
        screen = Screen(browser, app.url)
        try:
            walk = Walk(screen)
            walk.unlock()
            log: set[str] = set()  # entries that the screen has shown
            for step in STEPS[:last]:
                step.do(walk, folder)
                log |= entries(screen)
            log |= _play_and_kill(app, walk, STEPS[last], killed.after, folder)
            _look_again(app, walk, killed, STEPS[last], log)
        finally:
            screen.close()
    return killed


def _play_and_kill(app: AppProcess, walk: Walk, step: Step, after: float, folder: Path) -> set[str]:
    """Go on tapping until the kill comes. What the screen shows then was called saved."""
    screen = walk.screen
    patience, screen.timeout = screen.timeout, 4.0
    screen.page.set_default_timeout(2000)  # a dead app's screen changes no more

    def kill() -> None:
        app.kill9()
        walk.killed_at = time.monotonic()

    bomb = threading.Timer(after, kill)
    if step.do is _half:  # counted from the last key: only what stood still for a moment is promised

        def typed(name: str) -> bool:
            if name == "half typed":
                bomb.start()
            return name == "half typed"

        walk.arrived = typed
    else:
        bomb.start()
    with contextlib.suppress(AssertionError, Error):
        step.do(walk, folder)
    bomb.join()
    screen.timeout = patience
    screen.page.set_default_timeout(30_000)
    return entries(screen)


def shown(screen: Screen) -> str:
    """The screen that is on top."""
    words, titles = screen.words(), screen.headings()
    for name, mark in reversed(SCREENS.items()):
        if any(mark in said for said in (titles if name in TITLED else words)):
            return name
    return "?"


ENTRY = re.compile(r"^\d\d:\d\d$")


def entries(screen: Screen) -> set[str]:
    """The entries of the log that stand on the screen: the words after each time of day."""
    words = screen.words()
    return {said for time_, said in pairwise(words) if ENTRY.match(time_)}


def _look_again(app: AppProcess, walk: Walk, killed: Killed, step: Step, log: set[str]) -> None:
    screen = walk.screen
    killed.shown = shown(screen)
    stood = walk.killed_at - walk.typed_at if walk.typed_at else 0.0
    promised = HALF if killed.shown == "note" and stood > KEPT_WITHIN else ""
    app.restart()
    screen.open()
    walk.unlock()
    screen.see(re.compile("Example"))
    screen.until(lambda: shown(screen) not in ("?", "locked"), "no screen after the PIN")
    killed.reopened = shown(screen)
    # The tap may have been saved and not yet drawn: the screen that comes next is right as well.
    order = step.screens
    allowed = {killed.shown} | {after for before, after in pairwise(order) if before == killed.shown}
    if killed.reopened not in allowed:
        killed.problems.append(f"was at {killed.shown}, reopened at {killed.reopened}")
    killed.half_typed = bool(promised) and killed.reopened == "note"
    if killed.half_typed and screen.value("What happened?") != promised:
        killed.problems.append(f"half-typed words lost: {screen.value('What happened?')!r}")
    there = whole_log(walk)
    lost = {said for said in log if not any(said in entry for entry in there)}
    killed.acknowledged = len(log)
    if lost:
        killed.problems.append(f"lost from the log: {sorted(lost)}")


def whole_log(walk: Walk) -> list[str]:
    """Every entry, from the log's own screen."""
    screen = walk.screen
    for _ in range(6):
        where = shown(screen)
        if where in ("episode", "danger", "children"):
            break
        screen.tap(re.compile("^Back to "))
        screen.until(lambda was=where: shown(screen) != was, "Back led nowhere")  # type: ignore[misc]
    if shown(screen) == "danger":
        screen.tap("No: start looking")
        screen.tap("They walked out")
        screen.see("Do this next")
    if shown(screen) == "children":
        go_on = screen.page.get_by_role("button", name=re.compile("^Go on"))
        if not go_on.count():
            return []
        screen.tap(re.compile("^Go on"))
        screen.see("Do this next")
    screen.tap("The whole log")
    screen.see("Nothing is ever wiped out")
    return screen.words()
