"""The verdict over a log of format 3: the entries as their authors signed them, with the chains in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import cast

from carerapp.domain.feed_faults import FaultKind
from carerapp.domain.feed_walk import Feeds, Item, walk
from carerapp.domain.feeds_left import Left, Run, link_or_none
from carerapp.evidence.erased import ErasedVerdict, hashes_left
from carerapp.evidence.feed_report import EXPLAINED, FeedVerdict, Received, fault_words
from carerapp.evidence.lines import FORMAT, FeedHead, FeedLine, over_receipt
from carerapp.evidence.reading import Checker, Wrong, head_keys, read_line
from carerapp.evidence.time_stamps import Makers, Places, stamps
from carerapp.vault.format.entries import message

_FIRST = "the head, line 1"
_HEAD = {
    "format", "child", "count", "people", "exported_by", "exported_at", "damage", "left", "lines", "receipts",
    "signature",
}  # fmt: skip
_MAY = frozenset({"dated", "erased"})
_ENTRY = {"author", "signature", "entry"}
_ACKNOWLEDGES = b'"field":"acknowledged"'
_BEFORE_ENTRY = len('{"author":"","entry":') + 16
_AFTER_ENTRY = len(',"signature":""}') + 128


def third_verdict(lines: list[bytes], crypto: Checker, makers: Makers | None) -> FeedVerdict:
    """Over the lines of a file. ``makers``: who is asked about time stamps. Raises :class:`Wrong`."""
    head = cast(FeedHead, read_line(lines[0], _FIRST, _HEAD, _MAY))
    if head["format"] != FORMAT:
        raise Wrong(f"{_FIRST}: this is not {FORMAT}")
    keys = head_keys(head, crypto)
    if lines.pop() != b"":
        raise Wrong(f"entry {len(lines)}: its line is cut short" if lines else f"{_FIRST}: it is cut short")
    if "erased" in head:
        return _erased(lines[1:], head, keys, crypto, makers)
    child = bytes.fromhex(head["child"])
    items = list(_entries(lines[1:], child, keys, crypto))
    runs: dict[str, tuple[Run, ...]] = {}
    for run in head["left"]:
        made = Run(run["first"], run["last"], bytes.fromhex(run["hash"]))
        runs[run["device"]] = (*runs.get(run["device"], ()), made)
    feeds = walk(child, items, Left(runs))
    _as_exported(head, lines[1:], feeds)
    hashes = [digest.hex() for digest in feeds.hashes]
    places = {digest: (place, link_or_none(items[place].document)) for place, digest in enumerate(hashes)}
    return FeedVerdict(
        count=head["count"],
        people=tuple(head["people"]),
        by=_name(head),
        at=head["exported_at"],
        damage=tuple(head["damage"]),
        seen=sum(_ACKNOWLEDGES in line for line in lines[1:]),
        hashes=tuple(hashes),
        feeds=feeds,
        received=tuple(_receipts(head, places, crypto)),
        left=tuple(head["left"]),
        stamped=tuple(stamps(head["child"], head.get("dated", []), places, crypto, makers)),
    )


def _erased(
    lines: list[bytes], head: FeedHead, keys: Mapping[str, bytes], crypto: Checker, makers: Makers | None
) -> FeedVerdict:
    """What is left of a record that was erased by law."""
    if head["erased"] is None:
        raise Wrong(f"{_FIRST}: it is not a line of this format")
    hashes, erased = hashes_left(lines, head, keys, crypto)
    places: Places = {digest: (place, None) for place, digest in enumerate(hashes)}
    return ErasedVerdict(
        count=head["count"],
        people=tuple(head["people"]),
        by=_name(head),
        at=head["exported_at"],
        damage=tuple(head["damage"]),
        erased=erased,
        hashes=tuple(hashes),
        received=tuple(_receipts(head, places, crypto)),
        stamped=tuple(stamps(head["child"], head.get("dated", []), places, crypto, makers)),
    )


def _name(head: FeedHead) -> str:
    return next(p["name"] for p in head["people"] if p["id"] == head["exported_by"])


def _entries(lines: list[bytes], child: bytes, keys: Mapping[str, bytes], crypto: Checker) -> Iterator[Item]:
    """Each, once it is known to be its author's, and to stand there once."""
    stood: dict[bytes, int] = {}
    for number, line in enumerate(lines, 1):
        where = f"entry {number}"
        value = cast(FeedLine, read_line(line, where, _ENTRY))
        author = value["author"]
        if author not in keys:
            raise Wrong(f"{where}: nobody in the head wrote it")
        if value["entry"].get("author", author) != author:
            raise Wrong(f"{where}: one person signed it, and it says that another wrote it")
        body = line[_BEFORE_ENTRY : len(line) - _AFTER_ENTRY]  # as it is spelled there
        by, signature = bytes.fromhex(author), bytes.fromhex(value["signature"])
        if not crypto.verify(keys[author], signature, message(child, by, body)):
            raise Wrong(f"{where}: it is not what its author signed")
        if (before := stood.setdefault(by + body, number)) != number:
            raise Wrong(f"{where}: it is entry {before} again")
        yield Item(by, signature, body, value["entry"])


def _as_exported(head: FeedHead, lines: list[bytes], feeds: Feeds) -> None:
    """Raises :class:`Wrong`, with what the feeds tell of it."""
    digest = hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()
    if digest == head["lines"] and len(lines) == head["count"]:
        return
    explained = [fault for fault in feeds.faults if fault.kind is FaultKind.START]
    if seen := [fault for fault in feeds.faults if fault.kind not in EXPLAINED] or explained:
        told = fault_words(seen[0])
    elif len(lines) != head["count"]:
        told = f"the head names {head['count']}, and here are {len(lines)}"
    else:
        told = "one was exchanged or moved"
    raise Wrong(f"{_FIRST}: the entries are not those that its exporter signed; {told}")


def _receipts(head: FeedHead, places: Places, crypto: Checker) -> Iterator[Received]:
    """What each stands for, once it is known to be its authority's."""
    for receipt in head["receipts"]:
        key, signature = bytes.fromhex(receipt["key"]), bytes.fromhex(receipt["signature"])
        whole = receipt["seq"] < 2**53 and receipt["at"] < 2**53
        if not whole or not crypto.verify(key, signature, over_receipt(head["child"], receipt)):
            raise Wrong(f"{_FIRST}: a receipt is not what its authority signed")
        place, link = places.get(receipt["link"], (-1, None))
        reaches = (link.device, link.number) if link else ("", 0)
        yield Received(receipt["authority"], receipt["key"], receipt["at"], place, *reaches)
