"""After the episode, every file that the browser wrote is read, and all that a page can ask it for."""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.phone.conftest import NewPhone
from tests.phone.episode import WORDS, CapturedEpisode
from tests.support.canaries import Canaries
from tests.support.marked_photo import marked_photo
from tests.support.pins import PIN

pytestmark = pytest.mark.in_turn("what stands in clear")

# What a page can read of its own: in base64, each by its name. The app's own files came with the app.
STORES = """async () => {
    const base64 = async blob => (await new Promise(done => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.readAsDataURL(blob);
    })).split(',')[1] ?? '';
    const found = {};
    const keep = async (name, data) => { found[name] = await base64(new Blob([data])); };
    await keep('localStorage', JSON.stringify(localStorage));
    await keep('sessionStorage', JSON.stringify(sessionStorage));
    await keep('cookies', document.cookie);
    await keep('databases', JSON.stringify(await indexedDB.databases()));
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
            await keep(`cache ${name}: ${request.url}`, request.url);
    const walk = async (folder, path) => {
        for await (const [name, handle] of folder.entries())
            if (handle.kind === 'directory') await walk(handle, `${path}/${name}`);
            else await keep(`file ${path}/${name}`, await handle.getFile());
    };
    await walk(await navigator.storage.getDirectory(), '');
    return found;
}"""


def stores(page: Page) -> dict[str, bytes]:
    found: dict[str, str] = page.evaluate(STORES)
    return {name: base64.b64decode(data) for name, data in found.items()}


def canaries() -> Canaries:
    return Canaries(WORDS | {"the PIN": PIN}, {"the photo as it was chosen": marked_photo()})


def within(phone: Path, found: Mapping[str, Collection[str]]) -> dict[str, Collection[str]]:
    """The same, with paths as they are on every phone."""
    return {Path(path).relative_to(phone).as_posix(): words for path, words in found.items()}


def test_nothing_stands_in_clear_on_the_phone(episode: CapturedEpisode, installed: Path) -> None:
    """The saved copy aside: the carer asked for it, and it has a password."""
    looked_for = canaries()
    before = within(installed, looked_for.found_under(installed / "profile"))
    found = within(episode.phone, looked_for.found_under(episode.phone / "profile", episode.phone / "t"))
    by_chance = {"the PIN"}  # eight digits: the app's own files, all 28 MB, may have them in a row
    assert {word for words in before.values() for word in words} <= by_chance
    assert {path: words for path, words in found.items() if words != before.get(path)} == {}


def test_nothing_stands_in_clear_in_what_a_page_can_read(
    episode: CapturedEpisode, new_phone: NewPhone
) -> None:
    """Storage, cookies, databases, caches and the origin's own files: sealed, or without any word of the
    episode."""
    phone = new_phone(episode.phone)
    page = phone.launch()
    page.goto(phone.server.url + "manifest.json")  # the app's own place, without the app
    page.goto("about:blank")
    page.route("**/page.js", lambda route: route.abort())
    page.goto(phone.server.url)
    found = stores(page)
    looked_for = canaries()
    assert {name: words for name, data in found.items() if (words := looked_for.found_in(data))} == {}
    assert {name for name in found if name.startswith("file ")} >= {"file /vault-0", "file /vault-1"}
    assert any(name.startswith("cache ") for name in found)
    assert found["databases"] == b"[]"
    assert b"not-seen-since" not in found["localStorage"]


def test_a_planted_word_would_be_found(new_phone: NewPhone, installed: Path) -> None:
    """The search itself works: a word put there in clear is found by the page and on the disk."""
    phone = new_phone(installed)
    page = phone.launch()
    page.route("**/page.js", lambda route: route.abort())
    page.goto(phone.server.url)
    plant = """async words => {
        localStorage.planted = words;
        const folder = await navigator.storage.getDirectory();
        const out = await (await folder.getFileHandle('planted', {create: true})).createWritable();
        await out.write(words);
        await out.close();
        await new Promise(done => { indexedDB.open('planted').onsuccess = done; });
    }"""
    page.evaluate(plant, WORDS["a note"])
    looked_for = canaries()
    found = {name for name, data in stores(page).items() if looked_for.found_in(data)}
    assert found == {"localStorage", "file /planted"}
    phone.close()
    on_disk = " ".join(looked_for.found_under(phone.profile))
    assert "Local Storage" in on_disk
    assert "File System" in on_disk
