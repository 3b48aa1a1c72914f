"""One browser for the tests of a file, a server and a phone for each."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from tests.phone_updates import versions
from tests.phone_updates.phone import Phone
from tests.phone_updates.place import Place
from tests.support.browser.chromium import FLAGS, PROCESSOR, chromium_path

Publish = Callable[..., Path]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Closed with the file: while it is open, no other test of this run can have an event loop of its own."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def launch(playwright: Playwright) -> Callable[[Path], BrowserContext]:
    """A browser with what it keeps in this folder."""

    def launch(folder: Path) -> BrowserContext:
        (folder / "t").mkdir(parents=True, exist_ok=True)
        return playwright.chromium.launch_persistent_context(
            folder / "profile",
            executable_path=chromium_path(),
            headless=True,
            args=[*FLAGS, *PROCESSOR],
            env={**os.environ, "TMPDIR": str(folder / "t")},
        )

    return launch


@pytest.fixture
def folder() -> Iterator[Path]:
    """A new one with a short path: Chromium puts a socket into it."""
    made = Path(tempfile.mkdtemp(prefix="u"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def browser(launch: Callable[[Path], BrowserContext]) -> Iterator[BrowserContext]:
    made = Path(tempfile.mkdtemp(prefix="u"))
    with launch(made) as context:
        yield context
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def place() -> Iterator[Place]:
    with Place() as place:
        yield place


@pytest.fixture
def publish(place: Place, tmp_path: Path) -> Publish:
    """``publish("two", how="badly")``: this version is on the server now."""

    def publish(name: str, **how: str) -> Path:
        version = versions.publish(tmp_path, name, **how)
        place.publish(version)
        return version

    return publish


@pytest.fixture
def phone(browser: BrowserContext, place: Place) -> Iterator[Phone]:
    phone = Phone(browser, place)
    before = set(browser.pages)
    yield phone
    place.mend()
    for page in set(browser.pages) - before:
        page.close()
