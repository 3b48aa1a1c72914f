"""Double and triple taps on one pixel, in a real browser: the log has what one tap writes, and nothing that
writes a fact comes up where the last tap was, on a phone and on a tablet."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from carerapp import bootstrap
from carerapp.vault.adapters.native_disk import NativeDisk
from tests.support.browser.app_process import AppProcess
from tests.support.browser.finger import Finger
from tests.support.browser.ready import set_up
from tests.support.browser.walk import PIN, Walk

pytestmark = pytest.mark.in_turn

CALL = re.compile(r"^Call 07")


class Log:
    """The log as it lies on the disk, read from a copy of the files while the app runs."""

    def __init__(self, data: Path, folder: Path) -> None:
        self._data, self._copies, self._number = data, folder, 0
        self._before = self._entries()

    def new(self) -> dict[str, int]:
        """How many entries of which kind were written since it was read last."""
        now = self._entries()
        new, self._before = now - self._before, now
        return dict(new)

    def _entries(self) -> Counter[str]:
        self._number += 1
        copy = self._copies / f"copy-{self._number}"
        shutil.copytree(self._data, copy)
        disk = NativeDisk(copy)
        vault = bootstrap.door(disk).unlock(PIN)
        entries = [entry for child in vault.children() for entry in vault.entries(child)]
        vault.lock()
        disk.close()
        return Counter(str(entry["field"]) for entry in entries)


def test_double_and_triple_taps_write_once(browser: Browser, tmp_path: Path) -> None:
    """Call, report, told, hand over, found: each at another pace, all eight of them, and no other entry."""
    with AppProcess(set_up(tmp_path / "data")) as app, Finger(browser, app.url) as screen:
        walk = Walk(screen)
        _unlock(walk, screen)
        walk.start()
        walk.tick()
        log = Log(app.data, tmp_path)
        _call(screen, log)
        _report(screen, log)
        _tell(screen, log)
        _hand_over(screen, log)
        _found(screen, log)
        screen.look_under()
        assert not screen.came_up, "\n".join(screen.came_up)


def _unlock(walk: Walk, screen: Finger) -> None:
    """A second tap on the last key of the PIN is slow at times: the vault takes a moment to open."""
    walk.unlock()
    screen.look_under()
    assert not screen.came_up, screen.came_up


def _call(screen: Finger, log: Log) -> None:
    screen.tap_again(CALL, 3, 0.06)
    assert log.new() == {"dialled": 1}
    screen.tap_again("No answer", 2, 0.45, exact=True)
    assert log.new() == {"call": 1}


def _report(screen: Finger, log: Log) -> None:
    screen.tap_again(re.compile("^Report to the police now$"), 3, 0.15)
    screen.see("They will ask")
    assert log.new() == {}
    screen.tap_again("I have reported it", 3, 0.45)
    assert log.new() == {"reported_at": 1}
    screen.tap("Not reported after all")
    screen.tap_again("Yes: not reported after all", 2, 0.06)
    assert log.new() == {"reported_at": 1}
    screen.tap_again("I have reported it", 2, 0.3)
    assert log.new() == {"reported_at": 1}


def _tell(screen: Finger, log: Log) -> None:
    screen.tap_again("Next: who to tell", 2, 0.15)
    screen.see("What came of it?")
    assert log.new() == {}
    screen.tap_again("Told", 3, 0.3, exact=True)
    assert log.new() == {"told": 1}
    screen.tap_again("Keep looking", 2, 0.45)
    screen.see("Do this next")


def _hand_over(screen: Finger, log: Log) -> None:
    screen.tap_again("Give the officer the form", 3, 0.45)
    screen.see("Which officer?")
    assert log.new() == {}
    screen.tap_again("Make the officer’s copy", 3, 0.3)
    screen.see("The copy is ready", timeout=60)
    assert log.new() == {"copy": 1, "completed_by_5": 1, "completed_at_5": 1}
    screen.tap_again("The officer has it", 2, 0.06)
    screen.see("The officer has the copy")
    assert log.new() == {"handed_over": 1, "handed_over_at": 1}
    screen.tap("Back to what to do")


def _found(screen: Finger, log: Log) -> None:
    screen.tap_again("Example is back", 3, 0.15, exact=True)
    screen.tap("Came back by themself")
    assert log.new() == {}
    screen.tap_again("Save", 3, 0.06, exact=True)
    screen.see("Tell them Example is back")
    assert log.new() == {"found_at": 1, "found_how": 1}
    screen.tap_again("Close this episode", 2, 0.3)
    screen.tap("Example is back", exact=True)
    assert log.new() == {}
    screen.tap_again("Close", 3, 0.15, exact=True)
    screen.see("Earlier times")
    assert log.new() == {"closed_reason": 1}


def test_nothing_that_writes_comes_up_under_the_finger_on_a_tablet(browser: Browser, tmp_path: Path) -> None:
    """The same evening with one tap each; on a phone the taps above looked."""
    with (
        AppProcess(set_up(tmp_path / "data")) as app,
        Finger(browser, app.url, width=1180, height=820) as screen,
    ):
        walk = Walk(screen)
        _unlock(walk, screen)
        walk.start()
        screen.came_up.clear()  # the evening begins
        screen.tap("Done", exact=True)
        walk.call_child()
        screen.tap("Report to the police now", exact=True)
        screen.tap("I have reported it")
        screen.tap("Next: who to tell")
        screen.tap("Told", exact=True)
        screen.tap("Keep looking")
        walk.hand_over("", "", tmp_path)
        walk.found()
        walk.close()
        screen.look_under()
        assert not screen.came_up, "\n".join(screen.came_up)
