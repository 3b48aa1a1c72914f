"""A clock that is told the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class ToldClock:
    """Stands still until it is told to move."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 22, 40, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)
