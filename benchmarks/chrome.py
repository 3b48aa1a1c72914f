"""One Chromium for both sides: started anew with what it has kept, timed from inside, weighed from
outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from benchmarks.report import rehearsing
from tests.support.browser.chromium import GRAPHICS, PROCESSOR, chromium_keeping
from tests.support.phone.processes import browser_processes

VIEW = {"width": 390, "height": 844}
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def paints() -> list[str]:
    """As a phone does, with a graphics chip that is imitated here; a rehearsal paints in half the time."""
    return PROCESSOR if rehearsing() else GRAPHICS


@contextmanager
def started(profile: Path) -> Iterator[BrowserContext]:
    """A new browser process, with the caches and files of those before it."""
    temporary = profile.with_name(profile.name + "-tmp")
    temporary.mkdir(parents=True, exist_ok=True)
    with chromium_keeping(profile, temporary=temporary, paints=paints(), viewport=VIEW) as context:
        yield context


def first_paint(page: Page) -> float:
    """Milliseconds from the navigation to the first text or picture."""
    page.wait_for_function(PAINTED)
    return float(page.evaluate(PAINTED))


def memory(profile: Path) -> float:
    """Megabytes of all processes of the browser that has this profile; what they share is counted once
    (PSS)."""
    return sum(map(_pss, browser_processes(profile))) / 1000


def _pss(pid: int) -> float:
    """Kilobytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((1.024 * float(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
