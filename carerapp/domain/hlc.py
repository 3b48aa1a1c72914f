"""A hybrid logical clock: order that survives wrong, changed and differing wall clocks.

A stamp is text that sorts: `<milliseconds, 12 hex>-<counter, 4 hex>-<device>`.
"""

from __future__ import annotations

_MOST = 0xFFFF


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
