"""Installed once, it needs no server again: every start is from the phone alone, painted by a graphics
chip."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.phone.conftest import NewPhone
from tests.support.browser.chromium import GRAPHICS
from tests.support.phone.driver import Phone

pytestmark = pytest.mark.in_turn

STARTS = ("", "#/children", "episode?x=1", "a/b/c")  # from the icon; an old link; links into the app


def start_offline(phone: Phone, path: str) -> list[str]:
    """Killed, no server, started again at this path; what was wrong."""
    phone.server.stop()
    phone.start(path)
    heard = phone.heard
    wrong = [f"left: {url}" for url in heard.outside] + [f"failed: {said}" for said in heard.failed]
    wrong += [f"console: {said}" for said in heard.errors]
    devtools = phone.devtools()
    wrong += devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    wrong += devtools.send("Page.getAppManifest")["errors"]
    phone.open_app().see("Set up this device")
    phone.kill()
    return wrong


def test_it_can_be_installed_and_every_start_after_the_installation_is_from_the_phone_alone(
    new_phone: NewPhone, installed: Path
) -> None:
    """From the icon and from links into the app, each time after the battery died."""
    phone = new_phone(installed, paints=GRAPHICS, reduced_motion="no-preference")
    assert {path: start_offline(phone, path) for path in STARTS} == {path: [] for path in STARTS}
