"""How long guessing takes: what the app and its pages say is what the cost of one guess comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from carerapp.vault.keys.guessing import card_seconds, core_seconds, time_to_try
from carerapp.vault.keys.pin import FLOOR, Kdf
from sync.words import offered_choices

ROOT = Path(__file__).parents[2]


def test_one_guess_by_hand() -> None:
    """64 MiB, three passes: 65,536 blocks of 1 KiB, two moved for each in the first pass, then three."""
    assert card_seconds(1) == 65_536 * 1024 * (2 + 3 + 3) / 1e12
    assert core_seconds(1) == pytest.approx(0.178)


def test_a_dearer_lock_takes_longer() -> None:
    """Twice the memory, twice the time."""
    twice = Kdf(2 * FLOOR.memory_kib)
    assert card_seconds(9, twice) == 2 * card_seconds(9)
    assert core_seconds(9, twice) == 2 * core_seconds(9)


@pytest.mark.parametrize(
    ("choices", "core", "card"),
    [
        (10**6, "2 days", "9 minutes"),
        (10**8, "210 days", "15 hours"),
        (offered_choices(), "190,000 years", "590 years"),
    ],
)
def test_the_figures_that_the_threat_model_states(choices: float, core: str, card: str) -> None:
    """In its words, so that a cheaper lock can't leave them standing."""
    assert time_to_try(choices) == (core, card)
    page = (ROOT / "docs/threat-model.md").read_text("utf-8")
    assert f"{core} on one core, {card} on one strong graphics card" in page
