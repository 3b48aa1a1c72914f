"""A real headless Chromium and the real app, for journeys.

    with AppProcess(data) as app, chromium() as browser:
        screen = Screen(browser, app.url)
        screen.type("PIN", "482917")
        screen.tap("Unlock")
        screen.see("Children")
        app.kill9(); app.restart(); screen.open()

A Screen counts its taps, lets no request leave this machine (and notes those that tried, in `outside`), and
finds things the way a screen reader does: by role and name, in Flutter's accessibility tree.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    FloatRect,
    Locator,
    Page,
    Route,
    WebSocket,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[3]
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Flutter paints with the processor alone, which takes half as long as a graphics chip that is only imitated.
PROCESSOR = ["--disable-gpu", "--disable-software-rasterizer"]
GRAPHICS = [
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
]
TAPPABLE = ("button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "option")
FLUTTERS_OWN = ("region", "meta-viewport")  # axe rules that every Flutter page breaks
Name = str | re.Pattern[str]

# Every text on the screen: names, texts, headings and what stands in the fields.
READ = """() => [...document.querySelectorAll('flt-semantics-host *')]
    .flatMap(e => [e.getAttribute('aria-label'), e.value, e.getAttribute('aria-description'),
                   [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent).join('')])
    .filter(Boolean)"""
# Whether a finger at this point would meet this element.
REACHED = """([element, x, y]) => {
    const hit = document.elementFromPoint(x, y);
    // A field's own frame counts; another thing around both does not: that is a gap in a bar lying over it.
    return !!hit && (element.contains(hit) || (element.matches('input, textarea') && hit === element.parentElement));
}"""

# On phones Flutter heeds only a click on the very middle: that is where a screen reader's tap goes.
READ_ALOUD = """() => {
    const placeholder = document.querySelector('flt-semantics-placeholder'), box = placeholder.getBoundingClientRect();
    const middle = {clientX: box.x + box.width / 2, clientY: box.y + box.height / 2};
    placeholder.dispatchEvent(new MouseEvent('click', {...middle, bubbles: true, cancelable: true}));
}"""
LISTENS = "() => document.activeElement?.getAttribute('autocorrect') === 'on'"
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class AppProcess:
    """The app in server mode as a process of its own; its output goes to `log`."""

    def __init__(
        self,
        data: Path,
        *,
        command: Sequence[str] | None = None,
        env: Mapping[str, str] | None = None,
        log: Path | None = None,
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.data = data
        self.log = log or data.with_name(data.name + ".log")
        self._command = [*(command or (sys.executable, "-m", "carerapp"))]
        self._env = dict(env or {})
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, timeout: float = 30) -> None:
        arguments = ["--port", str(self.port), "--data", str(self.data), "--no-browser"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command, *arguments],
                cwd=ROOT,
                env=os.environ | {"FLET_FORCE_WEB_SERVER": "true", "PYTHONUNBUFFERED": "1"} | self._env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + timeout
        while True:
            if self._process.poll() is not None:
                raise AssertionError(f"the app stopped ({self._process.returncode}):\n{self._said()}")
            with contextlib.suppress(OSError), urlopen(self.url, timeout=2) as answer:
                if answer.status == 200:
                    return
            if time.monotonic() > end:
                self.kill9()
                raise AssertionError(f"the app did not answer within {timeout:.0f} s:\n{self._said()}")
            time.sleep(0.05)

    def kill9(self) -> None:
        """As a power cut would: no warning, nothing tidied up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def restart(self) -> None:
        """The same data, the same address, a new process. Then open the Screen again."""
        self.kill9()
        self.start()

    @property
    def pid(self) -> int:
        assert self._process is not None, "the app was not started"
        return self._process.pid

    def _end(self, how: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=10)

    def _said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def chromium_path() -> str:
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    raise RuntimeError(
        "The journeys need Chromium. On Debian: apt install chromium (or set CHROMIUM to its path)."
    )


@contextlib.contextmanager
def chromium(*, paints: Sequence[str] = PROCESSOR) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), headless=True, args=[*FLAGS, *paints]
        )
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def chromium_keeping(
    profile: Path, *, temporary: Path, paints: Sequence[str] = PROCESSOR, **options: Any
) -> Iterator[BrowserContext]:
    """A browser as a person has it: what it keeps stays in `profile`, for a Screen's `context`."""
    env: dict[str, str | float | bool] = {**os.environ, "HOME": str(profile), "TMPDIR": str(temporary)}
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium_path(),
            headless=True,
            args=[*FLAGS, *paints],
            accept_downloads=True,
            env=env,
            **options,
        )
        try:
            yield context
        finally:
            context.close()


@dataclass(frozen=True)
class Finding:
    """What axe found: its rule, how bad, and the elements."""

    rule: str
    impact: str
    help: str
    elements: tuple[str, ...]


class Screen:
    """One browser window on the app, driven as a person with a screen reader's view of it would."""

    def __init__(
        self,
        browser: Browser | BrowserContext,
        url: str,
        *,
        width: int = 390,
        height: int = 844,
        dpr: float = 1,
        dark: bool = False,
        text_percent: int = 100,
        timeout: float = 15,
    ) -> None:
        self.url = url
        self.taps = 0
        self.outside: list[str] = []  # requests that tried to leave this machine; they were refused
        self.errors: list[str] = []  # JavaScript errors
        self.timeout = timeout
        self._text_percent = text_percent
        self._context = (
            browser
            if isinstance(browser, BrowserContext)
            else browser.new_context(
                viewport={"width": width, "height": height},
                device_scale_factor=dpr,
                color_scheme="dark" if dark else "light",
                accept_downloads=True,
                service_workers="block",
            )
        )
        self.page: Page = self._begin()
        self.open()

    def open(self, path: str = "") -> None:
        """Load the page (again), and switch the accessibility tree on."""
        self.page.goto(self.url + path)
        if self._text_percent != 100:  # after load: before it there is no root element
            self.page.evaluate("p => document.documentElement.style.fontSize = p + '%'", self._text_percent)
        self._read_aloud()

    def close(self) -> None:
        self._context.close()

    # What is on the screen

    def words(self) -> list[str]:
        """Every text that a screen reader could read out now."""
        found: list[str] = self.page.evaluate(READ)
        return found

    def shows(self, text: Name) -> bool:
        return any(_matches(text, words) for words in self.words())

    def see(self, text: Name, *, timeout: float | None = None) -> None:
        """Wait until this text is on the screen."""
        self._until(lambda: self.shows(text), f"not seen: {text}", timeout=timeout)

    def see_no(self, text: Name, *, timeout: float | None = None) -> None:
        """Wait until this text is gone."""
        self._until(lambda: not self.shows(text), f"still there: {text}", timeout=timeout)

    def headings(self) -> list[str]:
        found: list[str] = self.page.evaluate(
            "() => [...document.querySelectorAll(':is(h1, h2):not(#first *)')].map(e => e.textContent)"
        )
        return found

    def see_no_heading(self, words: str, *, timeout: float | None = None) -> None:
        """Wait until this is no longer a heading (it may stand in the log)."""
        self._until(lambda: words not in self.headings(), f"still the heading: {words}", timeout=timeout)

    def status(self, identifier: str) -> str:
        """The text of the control with this `ft.Semantics(identifier=…)`."""
        return self.page.locator(f"[flt-semantics-identifier={identifier}]").first.inner_text()

    def value(self, label: Name) -> str:
        """What stands in a field. Flutter tells only once the field has the focus."""
        field = self._field(label)
        if not field.input_value():
            self._scroll_to(field)
            field.click()
            self.page.wait_for_timeout(300)
        return self._field(label).input_value()

    def checked(self, name: Name, *, exact: bool = False) -> bool:
        return self._control(name, exact, 0).get_attribute("aria-checked") == "true"

    # What a person does

    def tap(self, name: Name, *, exact: bool = False, nth: int | None = None, count: bool = True) -> None:
        """Tap a button, link, box or tab by its accessible name, scrolling to it if need be."""
        control = self._control(name, exact, nth)
        self._scroll_to(control)
        x, y = _middle(self._at_rest(control))
        if not self._reached(control, x, y):  # the page grew while it came to rest
            self._scroll_to(control)
            x, y = _middle(self._at_rest(control))
        self._press(x, y)
        if count:
            self.taps += 1
        self.page.wait_for_timeout(50)
        self._come_back()

    def type(self, label: Name, text: str, *, nth: int = 0) -> None:
        """Put this text into a field. Going to the field is a tap, unless it has the focus already."""
        field = self._field(label, nth)
        if not field.evaluate("e => e === document.activeElement"):
            self._scroll_to(field)
            field.evaluate("e => e.setAttribute('autocorrect', 'off')")
            field.click()
            self.taps += 1
        for wait in (200, 400, 800):  # Flutter swaps the element when it gets the focus
            # It sets this once it listens; what is typed before, it never hears. Not for hidden words.
            with contextlib.suppress(Error):
                self.page.wait_for_function(LISTENS, timeout=1500)
            self.page.wait_for_timeout(wait)
            with contextlib.suppress(Error):
                field = self._field(label, nth)
                field.fill(text)
                if field.input_value() == text:
                    return
        raise AssertionError(f"could not type into {label}: it says {field.input_value()!r}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def scroll(self, by: float) -> None:
        size = self.page.viewport_size
        assert size is not None
        self.page.mouse.move(size["width"] / 2, size["height"] / 2)
        self.page.mouse.wheel(0, by)
        self.page.wait_for_timeout(150)

    def choose_file(self, button: Name, path: Path) -> None:
        """Tap a button that opens the file picker, and give it this file."""
        with self.page.expect_file_chooser() as chooser:
            self.tap(button)
        chooser.value.set_files(path)

    def download(self, button: Name, to: Path) -> Path:
        """Tap a button that saves a file; the file goes to the folder `to`."""
        with self.page.expect_download() as download:
            self.tap(button)
        path = to / download.value.suggested_filename
        download.value.save_as(path)
        return path

    # What a tester looks at

    def screenshot(self, path: Path | str | None = None) -> bytes:
        return self.page.screenshot(path=path)

    def blank(self) -> bool:
        """Whether the screen shows next to nothing (Flutter can fail without any error)."""
        image = Image.open(io.BytesIO(self.screenshot())).convert("RGB")
        colours = image.getcolors(maxcolors=image.width * image.height) or []
        most = max(number for number, _ in colours)
        return most > 0.995 * image.width * image.height

    def axe(self) -> list[Finding]:
        """axe-core's findings on this screen, without those that are Flutter's own."""
        if not self.page.evaluate("typeof window.axe === 'object'"):
            source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
            self.page.evaluate(f"() => {{ {source}\n }}")
        rules = {rule: {"enabled": False} for rule in FLUTTERS_OWN}
        result: dict[str, Any] = self.page.evaluate(
            "rules => axe.run(document, {resultTypes: ['violations'], rules})", rules
        )
        return [
            Finding(
                found["id"],
                found["impact"] or "",
                found["help"],
                tuple(node["html"][:300] for node in found["nodes"]),
            )
            for found in result["violations"]
        ]

    # Inside

    def _begin(self) -> Page:
        """The window, watched."""
        self._context.route("**/*", self._guard)
        page = self._context.new_page()
        page.on("pageerror", self._note_error)
        page.on("websocket", self._note_socket)
        return page

    def _read_aloud(self) -> None:
        """Switch the accessibility tree on."""
        self.page.wait_for_selector("flt-semantics-placeholder", state="attached", timeout=60_000)
        self.page.evaluate(READ_ALOUD)
        self._until(lambda: bool(self.words()), "the screen stayed empty", timeout=30)
        self._until(lambda: not self.blank(), "there are words, but nothing was painted", timeout=30)

    def _come_back(self) -> None:
        """A call takes the browser away from the page, which is then drawn once a second until somebody returns."""
        self.page.bring_to_front()

    def _press(self, x: float, y: float) -> None:
        self.page.mouse.click(x, y)

    def _guard(self, route: Route) -> None:
        if self._note(route.request.url):
            route.abort()
        else:
            route.continue_()

    def _note_error(self, error: Error) -> None:
        self.errors.append(str(error))

    def _note_socket(self, socket: WebSocket) -> None:
        self._note(socket.url)

    def _note(self, url: str) -> bool:
        parts = urlsplit(url)
        leaves = parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1"
        if leaves:
            self.outside.append(url)
        return leaves

    def back(self) -> None:
        """The browser's own Back, no sooner than a thumb: the app first hears where the browser is."""
        self.page.wait_for_timeout(500)
        self.page.go_back()

    def _until(self, true: Callable[[], bool], otherwise: str, *, timeout: float | None = None) -> None:
        self._come_back()
        end = time.monotonic() + (self.timeout if timeout is None else timeout)
        while True:
            with contextlib.suppress(Error):  # the tree is rebuilt under our feet now and then
                if true():
                    return
            if time.monotonic() > end:
                words = "\n  ".join(self.words())
                raise AssertionError(f"{otherwise}\nThe screen says:\n  {words}")
            self.page.wait_for_timeout(50)

    def _control(self, name: Name, exact: bool, nth: int | None) -> Locator:
        """The one visible control of this name; below the fold of a list it is looked for by scrolling."""
        controls = self._named(name, exact)
        end = time.monotonic() + self.timeout / 3
        while not controls.count():
            try:
                self._until(lambda: controls.count() > 0, f"no such control: {name}", timeout=1)
            except AssertionError:
                if not self._scroll_until(controls) and time.monotonic() > end:
                    raise
        found = controls.count()
        if nth is None and found > 1:
            names = [
                controls.nth(i).get_attribute("aria-label") or controls.nth(i).inner_text()
                for i in range(found)
            ]
            raise AssertionError(f"{found} controls are called {name}: {names}; say which (exact or nth)")
        return controls.nth(nth or 0)

    def _scroll_until(self, controls: Locator) -> bool:
        """From the top of what scrolls to its end, or until one of these is there."""
        self.scroll(-100_000)
        before: list[str] = []
        while not controls.count():
            if before == self.words():
                return False
            before = self.words()
            self.scroll(500)
        return True

    def _named(self, name: Name, exact: bool) -> Locator:
        precise = exact and isinstance(name, str)
        locator = self.page.get_by_role("button", name=name, exact=precise)
        for role in TAPPABLE[1:]:
            locator = locator.or_(self.page.get_by_role(role, name=name, exact=precise))  # type: ignore[arg-type]
        return locator

    def _field(self, label: Name, nth: int = 0) -> Locator:
        fields = self.page.locator("input, textarea").and_(self.page.get_by_label(label))
        self._until(lambda: fields.count() > nth, f"no such field: {label}")
        return fields.nth(nth)

    def _reached(self, control: Locator, x: float, y: float) -> bool:
        return bool(control.evaluate("(element, [x, y]) => (" + REACHED + ")([element, x, y])", [x, y]))

    def _at_rest(self, control: Locator) -> FloatRect:
        """Where it is once nothing moves any more: a tap on what still scrolls only stops it."""
        before: FloatRect | None = None
        still = 0
        for _ in range(200):
            box = control.bounding_box()
            still = still + 1 if box is not None and box == before else 0
            if box is not None and still == 2:
                return box
            before = box
            self.page.evaluate(TWO_FRAMES)
        raise AssertionError(f"{control} does not come to rest")

    def _scroll_to(self, control: Locator) -> None:
        """Wheel until a finger could touch the middle of it (a sticky bar may lie over it)."""
        size = self.page.viewport_size
        assert size is not None
        for _ in range(60):
            box = control.bounding_box()
            if box is None:  # being drawn anew
                self.page.wait_for_timeout(50)
                continue
            x, y = _middle(box)
            if 0 < y < size["height"] and self._reached(control, x, y):
                return
            away = y - size["height"] / 2
            self.page.mouse.move(min(max(x, 1), size["width"] - 1), size["height"] / 2)
            self.page.mouse.wheel(0, max(-2000, min(2000, away)) if abs(away) > 40 else 80)
            self.page.wait_for_timeout(120)
        raise AssertionError(f"{control} could not be scrolled into reach")


def _middle(box: FloatRect) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _matches(wanted: Name, words: str) -> bool:
    plain = words.replace("\u00a0", " ")
    if isinstance(wanted, str):
        return wanted.replace("\u00a0", " ") in plain
    return wanted.search(plain) is not None
