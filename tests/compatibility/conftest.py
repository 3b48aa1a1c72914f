"""The recorded devices, unpacked to work on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.compatibility.files import SECRETS, Clock, unpacked
from tests.compatibility.opening import Device


@pytest.fixture
def clock() -> Clock:
    """A minute after the last thing that was done."""
    return Clock(SECRETS["home"]["clock"])


@pytest.fixture
def device(tmp_path: Path, clock: Clock) -> Callable[[str], Device]:
    """A fresh copy of a recorded device's records, by its name."""
    return lambda name: Device(name, unpacked(name, tmp_path), clock)
