"""Which mutants are drawn, and what a draw says of all."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path

ROOMS = ("carerapp/domain", "carerapp/vault/format", "carerapp/vault/keys", "forms/engine", "sync")


def made(folder: Path) -> dict[str, list[str]]:
    """Room → the names of its mutants, as mutmut wrote them down beside each file."""
    return {
        room: sorted(
            name
            for file in (folder / room).rglob("*.py.meta")
            for name in json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
        )
        for room in ROOMS
    }


def draw(names: Mapping[str, Sequence[str]], count: int, seed: int) -> dict[str, list[str]]:
    """``count`` names, or all if they are fewer: from each room by its share, largest remainder first."""
    total = sum(map(len, names.values()))
    if not total:
        return {room: [] for room in names}
    count = min(count, total)
    shares = {room: divmod(count * len(of), total) for room, of in names.items()}
    left = count - sum(whole for whole, _ in shares.values())
    more = sorted(shares, key=lambda room: (-shares[room][1], room))[:left]
    dice = random.Random(seed)
    return {
        room: sorted(dice.sample(sorted(names[room]), shares[room][0] + (room in more)))
        for room in sorted(names)
    }


def interval(hits: int, of: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's 95 % interval for a share of ``hits`` in ``of``, from 0 to 1; of nothing: all of it."""
    if of == 0:
        return 0.0, 1.0
    share, shrink = hits / of, 1 + z * z / of
    middle = (share + z * z / (2 * of)) / shrink
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / shrink
    return max(0.0, middle - half), min(1.0, middle + half)


def row(room: str, there: int, noticed: Sequence[bool]) -> str:
    """A line of the table: how many there are, were tried and noticed, and the share with its interval."""
    low, high = interval(sum(noticed), len(noticed))
    share = f"{sum(noticed) / len(noticed):.0%} ({low:.0%} to {high:.0%})" if noticed else "none tried"
    return f"| {room:<21} | {there:>7,} | {len(noticed):>5} | {sum(noticed):>7} | {share:<18} |"
