"""The app as it is published, in Firefox and in WebKitGTK."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.engines.device import Device, version
from tests.support.phone.built import built
from tests.support.phone.server import Server


@pytest.fixture(scope="session")
def versions() -> Iterator[tuple[Path, Path]]:
    """The built folder with the test-only disk, and a newer version of it."""
    with tempfile.TemporaryDirectory(prefix="v") as work:
        first = version(built(), Path(work) / "first", "first")
        yield first, version(first, Path(work) / "second", "second")


@pytest.fixture
def new_device(versions: tuple[Path, Path]) -> Iterator[Callable[[str], Device]]:
    """``new_device(engine)``: one that never had the app; its server runs."""
    with ExitStack() as stack:

        def make(engine: str) -> Device:
            folder = Path(tempfile.mkdtemp(prefix="e"))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            server = stack.enter_context(Server(versions[0]))
            return stack.enter_context(Device(folder, server, engine))

        yield make
