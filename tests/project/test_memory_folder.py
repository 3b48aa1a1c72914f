"""The tests' files lie in memory where there is room, and are gone after the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pathlib import Path
import pytest
from tests.support import memory_folder
memory_folder.NEEDED_BYTES = int(open("needed").read())
@pytest.hookimpl(tryfirst=True)
def pytest_configure(config): memory_folder.use(config, Path("shared").absolute())
"""
LOOKS = """
import tempfile
from pathlib import Path
def test_where(tmp_path):
    Path("seen").write_text(f"{tmp_path}\\n{tempfile.mkdtemp()}")
"""


@pytest.mark.parametrize(
    ("needed", "arguments", "inside"), [(1, (), 2), (1 << 62, (), 0), (1, ("--basetemp", "own"), 0)]
)
def test_where_the_files_of_a_run_lie(
    needed: int, arguments: tuple[str, ...], inside: int, pytester: pytest.Pytester
) -> None:
    """Both pytest's folders and what a test makes itself; not where memory is short, nor when told where.
    They are gone afterwards, and so is what a killed run left; another run's stay."""
    shared = pytester.mkdir("shared")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    killed, running = (shared / f"ct{pid}" for pid in (ended.pid, os.getpid()))
    killed.mkdir()
    running.mkdir()
    (pytester.path / "needed").write_text(str(needed))
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(LOOKS)
    assert pytester.run(sys.executable, "-m", "pytest", "-p", "no:xdist", *arguments).ret == 0
    seen = (pytester.path / "seen").read_text().splitlines()
    assert sum(f"{pytester.path.name}/shared/ct" in one for one in seen) == inside
    left = {running} if inside else {killed, running}
    assert set(shared.iterdir()) == left
