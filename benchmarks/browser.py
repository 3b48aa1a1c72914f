"""How long a carer waits, in a real headless Chromium: `python -m benchmarks.browser`.

- *First screen*: a new browser process, an empty profile, until the PIN's screen is painted.
- *Tap to saved*: from the tap on an outcome until its entry stands in the log on the screen, so durable on disk.
"""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.report import machine, record, table
from tests.journeys.browser import AppProcess, Screen, chromium
from tests.journeys.walk import Walk

STARTS = 5
TAPS = 30
# Runs inside the page, so that the driver's own round trips are not measured.
WAIT = """([x, y, mark]) => new Promise(done => {
    const read = () => [...document.querySelectorAll('flt-semantics-host *')]
        .filter(e => e.childNodes.length && e.childNodes[0].nodeType === 3).map(e => e.textContent).join('\\n');
    const before = read();
    let start = 0;
    addEventListener('pointerdown', () => { start = performance.now(); }, {capture: true, once: true});
    const look = () => {
        const now = start ? read() : before;
        if (start && now !== before && now.includes(mark)) done(performance.now() - start);
        else setTimeout(look, 1);
    };
    look();
    window.waiting = true;
})"""


def first_screens(url: str) -> list[float]:
    took = []
    for _ in range(STARTS):
        start = time.perf_counter()
        with chromium() as browser:
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.goto(url)
            page.wait_for_selector("flt-semantics-placeholder", state="attached", timeout=60_000)
            page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
            page.wait_for_selector("h1", state="attached", timeout=60_000)
            took.append(time.perf_counter() - start)
    return took


def taps_to_saved(screen: Screen) -> list[float]:
    """Tick a step, take it back, tick it again: each tap on Done measured."""
    took = []
    for number in range(TAPS):
        button = screen._control("Done", True, None)
        screen._scroll_to(button)
        box = screen._at_rest(button)
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        waiting = screen.page.evaluate_handle(f"a => ({{promise: ({WAIT})(a)}})", [x, y, "Done or tried"])
        screen.page.mouse.click(x, y)
        took.append(float(screen.page.evaluate("h => h.promise", waiting)))
        screen.tap(re.compile(r"Done \d\d:\d\d$"), nth=0)
        screen.tap(re.compile("take it back$"))
        screen.see("Do this next")
        print(f"tap {number + 1}: {took[-1]:.0f} ms", flush=True)
    return took


def _row(name: str, values: list[float], unit: str, digits: int) -> list[str]:
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return [
        name,
        f"{statistics.median(values):.{digits}f} {unit}",
        f"{p95:.{digits}f} {unit}",
        str(len(values)),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, AppProcess(Path(folder) / "data") as app:
        starts = first_screens(app.url)
        with chromium() as browser:
            screen = Screen(browser, app.url)
            walk = Walk(screen)
            walk.set_up()
            walk.invented_child()
            walk.start()
            taps = taps_to_saved(screen)
    rows = [_row("first screen, browser started anew", starts, "s", 1), _row("tap to saved", taps, "ms", 0)]
    body = table(["from … to …", "median", "p95", "times"], rows)
    print(body)
    record("browser", f"{machine()}.\n\n{body}")


if __name__ == "__main__":
    main()
