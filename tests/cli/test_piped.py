"""Whoever reads a command's answer may stop in the middle, as `head` does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from forms.piped import CUT_OFF
from tests.support.case_commands import shown

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("command", ["carerapp advise", "forms check"])
def test_a_reader_that_has_enough_is_no_fault(command: str, tmp_path: Path) -> None:
    """Nothing is said of it; the exit code is that of a pipe cut off."""
    module, name = command.split()
    case = tmp_path / "case.toml"
    case.write_text(shown("advise.md"), "utf-8")
    given = [str(case)] if name == "advise" else []
    reads, writes = os.pipe()
    os.close(reads)
    run = subprocess.run(
        [sys.executable, "-m", module, name, *given],
        cwd=ROOT,
        stdout=writes,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )
    os.close(writes)
    assert (run.returncode, run.stderr) == (CUT_OFF, "")
