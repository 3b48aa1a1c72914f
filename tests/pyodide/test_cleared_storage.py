"""The browser's storage is cleared while the app is open: the disk's bridge misses its files, in a real
browser. In a worker of its own, since Chromium never closes a file again that it cleared away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.browser.chromium import chromium_keeping
from tools.phone.serve import serving

BRIDGE = Path(__file__).parents[2] / "carerapp/phone/web/bridge/disk.js"
WORKER = """
import * as bridge from './disk.js';
const known = () => (bridge.diskAnswered() < bridge.diskWritten() ? 'waits'
  : bridge.diskGone() ? 'gone' : 'there');
const folder = FileSystemDirectoryHandle.prototype, { getFileHandle } = folder;
let late, held;
const calls = {
  open: async () => {
    await bridge.diskOpen();
    bridge.diskWatch(() => self.postMessage('told: ' + known()));
    return 'opened';
  },
  write: () => { bridge.diskWrite(0, 0, new Uint8Array(3)); bridge.diskFlush(0); return known(); },
  twice: () => { bridge.diskFlush(0); bridge.diskFlush(1); return known(); },
  meanwhile: () => {
    held = new Promise((go) => { late = go; });
    bridge.diskFlush(0);
    folder.getFileHandle = function (...given) { return held.then(() => getFileHandle.apply(this, given)); };
    bridge.diskFlush(1);
    return known();
  },
  unable: () => {
    folder.getFileHandle = () => Promise.reject(new Error('busy'));
    bridge.diskFlush(0);
    return known();
  },
  able: () => { folder.getFileHandle = getFileHandle; late?.(); return known(); },
  known,
};
self.onmessage = async ({ data }) => {
  let said;
  try { said = await calls[data](); } catch (error) { said = error.name; }
  self.postMessage(said);
};
"""
START = """() => {
  window.said = [];
  window.worker = new Worker('/worker.js', { type: 'module' });
  worker.onmessage = ({ data }) => said.push(data);
}"""


@pytest.fixture
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    site, profile, temporary = map(tmp_path_factory.mktemp, ("site", "profile", "temporary"))
    (site / "index.html").write_text("<!DOCTYPE html><title>tests</title>", encoding="utf-8")
    (site / "disk.js").write_bytes(BRIDGE.read_bytes())
    (site / "worker.js").write_text(WORKER, encoding="utf-8")
    with serving(site) as url, chromium_keeping(profile, temporary=temporary) as browser:
        page = browser.new_page()
        page.goto(url)
        page.evaluate(START)
        yield page


def asking(page: Page) -> Callable[[str, int], list[str]]:
    """Makes a call in the worker; its first answers, as many as are waited for."""

    def ask(call: str, answers: int = 1) -> list[str]:
        page.evaluate("call => worker.postMessage(call)", call)
        page.wait_for_function("many => said.length >= many", arg=answers)
        said: list[str] = page.evaluate("() => said.splice(0)")
        return said

    return ask


def test_files_that_were_cleared_away_are_missed_and_nothing_more_is_saved(page: Page) -> None:
    """Nothing is known of an entry before the listing answers; then that it is there, or gone. After that an
    entry is refused."""
    ask = asking(page)
    assert ask("open", 1) == ["opened"]
    assert ask("write", 2) == ["waits", "told: there"]
    assert ask("known", 1) == ["there"]
    devtools = page.context.new_cdp_session(page)
    origin = page.evaluate("() => location.origin")
    devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    assert ask("known", 1) == ["there"]
    assert ask("write", 2) == ["waits", "told: gone"]
    assert ask("known", 1) == ["gone"]
    assert ask("write", 1) == ["NotFoundError"]


def test_an_answer_speaks_of_what_was_written_before_it_was_asked(page: Page) -> None:
    """All that one tap writes waits for one answer; what is written meanwhile for an answer of its own."""
    ask = asking(page)
    assert ask("open", 1) == ["opened"]
    assert ask("twice", 2) == ["waits", "told: there"]
    assert ask("meanwhile", 1) == ["waits"]
    page.wait_for_timeout(300)
    assert ask("known", 1) == ["waits"], "the first was answered; the second not"
    assert ask("able", 2) == ["waits", "told: there"]


def test_a_browser_that_can_not_say_has_not_answered(page: Page) -> None:
    """It is asked again until it can."""
    ask = asking(page)
    assert ask("open", 1) == ["opened"]
    assert ask("unable", 1) == ["waits"]
    page.wait_for_timeout(300)
    assert ask("known", 1) == ["waits"]
    assert ask("able", 2) == ["waits", "told: there"]
