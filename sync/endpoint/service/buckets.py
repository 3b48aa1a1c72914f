"""Token buckets: how often each of many names may ask. In memory alone, and never more of it than so much."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_NAMES = 10_000


@dataclass
class Buckets:
    """A bucket for each name. ``at_once``: how many tokens a full one holds; ``per_second``: how many come
    back; ``clock``: seconds that never go back.

    Beyond ``most_names`` the bucket that was used longest ago is forgotten, as if it were full: a stranger
    with many names empties nobody else's and fills no memory.
    """

    per_second: float
    at_once: float
    clock: Callable[[], float]
    most_names: int = MOST_NAMES
    _levels: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def take(self, name: str) -> bool:
        """Whether this name may ask now; if so, it costs a token."""
        with self._lock:
            level, now = self._level(name)
            allowed = level >= 1
            self._put(name, level - 1 if allowed else level, now)
        return allowed

    def give_back(self, name: str) -> None:
        """What a token was taken for is not to count."""
        with self._lock:
            level, now = self._level(name)
            self._put(name, min(self.at_once, level + 1), now)

    def wait(self, name: str) -> int:
        """Whole seconds, at least one, until there is a token."""
        with self._lock:
            level, _ = self._level(name)
        return max(1, math.ceil((1 - level) / self.per_second))

    def _level(self, name: str) -> tuple[float, float]:
        now = self.clock()
        level, before = self._levels.get(name, (self.at_once, now))
        return min(self.at_once, level + (now - before) * self.per_second), now

    def _put(self, name: str, level: float, now: float) -> None:
        self._levels[name] = (level, now)
        self._levels.move_to_end(name)
        if len(self._levels) > self.most_names:
            self._levels.popitem(last=False)
