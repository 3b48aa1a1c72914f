"""Logs of linked entries, as devices write them: made without keys, for what only reads hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from carerapp.domain.canonical import canonical
from carerapp.domain.feed_walk import Item
from carerapp.domain.feeds import End, Follows, beginning, entry_hash, link_of
from carerapp.domain.json_value import Json

CHILD = bytes.fromhex("0f" * 16)
DEVICES = {"0a" * 8: "0a0a0a0a", "0b" * 8: "0b0b0b0b", "0c" * 8: "0c0c0c0c"}
"""Id of a feed's device → the last part of its clock stamps."""
ANEW = {"1a" * 8: "0a" * 8, "2a" * 8: "0a" * 8}
"""Id of a feed that the first of these devices begins once older files were put back on it → that one's."""


def item(document: Mapping[str, Any], author: str = "01" * 8) -> Item:
    """``document`` as an entry; its signature stands for one: it follows from the author and the bytes."""
    body, by = canonical(document), bytes.fromhex(author)
    return Item(by, hashlib.sha512(by + body).digest(), body, document)


def hash_of(one: Item, child: bytes = CHILD) -> bytes:
    """What the next entry names."""
    return entry_hash(child, one.author, one.signature, one.body)


class Writers:
    """Several devices that write about one child in turn."""

    def __init__(self, child: bytes = CHILD) -> None:
        self.child, self.log, self._ends, self._at = child, list[Item](), dict[str, End](), 0

    def stamp(self, device: str) -> str:
        """The next clock stamp of this device."""
        self._at += 1
        return f"{1_795_212_000_000 + self._at:012x}-0000-{DEVICES[ANEW.get(device, device)]}"

    def earlier(self, device: str, words: str = "") -> Item:
        """One more, from before the chain."""
        self.log.append(item({"hlc": self.stamp(device), "value": words}))
        return self.log[-1]

    def write(self, device: str, words: str = "", author: str = "01" * 8) -> Item:
        """One more."""
        end = self._ends.get(device) or End(0, self._beginning(device))
        document: dict[str, Json] = {
            "author": author,
            "feed": end.next(device).to_json(),
            "hlc": self.stamp(device),
            "value": words,
        }
        if end.number == 0 and (before := self._ended(device)):
            document["follows"] = before.to_json()
        made = item(document, author)
        self._ends[device] = End(end.number + 1, hash_of(made, self.child))
        self.log.append(made)
        return made

    def put_back(self, count: int) -> Writers:
        """As they were when so many entries stood in the log: what is written since is lost here."""
        back = Writers(self.child)
        back.log, back._at = self.log[:count], self._at
        for one in back.log:
            link = link_of(one.document)
            if link is not None:
                back._ends[link.device] = End(link.number, hash_of(one, self.child))
        return back

    def _ended(self, device: str) -> Follows | None:
        former = ANEW.get(device)
        end = self._ends.get(former) if former else None
        return Follows(former, end.number, end.hash) if former and end else None

    def _beginning(self, device: str) -> bytes:
        mine = [
            hash_of(one, self.child)
            for one in self.log
            if "feed" not in one.document
            and str(one.document["hlc"]).endswith(DEVICES[ANEW.get(device, device)])
        ]
        return beginning(self.child, device, mine)


def changed(one: Item, **values: Any) -> Item:
    """The entry as its own author might sign it anew with other values."""
    return item({**one.document, **values}, one.author.hex())


def relinked(one: Item, **values: Any) -> Item:
    """The same with other values in its link."""
    feed = one.document["feed"]
    assert isinstance(feed, dict)
    return changed(one, feed={**feed, **values})


def without(log: Sequence[Item], place: int) -> list[Item]:
    """The log without the entry at this place."""
    return [one for at, one in enumerate(log) if at != place]
