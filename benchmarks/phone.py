"""The phone app in a headless Chromium, and beside a peer.

`python -m benchmarks.phone [--only app|form] [--rehearse] [--phone FOLDER]`

- *app*: starts after installation, each in a new browser process; from a tap to "saved".
- *form*: the Key Contacts form here and in ODK Web Forms (`benchmarks/odk`): until it can be filled in, from
a key
  to its letter, memory, download. The same browser, the same flags, the same server, one after the other.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks import odk_page
from benchmarks.browser import tick_times
from benchmarks.chrome import first_paint, started
from benchmarks.peer import ours_and_theirs
from benchmarks.phone_app import PhoneScreen, usable
from benchmarks.report import keep, options, spread, table
from tests.support.browser.walk import Walk
from tools.phone.failed import Failed
from tools.phone.serve import serving

ROOT = Path(__file__).resolve().parents[1]
PHONE = ROOT / "dist" / "phone"
PARTS = ("app", "form")
STARTS = 10
TAPS = 30
# Every file that the service worker lists is kept on this phone.
ALL_HERE = """async () => {
    const names = (await caches.keys())
        .filter(name => name.startsWith('carerapp ') && name !== 'carerapp state');
    const caching = await Promise.all(names.map(name => caches.open(name)));
    const lists = await Promise.all(caching.map(async cache => (await cache.match('files'))?.json()));
    const kept = await Promise.all(caching.map(cache => cache.keys()));
    return lists.some((list, i) => list && kept[i].length > list.length);
}"""


def set_up(profile: Path, url: str) -> float:
    """Install the app and put the invented child in; milliseconds of the first start, installation
    included."""
    with started(profile) as context:
        screen = PhoneScreen(context, url)
        walk = Walk(screen)
        walk.set_up()
        walk.invented_child()
        screen.page.wait_for_function(ALL_HERE, timeout=60_000)  # the rest of the files comes in behind
        assert screen.outside == [], f"asked for something outside: {screen.outside}"
    return screen.took


def starts(profile: Path, url: str, times: int) -> list[dict[str, float]]:
    """What the page says of each start: milliseconds from the navigation."""
    found: list[dict[str, float]] = []
    for number in range(times):
        with started(profile) as context:
            page = context.new_page()
            page.goto(url)
            painted = first_paint(page)
            usable(page)
            found.append({"painted": painted, **page.evaluate("carerapp.marks")})
        print(f"start {number + 1}: {found[-1]}", flush=True)
    return found


def measure_app(profile: Path, url: str, first: float, *, rehearse: bool) -> None:
    """Starts and taps; ``first``: milliseconds of the very first start."""
    found = starts(profile, url, 1 if rehearse else STARTS)
    with started(profile) as context:
        screen = PhoneScreen(context, url)
        walk = Walk(screen)
        walk.unlock()
        walk.start()
        saved, drawn = tick_times(screen, 2 if rehearse else TAPS)

    def seconds(mark: str) -> list[float]:
        return [start[mark] / 1000 for start in found]

    rows = [
        spread("start to first paint", seconds("painted"), "s", 2),
        spread("start to usable", seconds("usable"), "s", 2),
        spread("tap to saved", saved, "ms"),
        spread("tap to the next step drawn", drawn, "ms"),
    ]
    body = f"{table(['from … to …', 'median', 'p95', 'times'], rows)}\n\n"
    body += f"- on the way, at the median: Flutter's first picture at {median(seconds('flutter')):.2f} s, "
    body += f"Python's first screen at {median(seconds('python')):.2f} s\n"
    body += f"- the very first start, with the installation from this computer: {first / 1000:.1f} s"
    keep("phone", body, rehearse=rehearse)


def main() -> int:
    """Measure, print and record; 1 and 2 where something is missing."""
    parser = options("phone", __doc__)
    parser.add_argument("--only", choices=PARTS, help="one of the two parts")
    parser.add_argument("--phone", type=Path, default=PHONE, help="the folder that is published")
    args = parser.parse_args()
    parts = (args.only,) if args.only else PARTS
    if not (args.phone / "index.html").exists():
        print(f"There is no {args.phone} to measure: run make phone first.", file=sys.stderr)
        return 2
    try:
        shown = odk_page.build() if "form" in parts else ""
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, serving(args.phone) as served:
        url = served.replace("localhost", "127.0.0.1")  # the address that a Screen knows as this machine
        profile = Path(folder) / "ours"
        first = set_up(profile, url)
        if "form" in parts:  # before the episode: the form is one tap from the first screen
            ours_and_theirs(Path(folder), url, args.phone, shown, rehearse=args.rehearse)
        if "app" in parts:
            measure_app(profile, url, first, rehearse=args.rehearse)
    return 0


if __name__ == "__main__":
    sys.exit(main())
