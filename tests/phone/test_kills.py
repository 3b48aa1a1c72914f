"""The battery dies, with no signal, at any moment and right after "saved": nothing acknowledged is lost.

Five times here; `python -m benchmarks.phone_kills` (in `make soak`) two hundred times.
"""

from __future__ import annotations

from pathlib import Path

from tests.phone.conftest import NewPhone
from tests.support.phone.killing import die_often

KILLS = 5
SEED = 5


def test_killed_again_and_again_nothing_saved_is_lost(new_phone: NewPhone, with_child: Path) -> None:
    """Five deaths of the battery, three of them at the moment of "saved"."""
    phone = new_phone(with_child)
    phone.server.stop()
    lives = die_often(phone, SEED, KILLS)
    assert lives.problems == []
    assert lives.kills == KILLS
    assert lives.at_once == 3
    assert len(lives.acknowledged) >= KILLS
