"""A device's two clocks in a time zone of the system's own tables: the wall clock can be moved by hand."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from carerapp.domain.clock import Steady

ZONES = ("Europe/London", "Europe/Warsaw", "America/New_York", "Asia/Kathmandu")
MOVED = [timedelta(hours=h) for h in (0, 2, -2, 24, -24)] + [timedelta(days=d) for d in (-365, 731)]


def live_in(zone: str, patch: pytest.MonkeyPatch) -> None:
    """This process lives there. Call `time.tzset()` when the patch is undone."""
    patch.setitem(os.environ, "TZ", zone)
    time.tzset()


class DeviceClock:
    """As `bootstrap.now`, `bootstrap.here` and `bootstrap.steady_clock` tell the time, at a time of ours."""

    def __init__(self, wall: datetime) -> None:
        self.wall, self.ms = wall.astimezone(UTC), 5_000_000

    def __call__(self) -> datetime:
        return self.wall.astimezone()

    @staticmethod
    def here(moment: datetime) -> datetime:
        return moment.astimezone()

    def steady(self) -> Steady:
        return Steady("boot", self.ms)

    def passes(self, **by: float) -> None:
        """Time goes by for both."""
        self.wall += timedelta(**by)
        self.ms += int(timedelta(**by).total_seconds() * 1000)
