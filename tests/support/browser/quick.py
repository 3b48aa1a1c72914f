"""The app with screens that settle sooner, and who taps it: for journeys about something else than taps.

A screen that has just changed takes no fact for 0.7 s, and a careful driver waits twice as long before each
tap: more than half of a journey. What is real there is tried in `test_taps`, in the whole episode and on the
phone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.support.browser.app_process import AppProcess
from tests.support.browser.screen import Screen

SETTLES_SECONDS = 0.15


class QuickApp(AppProcess):
    """As an `AppProcess`."""

    def __init__(self, data: Path, **more: Any) -> None:
        super().__init__(data, command=(sys.executable, "-m", __name__), **more)


class QuickScreen(Screen):
    """As a `Screen`."""

    settles_after = 500


def main() -> int:
    """The app itself, with one setting that is another."""
    from carerapp import settings

    setattr(settings, "SCREEN_SETTLES_SECONDS", SETTLES_SECONDS)  # noqa: B010, a constant to all others
    from carerapp.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(main())
