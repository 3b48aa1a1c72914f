"""So many walks, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import flet as ft

from tests.support.walks.in_browser import BrowserWalk
from tests.support.walks.unhurried import played
from tests.support.walks.walker import Walk


def walked(seed: int, steps: int) -> Walk:
    """One walk to its end; the same for the same seed."""
    walk = Walk(seed, steps)

    async def nowhere(*_: object) -> None:
        """The clipboard of no device."""

    with patch.object(ft.Clipboard, "set", nowhere):
        played(walk.go())
    return walk


def walks(first: int, count: int, steps: int) -> Iterator[Walk]:
    """Each with the next seed."""
    for seed in range(first, first + count):
        yield walked(seed, steps)


def told(walk: Walk | BrowserWalk) -> str:
    """What differs, and how it came there."""
    way = "\n".join(f"  {number}. {step}" for number, step in enumerate(walk.trace, 1))
    return f"walk {walk.seed}: {'; '.join(walk.problems)}\n{way}"
