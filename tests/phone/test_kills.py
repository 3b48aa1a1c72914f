"""The battery dies, with no signal, at any moment and right after "saved": nothing acknowledged is lost.

Twice here; `python -m benchmarks.phone_kills` (in `make soak`) two hundred times.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.phone.conftest import NewPhone
from tests.support.rehearsal import rehearse, tables

pytestmark = pytest.mark.in_turn

KILLS = 2
SEED = 5


def test_killed_again_and_again_nothing_saved_is_lost(new_phone: NewPhone, with_child: Path) -> None:
    """Two deaths of the battery, one of them at the moment of "saved"."""
    phone = new_phone(with_child)
    said = rehearse("phone_kills", "--kills", KILLS, "--seed", SEED, "--phone", phone.folder)
    (table,) = tables(said)
    assert table["openings at which one of them was gone"] == ["0"], said
    assert table["kills of the browser, no server running"] == [str(KILLS)]
    assert table["of them at the moment of “saved”"] == ["1"]
    assert int(table["entries that the screen had shown"][0]) >= KILLS
