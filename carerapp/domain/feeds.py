"""The chain of what one device wrote about one child (ADR 21). It stands in the entries, and is signed with
them.

    "feed": {"before": hex(64), "device": hex(16), "number": n, "version": 1}

The first entry of a feed that a device began because older files had been put back on it says besides where
its feed before ended there:

    "follows": {"device": hex(16), "hash": hex(64), "number": n, "version": 1}

Each entry names the hash of the one before. A hash takes in the author's signature: nobody else can compute
it, and what is left of an entry that is gone tells nothing. Pure: no I/O, no clock, no key.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from carerapp.domain.json_value import Json

VERSION = 1
_OF_A_DEVICE, _OF_A_HASH = re.compile(r"[0-9a-f]{16}").fullmatch, re.compile(r"[0-9a-f]{64}").fullmatch
_MOST = 2**53


class BrokenLink(ValueError):
    """The part of an entry that says where it stands has another form than that."""


class Link(NamedTuple):
    """Where an entry stands: ``number``, from 1, of what this ``device`` (16 hex digits) wrote about the
    child; ``before``: the hash (32 bytes) of the number before, for the first the feed's beginning."""

    device: str
    number: int
    before: bytes

    def to_json(self) -> dict[str, Json]:
        """As it stands in the entry."""
        return {
            "before": self.before.hex(),
            "device": self.device,
            "number": self.number,
            "version": VERSION,
        }


class Follows(NamedTuple):
    """The end of another feed, after which this one was begun: its ``device``, the ``number`` of its last
    entry as far as the device that begins anew has it, and that entry's ``hash`` (32 bytes)."""

    device: str
    number: int
    hash: bytes

    def to_json(self) -> dict[str, Json]:
        """As it stands in the entry."""
        return {"device": self.device, "hash": self.hash.hex(), "number": self.number, "version": VERSION}


NEWER = Link("", 0, b"")
"""Of an entry whose link has a form that only a newer version of the app knows: it is not judged."""


@dataclass(frozen=True, slots=True)
class End:
    """How far a feed is: the number of its last entry, and that entry's hash."""

    number: int
    hash: bytes

    def next(self, device: str) -> Link:
        """The link of the entry that follows."""
        return Link(device, self.number + 1, self.hash)


def link_of(document: Mapping[str, Json]) -> Link | None:
    """Where this entry stands; ``None``: it is from before the chain. Raises :class:`BrokenLink`."""
    if "feed" not in document:
        return None
    raw = _part(document["feed"])
    if raw is None:
        return NEWER
    link = Link(_device(raw), _number(raw), _hash(raw, "before"))
    if "follows" in document:
        _follows(document["follows"], link)
    return link


def follows_of(document: Mapping[str, Json]) -> Follows | None:
    """After which feed's end this entry's feed was begun, as a first entry may say; ``None``: it does not, or
    in a form that only a newer version knows. Raises :class:`BrokenLink`."""
    link = link_of(document) if "follows" in document else None
    return _follows(document["follows"], link) if link and link.number else None


def _follows(said: Json, link: Link) -> Follows | None:
    raw = _part(said)
    if raw is None:
        return None
    if link.number > 1 or _device(raw) == link.device:
        raise BrokenLink
    return Follows(_device(raw), _number(raw), _hash(raw, "hash"))


def _part(raw: Json) -> Mapping[str, Json] | None:
    """Four keys, of this version; ``None``: of a newer one. Raises :class:`BrokenLink`."""
    version = raw.get("version") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or type(version) is not int or version < VERSION:
        raise BrokenLink
    if version > VERSION:
        return None
    if len(raw) != 4:
        raise BrokenLink
    return raw


def _device(raw: Mapping[str, Json]) -> str:
    device = raw.get("device")
    if not (isinstance(device, str) and _OF_A_DEVICE(device)):
        raise BrokenLink
    return device


def _number(raw: Mapping[str, Json]) -> int:
    number = raw.get("number")
    if type(number) is not int or not 0 < number < _MOST:
        raise BrokenLink
    return number


def _hash(raw: Mapping[str, Json], name: str) -> bytes:
    digest = raw.get(name)
    if not (isinstance(digest, str) and _OF_A_HASH(digest)):
        raise BrokenLink
    return bytes.fromhex(digest)


def device_of(installation: str) -> str:
    """The id of this installation's feeds: it follows from the random word that every installation keeps."""
    return hashlib.sha256(b"carerapp feed device\0" + installation.encode()).hexdigest()[:16]


def entry_hash(child: bytes, author: bytes, signature: bytes, body: bytes) -> bytes:
    """What the next entry of the feed names. ``child``: 16 bytes, ``author``: 8, ``signature``: 64;
    ``body``: the entry's exact bytes."""
    return hashlib.sha256(b"carerapp feed 3\0" + child + author + signature + body).digest()


def beginning(child: bytes, device: str, earlier: Iterable[bytes] = ()) -> bytes:
    """What the first entry of a feed names. ``earlier``: the hashes of what the device wrote about the child
    before the chain, each once, in any order: none of them can be exchanged since."""
    rest = sorted(set(earlier))
    said = hashlib.sha256(b"".join(rest)).digest() if rest else bytes(32)
    return hashlib.sha256(b"carerapp feed 3 begins\0" + child + bytes.fromhex(device) + said).digest()
