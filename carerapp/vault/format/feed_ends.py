"""Where a device's feed about one child stands, told by what was signed (ADR 21)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from carerapp.domain.feeds import BrokenLink, End, Link, beginning, entry_hash, link_of
from carerapp.domain.hlc import device as stamped_by
from carerapp.domain.hlc import is_stamp
from carerapp.vault.format.entries import Signed

SignedFrom = Callable[[int], Iterator[Signed]]
"""The signed entries from this place in the log on."""


def link_or_none(document: Mapping[str, Any]) -> Link | None:
    """The entry's link; ``None`` also for one that is none."""
    try:
        return link_of(document)
    except BrokenLink:
        return None


def end_of(
    child: bytes, device: str, stamp: str, documents: Sequence[Mapping[str, Any]], signed_from: SignedFrom
) -> End:
    """The end of the feed in this log; before its first entry, the beginning: with the hashes of what bears
    the device's ``stamp`` from before the chain. Raises ``DiskError``."""
    number, place = 0, -1
    for at, document in enumerate(documents):
        link = link_or_none(document) if "feed" in document else None
        if link and link.device == device and link.number >= number:
            number, place = link.number, at
    if place >= 0:
        return End(number, _hash(child, next(signed_from(place))))
    mine = {at for at, document in enumerate(documents) if _is_of(document, stamp)}
    if not mine:
        return End(0, beginning(child, device))
    first = min(mine)
    earlier = (entry for at, entry in enumerate(signed_from(first), first) if at in mine)
    return End(0, beginning(child, device, (_hash(child, entry) for entry in earlier)))


def _is_of(document: Mapping[str, Any], stamp: str) -> bool:
    said = document.get("hlc")
    return "feed" not in document and isinstance(said, str) and is_stamp(said) and stamped_by(said) == stamp


def _hash(child: bytes, entry: Signed) -> bytes:
    return entry_hash(child, entry.author, entry.signature, entry.body)
