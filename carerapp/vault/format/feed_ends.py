"""Where a device's feed about one child stands, told by what was signed (ADR 21)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from carerapp.domain.feeds import End, Link, beginning, entry_hash
from carerapp.domain.feeds_left import Left, link_or_none, stamped_by
from carerapp.vault.format.entries import Signed

SignedFrom = Callable[[int], Iterator[Signed]]
"""The signed entries from this place in the log on."""


def end_of(
    child: bytes,
    device: str,
    stamp: str,
    documents: Sequence[Mapping[str, Any]],
    signed_from: SignedFrom,
    left: Left,
    count: int,
) -> End:
    """The end of the feed in this log, and of what ``left`` it; before its first entry, the beginning: with
    the hashes of what bears the device's ``stamp`` from before the chain. ``count``: how many entries the log
    ever had. Raises ``DiskError``."""
    run = max(left.runs.get(device, ()), key=lambda one: one.last, default=None)
    number, place, most = 0, -1, count + (run.last if run else 0)
    for at, document in enumerate(documents):
        link = link_or_none(document) if "feed" in document else None
        if link and link.number >= number and is_of(link, document, device, stamp, most):
            number, place = link.number, at
    if run and run.last > number:
        return End(run.last, run.hash)
    if place >= 0:
        return End(number, _hash(child, next(signed_from(place))))
    mine = {at for at, one in enumerate(documents) if "feed" not in one and stamped_by(one) == stamp}
    first = min(mine, default=0)
    here = enumerate(signed_from(first), first) if mine else ()
    earlier = [_hash(child, entry) for at, entry in here if at in mine]
    return End(0, beginning(child, device, [*earlier, *left.earlier.get(stamp, ())]))


def is_of(link: Link, document: Mapping[str, Any], device: str, stamp: str, most: int) -> bool:
    """Whether the entry is of this device's feed, and counts for its end. What another device writes under
    its id does not: it bears another stamp. Nor does a number above ``most``, which it cannot have reached:
    after the last number that there is, none could be written."""
    return link.device == device and link.number <= most and stamped_by(document) == stamp


def _hash(child: bytes, entry: Signed) -> bytes:
    return entry_hash(child, entry.author, entry.signature, entry.body)
