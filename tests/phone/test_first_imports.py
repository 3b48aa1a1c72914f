"""What a start on a phone needs of Python is in the memory snapshot: an import after it costs each start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_nothing_of_ours_or_flets_is_imported_after_the_snapshot() -> None:
    """From the snapshot to the lock screen, but for the adapters of a browser."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.phone.late_imports"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == []
