"""One browser for the journeys of a file; each has its own window, app and data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser.chromium import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with the file: while it is open, no other test of this run can have an event loop of its own."""
    with chromium() as browser:
        yield browser
