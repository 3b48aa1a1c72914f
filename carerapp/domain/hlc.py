"""A hybrid logical clock: order that survives wrong, changed and differing wall clocks.

A stamp is text that sorts: `<milliseconds, 12 hex>-<counter, 4 hex>-<device>`.
"""

from __future__ import annotations

import re

_MOST = 0xFFFF
_has_shape = re.compile(r"[0-9a-f]{12}-[0-9a-f]{4}-[0-9A-Za-z_]{1,40}").fullmatch
_END = "0699e991a800"  # milliseconds at the start of 2200: a stamp from there on is none


def is_stamp(text: str) -> bool:
    """Whether it has the shape of a stamp, of a time before 2200: so that a later one can always be made."""
    return _has_shape(text) is not None and text < _END


def milliseconds(stamp: str) -> int:
    """The time in it, since 1970."""
    return _parts(stamp)[0]


def device(stamp: str) -> str:
    """Which device made it: the last part."""
    return stamp.split("-", 2)[2]


def tick(last: str, wall_ms: int, device: str) -> str:
    """The stamp after `last`, given the wall clock. Never goes back, whatever the clock does."""
    ms, counter = _parts(last)
    if wall_ms > ms:
        return _stamp(wall_ms, 0, device)
    if counter < _MOST:
        return _stamp(ms, counter + 1, device)
    return _stamp(ms + 1, 0, device)


def latest(a: str, b: str) -> str:
    """The later of two stamps."""
    return max(a, b)


def _parts(stamp: str) -> tuple[int, int]:
    if not stamp:
        return 0, 0
    ms, counter, _ = stamp.split("-", 2)
    return int(ms, 16), int(counter, 16)


def _stamp(ms: int, counter: int, device: str) -> str:
    return f"{ms:012x}-{counter:04x}-{device}"
