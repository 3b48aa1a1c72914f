"""A device's wall clock that somebody moves, beside an endpoint."""

from __future__ import annotations

import time

import pytest

from tests.support.endpoint.authority import Authority


class Wall:
    """The endpoint's clock stays right, and what signs requests by the command line."""

    def __init__(self, authority: Authority, patch: pytest.MonkeyPatch) -> None:
        self._authority, self._seconds, right = authority, 0.0, time.time
        patch.setattr(time, "time", lambda: right() + self._seconds)

    def moved(self, seconds: float) -> None:
        """So far from the right time."""
        self._seconds, self._authority.skew = seconds, -seconds
