"""A newer version in Firefox and in WebKitGTK: used at the next start, whatever the browser asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.engines.device import ENGINES, Device

pytestmark = [pytest.mark.sampled, pytest.mark.in_turn("the other browsers")]

VERSION = """
const channel = new MessageChannel();
const answer = new Promise(done => { channel.port1.onmessage = ({data}) => done(data); });
navigator.serviceWorker.controller.postMessage({type: 'version'}, [channel.port2]);
return (await answer).version;
"""
WAITS = """
const cache = await caches.open('carerapp state');
const states = [];
for (const n of [0, 1]) {
    const held = await cache.match(new URL('state ' + n, location.href));
    if (held) states.push(await held.json());
}
const {next, allowed} = states.sort((a, b) => b.turn - a.turn)[0] ?? {};
return {next: next ?? null, allowed: Boolean(allowed)};
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_it_is_used_at_the_next_start(
    new_device: Callable[[str], Device], versions: tuple[Path, Path], engine: str
) -> None:
    """The carer sets the app up and answers no question of the browser: the app says that the notes may go.
    Then it is published anew."""
    device = new_device(engine)
    device.start()
    device.walk().set_up()
    if engine == "Firefox":  # it asks the person, and says nothing until they answer
        device.screen.see("has not promised to keep your notes")
    device.until(lambda: device.run(WAITS)["allowed"], "the app never allowed an update")
    began = device.run(VERSION)

    device.server.stop()
    device.server.folder = versions[1]
    device.server.start()
    device.start()
    assert device.run(VERSION) == began
    device.until(lambda: device.run(WAITS)["next"] not in (None, began), "the newer version never came")
    device.start()
    assert device.run(VERSION) not in (None, began)
    assert device.outside() == []
