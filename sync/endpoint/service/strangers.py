"""What strangers tried, counted by day and kind. A line for each would let them fill the database."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from sync.endpoint.store import Store


class Strangers:
    """Counts in memory, and keeps the counts now and then: a process that is killed loses the last of them.
    ``now``: seconds since 1970."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store, self._now = store, now
        self._counted: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def count(self, kind: str) -> None:
        """One more. ``kind``: a word of this program, never of what came."""
        day = datetime.fromtimestamp(self._now(), UTC).date().isoformat()
        with self._lock:
            self._counted[day, kind] += 1

    def keep(self) -> None:
        """Write down what was counted since the last time; what could not be written is kept for the
        next."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
        try:
            if counted:
                self._store.stranger_counts.add(counted, int(self._now()))
        except BaseException:
            with self._lock:
                self._counted += counted
            raise
