"""How long a carer waits, in a real headless Chromium: `python -m benchmarks.browser`.

- *First screen*: a new browser process, an empty profile, until the PIN's screen is painted.
- *Tap to saved*: from the tap on an outcome until its entry stands in the log on the screen, so durable on
disk.
"""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path

from benchmarks.chrome import paints
from benchmarks.report import keep, options, spread, table
from benchmarks.tapping import tap_times
from tests.support.browser.app_process import AppProcess
from tests.support.browser.chromium import chromium
from tests.support.browser.ready import set_up
from tests.support.browser.screen import Screen
from tests.support.browser.walk import Walk

STARTS = 5
TAPS = 30


def first_screens(url: str, times: int) -> list[float]:
    """Seconds from the start of a new browser process to the PIN's screen."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        with chromium(paints=paints()) as browser:
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.goto(url)
            page.wait_for_selector("flt-semantics-placeholder", state="attached", timeout=60_000)
            page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
            page.wait_for_selector("h1", state="attached", timeout=60_000)
            took.append(time.perf_counter() - start)
    return took


def tick_times(screen: Screen, taps: int) -> tuple[list[float], list[float]]:
    """Tick a step, take it back, tick it again: milliseconds from each Done to "saved", and to the next
    step."""
    saved, drawn = [], []
    for number in range(taps):
        first, last = tap_times(screen, "Done", "Done or tried", exact=True)
        saved.append(first)
        drawn.append(last)
        screen.tap(re.compile(r"Done \d\d:\d\d$"), nth=0)
        screen.tap(re.compile("take it back$"))
        screen.see("Do this next")
        print(f"tap {number + 1}: saved {first:.0f} ms, drawn {last:.0f} ms", flush=True)
    return saved, drawn


def main() -> None:
    """Measure, print and record."""
    rehearse = options("browser", __doc__).parse_args().rehearse
    with tempfile.TemporaryDirectory() as folder, AppProcess(set_up(Path(folder) / "data")) as app:
        starts = first_screens(app.url, 1 if rehearse else STARTS)
        with chromium(paints=paints()) as browser:
            screen = Screen(browser, app.url, motion=True)
            walk = Walk(screen)
            walk.unlock()
            walk.start()
            saved, drawn = tick_times(screen, 2 if rehearse else TAPS)
    rows = [
        spread("first screen, browser started anew", starts, "s", 1),
        spread("tap to saved", saved, "ms", 0),
        spread("tap to the next step drawn", drawn, "ms", 0),
    ]
    body = table(["from … to …", "median", "p95", "times"], rows)
    keep("browser", body, rehearse=rehearse)


if __name__ == "__main__":
    main()
