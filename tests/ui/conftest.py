"""The devices that most screens are tried on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.ui.calm import Calm


@pytest.fixture
def new_device(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Calm:
    """Nobody has set it up yet."""
    return Calm(clock, open_book)


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    """Set up, with the invented child at home."""
    new_device.set_up()
    return new_device
