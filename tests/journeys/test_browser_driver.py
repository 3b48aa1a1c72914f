"""The driver does what it says, on a page that is known."""

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser.app_process import AppProcess
from tests.support.browser.screen import Screen
from tests.support.browser.walk import EMERGENCY, faults

pytestmark = pytest.mark.in_turn

TINY = (sys.executable, str(Path(__file__).with_name("tiny_app.py")))


def test_tap_type_see_kill_and_come_back(browser: Browser, tmp_path: Path) -> None:
    """Every way of the driver to look and to act, on a page that has one of everything; then the app is
    killed."""
    with AppProcess(tmp_path / "kept.txt", command=TINY) as app, Screen(browser, app.url) as screen:
        screen.see("Kept: nothing")
        assert not screen.blank()
        screen.type("Name", "Łukasz O’Example")
        screen.type("Note", "first line\nsecond line")
        screen.tap("Searched the garden")
        screen.tap("Save", exact=True)
        screen.see(re.compile("second line/True"))
        assert (screen.value("Name"), screen.checked("Searched")) == ("Łukasz O’Example", True)
        assert screen.taps == 4  # two fields, a box, a button
        screen.tap("Far below")  # needs scrolling
        screen.see("The far one")
        with pytest.raises(AssertionError, match="no such control"):
            screen.tap("No such button")
        assert [(found.rule, len(found.elements)) for found in screen.axe()] == [("aria-command-name", 1)]
        found = faults(screen)  # this page has no number to ring
        assert [fault for fault in found if fault.startswith("missing")] == [
            f"missing: {name}" for name in EMERGENCY
        ]
        app.kill9()
        app.restart()
        screen.open()
        screen.see("Kept: Łukasz O’Example/first line")
        assert all("rive" in url for url in screen.outside)  # Flet's own page asks for this; our app stops it


@pytest.mark.parametrize(
    "address", ["http://example.org/", "http://192.0.2.1/", "http://app.localhost:{port}/"]
)
def test_nothing_leaves_this_machine_and_what_tried_is_known(
    address: str, browser: Browser, tmp_path: Path
) -> None:
    """By a name or a number: refused at once, and noted. The page's own address answers."""
    with AppProcess(tmp_path / "kept.txt", command=TINY) as app, Screen(browser, app.url) as screen:
        fetched = "url => fetch(url, {mode: 'no-cors'}).then(() => 'came', () => 'refused')"
        url = address.format(port=app.port)
        with screen.page.expect_event("requestfailed") as failed:
            assert screen.page.evaluate(fetched, url) == "refused"
        assert (failed.value.url, failed.value.failure) == (url, "net::ERR_NAME_NOT_RESOLVED")
        assert url in screen.outside
        assert screen.page.evaluate(fetched, app.url) == "came"


def test_large_text_makes_the_page_taller(browser: Browser, tmp_path: Path) -> None:
    """Text at 200 % makes a field more than 1.4 times as high."""
    with AppProcess(tmp_path / "kept.txt", command=TINY) as app:
        heights = []
        for percent in (100, 200):
            screen = Screen(browser, app.url, dark=True, text_percent=percent)
            box = screen.page.get_by_label("Note").bounding_box()
            heights.append(box["height"] if box else 0)
            screen.close()
        assert heights[1] > 1.4 * heights[0]
