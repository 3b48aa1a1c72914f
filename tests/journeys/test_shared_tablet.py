"""A shared device in a real browser: every screen about who may open the notes. The gallery walks the same at
tablet size, in the dark and with large text."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.tablet import shared_tablet
from tests.support.browser.quick import QuickApp, QuickScreen
from tests.support.browser.walk import EMERGENCY, Walk, faults

pytestmark = pytest.mark.in_turn


def test_people_keys_shift_and_an_episode_begun_while_locked(browser: Browser, tmp_path: Path) -> None:
    """No screen lacks 999, a name or a target large enough; the code on the paper is the one that opens."""
    with QuickApp(tmp_path / "data") as app, QuickScreen(browser, app.url) as screen:
        found: dict[str, list[str]] = {}

        def look(name: str) -> None:
            emergency = ("Yes or not sure: call 999",) if name == "danger" else EMERGENCY
            if wrong := faults(screen, emergency=emergency):
                found[name] = wrong

        shared_tablet(Walk(screen, look), tmp_path)
        assert found == {}
