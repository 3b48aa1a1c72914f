"""Double and triple taps on one pixel, in a real browser: the log has what one tap writes, and nothing that
writes a fact comes up where the last tap was, on a phone and on a tablet."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from carerapp.vault import Disk
from carerapp.vault.adapters.native_disk import NativeDisk
from tests.support.browser.app_process import AppProcess
from tests.support.browser.finger import Finger
from tests.support.browser.ready import set_up
from tests.support.browser.tapped_evening import Log, TappedEvening
from tests.support.browser.walk import Walk

pytestmark = pytest.mark.in_turn


@contextmanager
def _copied(data: Path) -> Iterator[Disk]:
    with tempfile.TemporaryDirectory() as folder:
        disk = NativeDisk(shutil.copytree(data, Path(folder) / "copy"))
        yield disk
        disk.close()


def test_double_and_triple_taps_write_once(browser: Browser, tmp_path: Path) -> None:
    """Call, report, told, hand over, found: each at another pace, all eight of them, and no other entry."""
    with AppProcess(set_up(tmp_path / "data")) as app, Finger(browser, app.url) as screen:
        walk = Walk(screen)
        _unlock(walk, screen)
        walk.start()
        walk.tick()
        came_up = TappedEvening(screen, Log(lambda: _copied(app.data))).all_of_it()
        assert not came_up, came_up


def _unlock(walk: Walk, screen: Finger) -> None:
    """A second tap on the last key of the PIN is slow at times: the vault takes a moment to open."""
    walk.unlock()
    screen.look_under()
    assert not screen.came_up, screen.came_up


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
        walk.to_the_report()
        screen.tap("I have reported it")
        screen.tap("Next: who to tell")
        screen.tap("Told", exact=True)
        screen.tap("Keep looking")
        walk.hand_over("", "", tmp_path)
        walk.found()
        walk.close()
        screen.look_under()
        assert not screen.came_up, "\n".join(screen.came_up)
