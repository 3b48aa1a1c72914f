"""How long it takes to try every PIN or passphrase, for who has the files: from what one guess costs.

One computer: Argon2id measured on one core. A graphics card: not measured but reckoned, from what it moves
through its memory, which Argon2id is made to be bound by. Each block of 1 KiB is made from one that is read
(RFC 9106, 3.4), and is written; from the second pass on, what it replaces is read too. Who has a hundred
cards needs a hundredth.
"""

from __future__ import annotations

from carerapp.vault.keys.pin import FLOOR, Kdf

CORE_SECONDS = 0.178  # for one guess at the floor, on one core of 2023
CARD_BYTES_A_SECOND = 1e12  # what a strong card of 2023 moves at the most
_KIB = 1024
_MINUTE, _HOUR, _DAY, _YEAR = 60, 3600, 86_400, 365.25 * 86_400


def core_seconds(choices: float, kdf: Kdf = FLOOR) -> float:
    """To try so many, on one core."""
    return choices * CORE_SECONDS * (kdf.memory_kib * kdf.passes) / (FLOOR.memory_kib * FLOOR.passes)


def card_seconds(choices: float, kdf: Kdf = FLOOR) -> float:
    """To try so many, on one strong graphics card, at the least."""
    moved = kdf.memory_kib * _KIB * (2 + 3 * (kdf.passes - 1))
    return choices * moved / CARD_BYTES_A_SECOND


def time_to_try(choices: float, kdf: Kdf = FLOOR) -> tuple[str, str]:
    """To try them all, in words: on one core, and on one card."""
    return _spelled(core_seconds(choices, kdf)), _spelled(card_seconds(choices, kdf))


def _spelled(seconds: float) -> str:
    """In the largest unit that there are two of, with two figures that count."""
    for unit, name in ((_YEAR, "years"), (_DAY, "days"), (_HOUR, "hours")):
        if seconds >= 2 * unit:
            return f"{_rough(seconds / unit):,} {name}"
    return f"{_rough(seconds / _MINUTE):,} minutes"


def _rough(number: float) -> int:
    return round(float(f"{number:.1e}"))
