"""A log of two thousand entries in a browser: it opens at once, stays small, and can be read to its end."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from carerapp import bootstrap
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from tests.support.browser.quick import QuickApp, QuickScreen
from tests.support.browser.ready import set_up
from tests.support.browser.screen import Screen
from tests.support.browser.walk import Walk
from tests.support.pins import PIN

pytestmark = pytest.mark.in_turn

ENTRIES = 2_000
NUMBER = re.compile(r"number (\d+)\b")
MOST = 250  # entries on the screen at one time
MORE = 40_000  # kB of memory after the whole log was read, where 16,000 controls took 300,000


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A device with an open episode of two thousand notes."""
    folder = set_up(tmp_path_factory.mktemp("long") / "carer")
    disk = bootstrap.native_disk(folder)
    vault = bootstrap.door(disk).unlock(PIN)
    book = bootstrap.open_casebook(vault)
    (child,) = book.children()
    episode = start_episode(book, child.id).id
    for number in range(ENTRIES):
        more = " She had a grey top, and asked for the way to the station." * (number % 4)
        write_note(book, child.id, episode, f"Rang Sam Example: no answer, number {number}.{more}")
    vault.lock()
    disk.close()
    return folder


@pytest.fixture
def data(written: Path, tmp_path: Path) -> Path:
    """The same for each test: the app goes on where it was left."""
    return Path(shutil.copytree(written, tmp_path / "carer"))


def resident(process: int) -> int:
    """Of a process's memory, in kB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found
    return int(found[1])


def numbers(screen: Screen) -> list[int]:
    """Of the notes that are there for a screen reader, from top to bottom."""
    return [int(found[1]) for words in screen.words() for found in NUMBER.finditer(words)]


def test_it_opens_at_once_and_every_entry_is_met_on_the_way_down(browser: Browser, data: Path) -> None:
    """Wheel by wheel: each note once, in order, never more than a few screens of them; and back up."""
    with QuickApp(data) as app:
        screen = QuickScreen(browser, app.url)
        Walk(screen).unlock()
        screen.tap(re.compile("^Go on"))
        screen.tap("The whole log")
        before = time.perf_counter()
        screen.see(re.compile("number 0\\b"))
        print(f"shown after {time.perf_counter() - before:.2f} s")
        met = numbers(screen)
        most, memory = len(met), resident(app.pid)
        for _ in range(600):
            if met[-1] == ENTRIES - 1:
                break
            screen.scroll(700)
            here = numbers(screen)
            most = max(most, len(here))
            assert here == sorted(here)
            met += [number for number in here if number > met[-1]]
        assert met == list(range(ENTRIES))
        assert most <= MOST
        grown = resident(app.pid) - memory
        print(f"{grown} kB more after all of it")
        assert grown < MORE
        screen.scroll(-10_000_000)
        screen.see(re.compile("number 0\\b"))
        assert len(numbers(screen)) <= MOST


def test_what_is_not_there_yet_is_a_button_that_says_so(browser: Browser, data: Path) -> None:
    """Without scrolling: a screen reader goes from space to space, opens one, and reads on."""
    with QuickApp(data) as app:
        screen = QuickScreen(browser, app.url)
        Walk(screen).unlock()
        screen.tap(re.compile("^Go on"))
        screen.tap("The whole log")
        screen.see(re.compile("number 0\\b"))
        screen.activate(re.compile("Entries 1001 to 1025"))
        screen.see(re.compile("number 1010\\b"))
        here = numbers(screen)
        assert here == sorted(here)
        assert len(here) <= MOST
