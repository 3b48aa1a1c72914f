"""A carer's evening in Firefox and in WebKitGTK, from the first page to a start without a network."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.support.browser.walk import Walk
from tests.support.engines.device import ENGINES, Device

pytestmark = [pytest.mark.sampled, pytest.mark.in_turn("the other browsers")]

NOTE = "The neighbour heard the gate"
BUTTON = "return document.getElementById('open').textContent;"


def said(walk: Walk, word: str) -> str:
    """How many entries there are, as the screen says it: without the time of the newest."""
    line = next(words for words in walk.screen.words() if word in words)
    return line[line.rindex(". ") :]


@pytest.mark.parametrize("engine", ENGINES)
def test_all_of_it_is_there_after_a_start_with_no_server(
    new_device: Callable[[str], Device], engine: str
) -> None:
    """Set up, the invented child, a tick, a note, the officer's copy; then from the device alone, by its
    snapshot. A second tab is told that the app is open. Nothing left the origin."""
    device = new_device(engine)
    assert "worker plain" not in device.start()
    walk = device.walk()
    walk.set_up()
    walk.invented_child()
    walk.start()
    done = walk.title()
    walk.tick()
    walk.note(NOTE)
    walk.report_at_once()
    assert walk.hand_over("Sgt Oxmarrow", "4471", device.folder).read_bytes().startswith(b"%PDF-")
    stands, entries = walk.title(), said(walk, "entries")

    device.server.stop()
    assert "worker plain" not in device.start()
    walk = device.walk()
    walk.unlock()
    walk.screen.see(re.compile(re.escape(entries) + "$"))
    assert walk.title() == stands != done
    walk.screen.tap("The whole log")
    device.screen.look_for(NOTE)

    first = device.engine.tab()
    device.engine.new_tab()
    device.engine.go(device.server.url)
    device.until(lambda: "already open in another tab" in device.says(), "the second tab is not told")
    assert device.run(BUTTON) == "Use it here"
    device.engine.switch(first)
    walk.screen.see(re.compile(f"{NOTE}|Enter your PIN"))  # it may have locked, out of sight
    assert device.place.disk_used is not device.has_disk()
    assert device.outside() == []
