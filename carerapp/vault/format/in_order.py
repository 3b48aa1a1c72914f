"""Each feed of a log in the order of its numbers: another device may have sent one late."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from carerapp.domain.feeds import BrokenLink, link_of
from carerapp.vault.format.entries import Signed


def in_order(entries: Sequence[Signed]) -> list[Signed]:
    """The same entries: those of one feed change places among themselves alone."""
    places: dict[str, list[int]] = defaultdict(list)
    numbers: dict[int, int] = {}
    for place, entry in enumerate(entries):
        try:
            link = link_of(json.loads(entry.body))
        except BrokenLink:
            continue
        if link and link.number:
            places[link.device].append(place)
            numbers[place] = link.number
    found = list(entries)
    for mine in places.values():
        for place, source in zip(mine, sorted(mine, key=numbers.__getitem__), strict=True):
            found[place] = entries[source]
    return found
