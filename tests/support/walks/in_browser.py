"""A person who taps, types, goes back, reloads and is cut off at random, at a real window of the real app.
After each step what can be read aloud is compared with the files on the disk."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook, Environment
from carerapp.domain.child import ChildFile
from carerapp.domain.clock import Steady
from carerapp.domain.episode import Episode
from carerapp.vault import Door, VaultError
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from tests.support.browser.app_process import AppProcess
from tests.support.browser.ready import set_up
from tests.support.browser.screen import Screen
from tests.support.browser.walk import Walk as Carer
from tests.support.browser.watched import SETTLED
from tests.support.pins import PIN
from tests.support.walks.files import Files
from tests.support.walks.half_typed import MARK, TAKES_AWAY
from tests.support.walks.shown import DRILL

LONDON = ZoneInfo("Europe/London")
HOUR = re.compile(r"^\d\d:\d\d$")
BAND = re.compile(r"^(Not seen since|Since|Last seen|Log begun|Reported to police|Back since) ")
#: What leaves the app, asks for a PIN, makes a document or hides: not for a walk, or a step of its own.
NOT_TAPPED = re.compile(
    r"Call|Hide|[Pp]hoto|picture|PDF|copy|Copy|E-mail|Message|Share|Print|Erase|PIN|passkey|[Rr]ecovery"
    r"|Settings|[Ss]haring|Connect|sheet|people on this|form\b|forms\b|Forms"
)
IN_SIGHT = """() => [...document.querySelectorAll('[flt-tappable]')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && box.top >= 0 && box.bottom <= window.innerHeight
        && e.getAttribute('aria-disabled') !== 'true';
}).map(e => e.getAttribute('aria-label') || e.innerText).filter(Boolean)"""
BOXES = """() => [...document.querySelectorAll('input[aria-label], textarea[aria-label]')]
    .map(e => e.getAttribute('aria-label'))"""
_PROTOCOLS = bootstrap.protocols()
_LEFT = re.compile(r"\d+ (days?|h|min)\b")


def _called(name: str) -> re.Pattern[str]:
    """By which Playwright finds it: there each space is a plain one, also one that holds a date together. The
    time that is left may be a minute less by then."""
    plain = re.escape(" ".join(_LEFT.sub("\0", name).split()))
    return re.compile(f"^{plain.replace(chr(0), '(?:[0-9]+ (?:days?|h|min))')}$")


class _Crypto(NativeCrypto):
    """The real one; a PIN is worked out once for each salt, for the files are opened after every step."""

    def argon2id(
        self, secret: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int, length: int
    ) -> bytes:
        made = _worked_out(bytes(bytearray(secret)), salt, memory_kib, passes, lanes, length)
        return bytes(bytearray(made))  # a copy: the vault wipes what it has used


@cache
def _worked_out(secret: bytes, salt: bytes, memory_kib: int, passes: int, lanes: int, length: int) -> bytes:
    return NativeCrypto().argon2id(
        secret, salt, memory_kib=memory_kib, passes=passes, lanes=lanes, length=length
    )


def look(data: Path) -> Files:
    """At a copy of the folder as it lies there now."""
    names = [path for path in data.rglob("*") if path.is_file()]
    copy = MemoryDisk({path.relative_to(data).as_posix(): path.read_bytes() for path in names})
    vault = Door(copy, _Crypto(), now=time.time).unlock(PIN)
    ids, now = (f"ro{number}" for number in itertools.count()), lambda: datetime.now(UTC)
    outside = Environment(now, lambda: next(ids), _PROTOCOLS, lambda: Steady("ro", 0))
    return Files((vault, Casebook(vault, outside)), now, LONDON)


@dataclass
class BrowserWalk:
    """``compared``: how often words of a screen were held against the files. ``problems``: what differed."""

    seed: int
    steps: int
    width: int = 390
    command: Sequence[str] | None = None  # that starts another app than ours
    trace: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    compared: int = 0
    patience: float = 15  # seconds until the screen must say what the files say

    def go(self, browser: Browser, folder: Path) -> None:
        """Until something differs, or the steps are done."""
        self.random = Random(self.seed)
        self.typed = ""  # the words that stand in a box and are not in the log yet
        with (
            AppProcess(set_up(folder / f"walk-{self.seed}"), command=self.command) as self.app,
            Screen(browser, self.app.url, width=self.width) as self.screen,
        ):
            self.carer = Carer(self.screen)
            self.carer.unlock()
            self.carer.start()
            self.screen.see("Do this next")
            self._compare("start")
            for _ in range(self.steps):
                if self.problems:
                    return
                self._settled()
                step = self.random.choices(*zip(*self._steps(), strict=True))[0]
                self._compare(f"{step.__name__.strip('_')}: {step()}")

    def _steps(self) -> list[tuple[Callable[[], str], int]]:
        return [
            (self._tap, 12),
            (self._type, 5),
            (self._back, 2),
            (self._hide, 1),
            (self._reload, 1),
            (self._kill, 1),
        ]

    def _settled(self) -> None:
        """What the step before led to is drawn: a name that is read too early is gone when it is tapped."""
        self.screen.page.wait_for_function(SETTLED, arg=self.screen.settles_after, polling=50)

    # --- what a person does -----------------------------------------------------------------------
    def _tap(self) -> str:
        names = sorted({n for n in self.screen.page.evaluate(IN_SIGHT) if not NOT_TAPPED.search(n)})
        onward = [name for name in names if not name.startswith("Back to")]
        if not onward or self.random.random() < 0.2:
            onward = names
        if not onward:
            return self._back()
        name: str = self.random.choice(onward)
        self.screen.tap(_called(name), nth=0)
        if any(words in name for words in TAKES_AWAY):
            self.typed = ""
        return name

    def _type(self) -> str:
        labels = [label for label in self.screen.page.evaluate(BOXES) if "earch" not in label]
        if not labels:
            return self._tap()
        label, words = self.random.choice(labels), f"{MARK}{self.seed}x{len(self.trace)}"
        self.screen.type(_called(label), words)
        self.typed = words
        return f"{label} = {words}"

    def _back(self) -> str:
        self.screen.back()
        return ""

    def _hide(self) -> str:
        self.screen.tap("Hide this screen")
        self.screen.see("Show")
        self.screen.tap("Show")
        self.carer.unlock()
        return ""

    def _reload(self) -> str:
        self._kept()
        self.screen.open()
        self.screen.see("Enter your PIN")  # the same window, on the same screen, but locked
        self.carer.unlock()
        return ""

    def _kill(self) -> str:
        self._kept()
        self.app.restart()
        self.screen.open()
        self.carer.unlock()
        return ""

    def _kept(self) -> None:
        """Words are sealed when the typing pauses."""
        self.screen.page.wait_for_timeout(1500)

    # --- what the screen says ---------------------------------------------------------------------
    def _compare(self, step: str) -> None:
        self.trace.append(step)
        end, found = time.monotonic() + self.patience, ["nothing was compared"]
        while found and time.monotonic() < end:
            self.screen.page.wait_for_timeout(200)
            try:
                files = look(self.app.data)
            except VaultError as error:  # it was written to while it was copied
                found = [f"the files open no more: {error!r}"]
                continue
            try:
                found = self._differences(files)
            finally:
                files.close()
        self.problems += found
        self.trace[-1] += f" -> {', '.join(self.screen.headings())}"

    def _differences(self, files: Files) -> list[str]:
        said = [words.replace("\u00a0", " ") for words in self.screen.words()]
        found = [problem for check in CHECKS for problem in self._of(check(said, files))]
        return [*found, *self._half_typed(files)]

    def _of(self, found: Iterator[str | None]) -> Iterator[str]:
        """Each comparison is counted; None where nothing differs."""
        for problem in found:
            self.compared += 1
            if problem:
                yield problem

    def _half_typed(self, files: Files) -> Iterator[str]:
        if self.typed and not (files.written(self.typed) or self.typed in str(dict(files.kept))):
            yield f"{self.typed!r} was typed and is not kept on the disk"


def _band(said: list[str], files: Files) -> Iterator[str | None]:
    for gone, since in pairwise(said):
        if BAND.match(since):
            so = [files.band(child.id, episode.id) for child, episode in _episodes(files)]
            right = any(gone == g and since.startswith(s) for g, s in so)
            yield None if right else f"the band says {gone!r}, {since!r}; the files say {so}"


def _log(said: list[str], files: Files) -> Iterator[str | None]:
    """Whatever stands beside an hour is a line of a log."""
    so = {(line.time, line.words) for c, e in _episodes(files) for line in files.lines(c.id, e.id)}
    for hour, words in pairwise(said):
        if HOUR.match(hour):
            yield None if (hour, words) in so else f"the log says {hour} {words!r}, which no entry says"
    if "Nothing is ever wiped out. Tap an entry to put it right; the first version stays." in said:
        shown = [pair for pair in pairwise(said) if HOUR.match(pair[0])]
        logs = [[(line.time, line.words) for line in files.lines(c.id, e.id)] for c, e in _episodes(files)]
        first = [log[: len(shown)] for log in logs]
        yield None if shown in first else f"the log begins with {shown}, the files with {first}"


def _proof(said: list[str], files: Files) -> Iterator[str | None]:
    proofs = (re.search(r"Saved on this device .*", words) for words in said)
    for words in (found[0] for found in proofs if found):  # what was tapped may be read out before it
        count = sum(len(entries) for entries in files.entries.values())
        so = f"Saved on this device {files.last_written}. {count} entries"
        yield None if words.startswith(so) else f"the strip says {words!r}, the files say {so!r}"


def _home(said: list[str], files: Files) -> Iterator[str | None]:
    if not {"Children", "Add a child"} <= {*said}:
        return
    for child in files.book.children():
        if child.drill_of and child.open_episode:
            yield None if DRILL in said else f"home does not say {DRILL!r}"
        elif running := child.open_episode:
            found = files.reckoned(child.id, running.id).found
            called = files.book.short_names()[child.id]
            gone = files.band(child.id, running.id)[0]
            so = f"Go on: {called} is back" if found else f"Go on: missing for {gone}"
            yield None if so in said else f"home does not say {so!r}"


def _episodes(files: Files) -> list[tuple[ChildFile, Episode]]:
    return [(child, episode) for child in files.book.children() for episode in child.episodes]


CHECKS = (_band, _log, _proof, _home)
