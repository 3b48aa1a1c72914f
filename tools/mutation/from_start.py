"""A mutant that is there before anything of ours is imported: tried in a process of its own.

What a function made while the tests were collected (a table of kinds, a definition that a test file reads at
its top) stays as it was made, whichever mutant is switched on afterwards.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import hypothesis
import pytest
from hypothesis import Phase

from tools.mutation.switch import install

ROOT = Path(__file__).resolve().parents[2]
#: Of generated cases the same for each mutant, none that an earlier mutant left, and none made smaller.
GENERATED = hypothesis.settings(derandomize=True, database=None, phases=(Phase.explicit, Phase.generate))
COLLECTING_SECONDS = 20  # of computing, beyond a mutant's patience: for imports and collecting
_RUN = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tools.mutation.from_start import run; run()"


def same_cases() -> None:
    """From now on; call it before a test is collected."""
    hypothesis.settings.register_profile("mutants", GENERATED)
    hypothesis.settings.load_profile("mutants")


def fails(mutant: str, given: Sequence[str], patience: int) -> bool:
    """Whether pytest with these arguments fails on it; what is not over in time has not."""
    limit = patience + COLLECTING_SECONDS

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))

    command = [sys.executable, "-c", _RUN, json.dumps([mutant, *given])]
    done = subprocess.run(command, preexec_fn=limited, capture_output=True, timeout=60 * limit, check=False)
    return done.returncode > 0


def run() -> None:
    """In that process: ends with what pytest ends with."""
    mutant, *given = json.loads(sys.argv[1])
    same_cases()
    install(mutant)
    sys.exit(pytest.main(["-x", *given]))
