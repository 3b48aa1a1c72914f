"""After locking, the process's memory is searched: no key is left in it.

Of the PIN there may be what the library for Argon2 copied for itself and freed: that can't be reached from
here (`docs/threat-model.md` says so), and is reused sooner or later. The vault adds no copy of its own with
each unlock.
"""

from __future__ import annotations

import json
import subprocess
import sys


def test_no_key_is_left_in_memory_after_locking() -> None:
    """Every writable page of a process of its own; while it is open, each key is found, so the search
    works."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.vault.heap"], capture_output=True, text=True, check=True, timeout=120
    )
    said = json.loads(done.stdout)
    assert all(count > 0 for count in said["before"].values()), said
    assert said["after"] == dict.fromkeys(said["before"], 0)
    assert said["pin"] <= 2
