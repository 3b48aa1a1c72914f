"""How often whom: every limit of the endpoint on how often something is asked, in one object."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sync.endpoint.service.buckets import Buckets
from sync.settings import (
    DEVICE_REQUESTS_AT_ONCE,
    DEVICE_REQUESTS_PER_SECOND,
    ENROLMENT_TRIES_AT_ONCE,
    ENROLMENT_TRY_SECONDS,
    REFUSAL_LINES_AT_ONCE,
    REFUSAL_LINES_PER_SECOND,
    UNPROVED_REQUESTS_AT_ONCE,
    UNPROVED_REQUESTS_PER_SECOND,
)


@dataclass(frozen=True)
class Limits:
    """``sources``: requests of one address that nobody has proved; what is proved is given back, so that a
    hundred devices behind one address do not count. ``enrolments``: wrong tries with a code, by address.
    ``devices``: requests of one device, after it proved that it is the one;
    ``lines``: its refusals that are written down one by one."""

    sources: Buckets
    enrolments: Buckets
    devices: Buckets
    lines: Buckets

    @staticmethod
    def as_set(clock: Callable[[], float] = time.monotonic) -> Limits:
        """With the numbers of the settings."""
        return Limits(
            sources=Buckets(UNPROVED_REQUESTS_PER_SECOND, UNPROVED_REQUESTS_AT_ONCE, clock),
            enrolments=Buckets(1 / ENROLMENT_TRY_SECONDS, ENROLMENT_TRIES_AT_ONCE, clock),
            devices=Buckets(DEVICE_REQUESTS_PER_SECOND, DEVICE_REQUESTS_AT_ONCE, clock),
            lines=Buckets(REFUSAL_LINES_PER_SECOND, REFUSAL_LINES_AT_ONCE, clock),
        )
