"""A picture of every screen, to be looked at: `python -m tests.journeys.gallery --out DIR [--only phone]`.

Phone and tablet, light and dark, ordinary and large text.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.journeys.tablet import shared_tablet
from tests.support.browser.app_process import AppProcess
from tests.support.browser.chromium import chromium
from tests.support.browser.screen import Screen
from tests.support.browser.walk import EMERGENCY, Walk, faults

KINDS: dict[str, dict[str, int | bool]] = {
    "phone": {"width": 390, "height": 844},
    "tablet": {"width": 1180, "height": 820},
    "dark": {"width": 390, "height": 844, "dark": True},
    "large": {"width": 390, "height": 844, "text_percent": 200},
}
SECTIONS = 5


def tour(walk: Walk, to: Path) -> None:
    """The whole episode, and every screen beside the way."""
    screen = walk.screen
    walk.set_up()
    walk.add_child("Łucja Nowak")
    walk.invented_child()
    _side(walk, re.compile("^Open Key Contacts form"), "the form of the invented child", nth=1)
    walk.start()
    walk.arrived("episode")
    walk.tick()
    walk.call_child()
    walk.note("Blue bike gone from the shed")
    _side(walk, "Ask friends and family", "step", exact=False)
    _side(walk, "When and where last seen", "last seen")
    _side(walk, re.compile("is on the phone$"), "on the phone")
    _side(walk, "The whole log", "log")
    walk.decide("Never out this late")
    walk.report("HC-0412-23", "Sam Operator")
    walk.tell()
    walk.hand_over("PC Morgan Example", "4471", to)
    walk.note("He rang his gran")
    _side(walk, "The officer’s copy, and what changed", "copies")
    walk.lock_and_unlock()
    walk.found()
    walk.close()
    screen.see("Children")
    walk.arrived("after the night")


Tour = Callable[[Walk, Path], None]
TOURS: dict[str, Tour] = {"night": tour, "tablet": shared_tablet}


def _side(
    walk: Walk, button: str | re.Pattern[str], name: str, *, nth: int | None = None, exact: bool = False
) -> None:
    """There and back."""
    screen = walk.screen
    before = screen.headings()
    screen.tap(button, exact=exact, nth=nth)
    screen.until(lambda: screen.headings() != before, f"{name} did not open")
    walk.arrived(name)
    inside = set(screen.headings())
    screen.tap(re.compile("^Back to "))
    screen.until(lambda: not inside <= set(screen.headings()), f"no way back from {name}")


def take(kind: str, out: Path, walked: Tour) -> list[str]:
    """Walk once; the faults found on the way."""
    folder = out / kind
    folder.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as data, AppProcess(Path(data) / "data") as app, chromium() as browser:
        screen = Screen(browser, app.url, timeout=25, **KINDS[kind])  # type: ignore[arg-type]
        taken = 0

        def arrived(name: str) -> None:
            nonlocal taken
            taken += 1
            file = folder / f"{taken:02} {name}.png"
            screen.page.wait_for_timeout(300)  # what moves comes to rest
            screen.screenshot(file)
            danger = name == "danger"
            wrong.extend(
                f"{kind}, {name}: {f}" for f in faults(screen, emergency=() if danger else EMERGENCY)
            )

        try:
            walked(Walk(screen, arrived), folder)
        except AssertionError as stopped:
            screen.screenshot(folder / "stopped here.png")
            wrong.append(f"{kind}: stopped: {stopped}")
        screen.close()
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--tour", choices=TOURS, default="night")
    arguments = parser.parse_args()
    for kind in [arguments.only] if arguments.only else KINDS:
        for line in take(kind, arguments.out, TOURS[arguments.tour]):
            print(line, flush=True)
        print(f"{kind}: done", flush=True)


if __name__ == "__main__":
    main()
