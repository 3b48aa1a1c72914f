"""The build's check of the memory snapshot, on the real app in the real browser: a time, a secret or a random
number that one module of ours keeps while it is imported stops the build."""

from __future__ import annotations

import gzip
import shutil
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.phone.chromium import Maker
from tools.phone.failed import Failed

pytestmark = pytest.mark.in_turn

NEEDED = ("app.zip", "library.zip", "place.js", "snapshot.js")
MODULE = "carerapp/phone/__init__"
Snapshot = Callable[[str], Path]


@pytest.fixture(scope="module")
def snapshot(phone_app: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """``snapshot(code)``: the build's own step, on what it would publish, with this code in a module of the
    app."""
    made = tmp_path_factory.mktemp("snapshot") / "made"
    shutil.copytree(phone_app / "pyodide", made / "pyodide")
    for name in NEEDED:
        shutil.copy(phone_app / name, made)
    with Maker(made, made) as maker:

        def snapshot(code: str) -> Path:
            _keep(code, phone_app / "app.zip", made / "app.zip")
            maker.snapshot()
            return made / "snapshot.bin.gz"

        yield snapshot


def _keep(code: str, app: Path, to: Path) -> None:
    with zipfile.ZipFile(app) as given, zipfile.ZipFile(to, "w") as made:
        for info in given.infolist():
            if info.filename == f"{MODULE}.pyc":
                made.writestr(zipfile.ZipInfo(f"{MODULE}.py", info.date_time), code)
            else:
                made.writestr(info, given.read(info))


def test_a_module_that_keeps_what_is_always_the_same_is_taken(snapshot: Snapshot) -> None:
    """A constant is in the snapshot that is written, and the build goes on."""
    assert struct.pack("<d", 12345678.9) in gzip.decompress(snapshot("KEPT = 12345678.9").read_bytes())


@pytest.mark.sampled
@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import time; KEPT = time.time()", id="a time"),
        pytest.param("import os; KEPT = os.urandom(8)", id="a secret"),
        pytest.param("import random; KEPT = random.Random().random()", id="a random number"),
    ],
)
def test_a_module_that_keeps_it_is_refused(snapshot: Snapshot, code: str) -> None:
    """Two runs with other clocks and dice differ, and the build stops with the reason."""
    with pytest.raises(Failed, match="depends on the clock or on chance"):
        snapshot(code)
