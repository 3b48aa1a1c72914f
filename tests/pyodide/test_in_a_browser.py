"""The road to the phone, driven in a real browser: the adapters keep their contracts there, on the same
bytes.

Pytest itself runs inside Pyodide, in a module worker as the app does, on the same contract suites that run
here. A vault made here is opened and written to in there, one made there is opened here. Needs Chromium,
Node.js, npm.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page

from carerapp.actions.add_invented_child import add_invented_child
from carerapp.bootstrap import open_casebook
from carerapp.vault import Door, WrongSecret
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from tests.pyodide.served import make_site
from tests.support.browser.chromium import chromium_keeping
from tests.support.drawn import DRAWN
from tests.support.pins import PIN
from tools.phone.serve import serving

FIRST_DAY = datetime(2026, 11, 20, 22, 40, tzinfo=UTC)
RUN = """
import json, sys
sys.path[:0] = ['/app', '/packages']
from tests.pyodide.inside import run
made = run.main(STARTED)
from pathlib import Path
json.dumps({"report": json.loads(made),
    "made": {p.stem: p.read_text() for p in Path("/made").glob("*.json")}})
"""
IN_A_WORKER = """([packs, run]) => new Promise((done) => {
    const worker = new Worker('/worker.js', { type: 'module' });
    worker.onerror = (event) => done({ failed: event.message || 'the worker did not start' });
    worker.onmessage = async ({ data }) => {
        if (!data.outside) { worker.terminate(); done(data); return; }
        await window.outside(...data.outside);
        worker.postMessage({ answer: true });
    };
    worker.postMessage({ packs, run: run.replace('STARTED', String(Date.now() / 1000)) });
})"""


@dataclass(frozen=True, repr=False)
class Said:
    """What came out of the browser: each test's ``[outcome, what went wrong, seconds]``, and vaults by
    name."""

    tests: dict[str, tuple[str, str, float]]
    vaults: dict[str, MemoryDisk]

    def passed(self, part: str) -> int:
        return sum(outcome == "passed" for test, (outcome, *_) in self.tests.items() if part in test)


def questions(crypto: NativeCrypto) -> bytes:
    """Random inputs for every primitive and this computer's answers, in hexadecimal."""
    asked = []
    for length in (0, 1, 16, 63, 64, 65, 400, 5000, 100_000):
        key, other, nonce, plain, aad = (os.urandom(n) for n in (32, 32, 12, length, 40))
        agree_public = crypto.agree_public(key)
        answers = {
            "sealed": crypto.seal(key, nonce, plain, aad),
            "hkdf": crypto.hkdf(key, salt=nonce, info=aad, length=77),
            "sign public": crypto.sign_public(key),
            "signature": crypto.sign(key, plain),
            "agree public": agree_public,
            "agreed": crypto.agree(other, agree_public),
            "argon2id": crypto.argon2id(
                plain[:64], nonce + aad[:4], memory_kib=1024, passes=3, lanes=2, length=48
            ),
        }
        given = {"key": key, "other": other, "nonce": nonce, "plain": plain, "aad": aad}
        asked.append({name: value.hex() for name, value in {**given, **answers}.items()})
    return json.dumps(asked).encode()


def packed(disk: MemoryDisk) -> bytes:
    return json.dumps({name: base64.b64encode(data).decode() for name, data in disk.files.items()}).encode()


def unpacked(files: str) -> MemoryDisk:
    return MemoryDisk({name: base64.b64decode(data) for name, data in json.loads(files).items()})


def filled() -> tuple[MemoryDisk, str, int]:
    """A vault with an invented child and a photo; the child, and how many entries there are."""
    disk = MemoryDisk()
    vault = Door(disk, NativeCrypto(), now=FIRST_DAY.timestamp).create(
        PIN, name="A. Carer", role="Foster carer"
    )
    child = add_invented_child(open_casebook(vault), name="Łukasz Example")
    vault.save_attachment(child, DRAWN["small"]())
    return disk, child, len(vault.entries(child))


def outside_of(page: Page, url: str) -> Callable[[str, Any], None]:
    """What the tests inside can ask for."""
    devtools = page.context.new_cdp_session(page)

    def outside(name: str, value: Any) -> None:
        assert name == "room"
        more = {} if value is None else {"quotaSize": value}
        devtools.send("Storage.overrideQuotaForOrigin", {"origin": url.rstrip("/"), **more})

    return outside


@pytest.fixture(scope="module")
def made_here() -> tuple[MemoryDisk, str, int]:
    return filled()


@pytest.fixture(scope="module")
def said(made_here: tuple[MemoryDisk, str, int], tmp_path_factory: pytest.TempPathFactory) -> Said:
    folder = tmp_path_factory.mktemp("site")
    pictures = {f"pictures/{name}": draw() for name, draw in DRAWN.items()}
    given = {"vault.json": packed(made_here[0]), "questions.json": questions(NativeCrypto()), **pictures}
    packs = make_site(folder, given)
    keeping = chromium_keeping(
        tmp_path_factory.mktemp("profile"), temporary=tmp_path_factory.mktemp("temporary")
    )
    with serving(folder) as url, keeping as browser:
        page = browser.new_page()
        page.on("console", lambda message: print(message.text))
        page.goto(url)
        page.expose_function("outside", outside_of(page, url))
        answer = page.evaluate(IN_A_WORKER, [packs, RUN])
    assert "failed" not in answer, answer["failed"]
    done = json.loads(answer["done"])
    tests = {test: tuple(came_to) for test, came_to in done["report"]["tests"].items()}
    print({name: value for name, value in done["report"].items() if name != "tests"})
    return Said(tests, {name: unpacked(files) for name, files in done["made"].items()})


def test_every_test_passes_in_the_browser(said: Said) -> None:
    """Whatever ran inside Pyodide passed there."""
    wrong = [
        f"{test}: {outcome}\n{words}"
        for test, (outcome, words, _) in said.tests.items()
        if outcome != "passed"
    ]
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize(
    ("suite", "least"),
    [
        ("test_crypto_port.py", 9),
        ("test_disk_port.py", 42),
        ("test_image_port.py", 20),
        ("test_core.py", 1),
        ("test_same_bytes.py", 9),
        ("test_vaults.py", 2),
        ("test_browser_disk.py", 8),
        ("test_aes.py", 2),
    ],
)
def test_no_suite_was_left_out(said: Said, suite: str, least: int) -> None:
    """Each suite ran in there with at least so many tests."""
    assert said.passed(suite) >= least


def test_the_browsers_own_disk_was_under_the_contract(said: Said) -> None:
    """The browser's, the memory's and the container's disk went through the same tests."""
    assert said.passed("[browser") == said.passed("[memory") == said.passed("[container") > 10


def test_what_the_browser_wrote_is_read_here(said: Said, made_here: tuple[MemoryDisk, str, int]) -> None:
    """The note that was added in there is the last entry, and the vault is undamaged."""
    _, child, entries = made_here
    door = Door(said.vaults["written"], NativeCrypto(), now=lambda: FIRST_DAY.timestamp() + 90_000)
    vault = door.unlock(PIN)
    assert len(vault.entries(child)) == entries + 1
    assert "Written in the browser: Łukasz, ሰላም" in json.dumps(vault.entries(child)[-1], ensure_ascii=False)
    assert vault.damage == vault.verify_authors(child) == ()


def test_a_vault_made_in_the_browser_opens_here_with_its_pin_alone(said: Said) -> None:
    """A wrong PIN does not open it; the right one finds the entry."""
    door = Door(said.vaults["made"], NativeCrypto(), now=lambda: FIRST_DAY.timestamp() + 90_000)
    with pytest.raises(WrongSecret):
        door.unlock("000111")
    door = Door(said.vaults["made"], NativeCrypto(), now=lambda: FIRST_DAY.timestamp() + 180_000)
    vault = door.unlock(PIN)
    (child,) = vault.children()
    assert [entry["words"] for entry in vault.entries(child)] == ["Made in the browser"]
    assert vault.damage == vault.verify_authors(child) == ()
