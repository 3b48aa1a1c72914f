"""Limits for tests: none, or with a clock that stands."""

from __future__ import annotations

import time

from sync.endpoint.service.buckets import Buckets
from sync.endpoint.service.limits import Limits

MANY = 1e9


def unlimited() -> Limits:
    """Everything is really looked at."""
    return Limits(*(Buckets(MANY, MANY, time.monotonic) for _ in range(4)))


def standing() -> Limits:
    """As set, but no bucket fills while a slow machine asks."""
    return Limits.as_set(clock=lambda: 0.0)
