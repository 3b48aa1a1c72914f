"""Names in scripts whose letters are fetched late: with no signal they are drawn, and nothing is missed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.phone.conftest import NewPhone
from tests.support.browser.walk import Walk

pytestmark = pytest.mark.in_turn

NAMES = ("ليلى مثال", "מרים דוגמה", "李小龍", "ሰላም", "Łucja Żółć")


def test_nothing_is_asked_for_that_is_not_on_the_phone(new_phone: NewPhone, with_child: Path) -> None:
    """Arabic, Hebrew, Chinese, Ethiopic and Polish names, typed with no server running."""
    phone = new_phone(with_child)
    phone.server.stop()
    phone.start()
    screen = phone.open_app()
    Walk(screen).unlock()
    for name in NAMES:
        screen.see("Add a child")
        screen.tap("Add a child")
        screen.type("Full name", name)
        screen.tap(re.compile(r"^Hertfordshire(\s|$)"))
        screen.tap("Add", exact=True)
        screen.see("1. Personal details")
        screen.see(re.compile(name))
        screen.tap(re.compile("^Back to "))
    assert phone.heard.outside == phone.heard.failed == phone.heard.errors == []
