"""Entries of other devices on their way into the vault: through the gate, into the log, or set aside.

The one place where an entry from outside is kept. What is there already, or left this device, changes
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from carerapp.domain import hlc
from carerapp.domain.events import EventKind
from carerapp.domain.gate import NotTaken, Reason
from carerapp.domain.gate.entries import Sender, decoded, entry
from carerapp.domain.gate.held import words_of
from carerapp.domain.gate.openings import named, opening
from carerapp.domain.gate.shape import LONGEST_NAME, shown
from carerapp.domain.gate.signers import signer
from carerapp.domain.json_value import as_object, as_text
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.own_entries import OwnEntries
from carerapp.sharing.payload import Carried, unseal
from carerapp.sharing.set_aside import LONGEST_KEPT, AsideItem, AsideShelf
from carerapp.vault import Crypto, SealBroken, Vault, VaultError
from carerapp.vault.format.entries import message
from sync.feed import FeedEntry, FeedId

TakeIn = Callable[[str, Mapping[str, Any]], None]
"""A child and an entry that somebody else wrote, decoded: it stands in the log now."""


class Incoming:
    """From one authority. ``left``: the ids of the entries about a child that left this device; ``now``:
    seconds since 1970."""

    def __init__(
        self,
        vault: Vault,
        crypto: Crypto,
        enrolment: Enrolment,
        own: OwnEntries,
        take_in: TakeIn,
        left: Callable[[str], Iterable[str]],
        now: Callable[[], float],
    ) -> None:
        self._vault, self._crypto, self._own, self._take_in = vault, crypto, own, take_in
        self._device, self._left, self._now = enrolment.device, left, now
        self._shelf = AsideShelf(vault)
        self._ours = str(vault.get_setting("device") or "")[:8]
        self._stamps = {id: as_text(s) for id, s in as_object(vault.get_setting(self._stamps_name)).items()}
        self._known: dict[str, tuple[str | None, bool | None]] = {}  # author → key, and whether at a desk
        self.unread = 0
        """How many were set aside since the vault was opened."""
        self.news: set[str] = set()
        """The children about whom something came in."""

    def take(self, others: Iterable[FeedEntry], keys: Mapping[str, bytes], desks: Iterable[str]) -> None:
        """Into the log, durably, or set aside. ``keys``: child → share key; ``desks``: the ids of the
        devices that are, or were, duty desks there. Raises ``NotSaved``."""
        is_desk = frozenset(desks)
        stamps = dict(self._stamps)
        came: list[AsideItem] = []
        passed: list[tuple[str, str, str, str, int]] = []
        for other in others:
            child, sender = other.feed.stream, other.feed.device
            if (key := keys.get(child)) is None:
                continue
            from_it = self._sender(child, stamps.get(sender, ""), desk=sender in is_desk)
            item = self._one(child, key, other, from_it, stamps)
            if item is None:
                passed.append(("entry", self._device, child, sender, other.seq))
            else:
                came.append(item)
        if stamps != self._stamps:
            self._vault.put_setting(self._stamps_name, dict(stamps))
            self._stamps = stamps
        if came or self._shelf.items():
            self._shelf.change(came, passed)
        self.unread += len(came)

    def try_again(self, keys: Mapping[str, bytes], desks: Iterable[str]) -> None:
        """Those that were set aside for a reason that may have gone. Raises ``NotSaved``."""
        waiting = [
            FeedEntry(FeedId(item.device, item.child), item.number, b"", bytes.fromhex(item.payload), b"")
            for item in self._shelf.items()
            if item.what == "entry"
            and item.authority == self._device
            and item.reason.may_pass
            and item.payload
        ]
        if waiting:
            before = self.unread
            self.take(waiting, keys, desks)
            self.unread = before

    def _sender(self, child: str, stamp: str, *, desk: bool) -> Sender:
        moves = (move for move in self._own.moves(child) if move.before and hlc.device(move.hlc) == stamp)
        return Sender(desk, stamp, self._ours, max((move.hlc for move in moves), default=""))

    def _one(
        self, child: str, key: bytes, other: FeedEntry, sender: Sender, stamps: dict[str, str]
    ) -> AsideItem | None:
        """None when it is in the log, or need not be. Raises ``NotSaved``."""
        carried: Carried | None = None
        document: Mapping[str, Any] = {}
        try:
            carried = unseal(self._crypto, key, other.feed.device, child, other.payload)
            document = found = decoded(carried.entry.body)
            if hlc.is_stamp(as_text(found.get("hlc"))):  # the first says which, also one that is set aside
                stamps.setdefault(other.feed.device, hlc.device(found["hlc"]))
            if not self._is_there(child, found):
                self._check(child, carried, found, sender)
                self._vault.append_signed(child, carried.entry, found)
                self._take_in(child, found)
                self.news.add(child)
            return None
        except SealBroken:
            reason = Reason.SEALED
        except NotTaken as why:
            reason = why.reason
        except VaultError:
            raise
        except Exception:  # the last wall: a fault of ours stops neither this child's log nor another's
            reason = Reason.UNREADABLE
        return self._item(child, other, reason, carried, document)

    def _is_there(self, child: str, document: Mapping[str, Any]) -> bool:
        """Raises :class:`NotTaken` where another entry is."""
        id = str(document.get("id"))
        held = self._own.held(child, id)
        if held is not None and held != document:
            raise NotTaken(Reason.TWICE)
        return held is not None or id in self._left(child)

    def _check(self, child: str, carried: Carried, document: Mapping[str, Any], sender: Sender) -> None:
        author = carried.entry.author.hex()
        if self._vault.is_of_here(author):  # what a person of this vault signed comes back: its stamp is ours
            sender = replace(sender, ours="")
        event = entry(document, author, sender, int(self._now() * 1000), self._own.acknowledged(child))
        if event.kind is EventKind.OPEN:
            opening(event, self._own.begun(child, event.record), self._own.held(child, named(event)))
        signed = message(bytes.fromhex(child), carried.entry.author, carried.entry.body)
        fits = lambda public: self._crypto.verify(public, carried.entry.signature, signed)
        key, at_desk = self._known.get(author) or (self._vault.key_of(author), None)
        person = signer(carried.author, key, fits)
        at = None if sender.passed_on(event.hlc) else sender.desk  # where they wrote it, nobody says
        if key is None or (at is not None and at_desk is not at):
            self._vault.know(author, person, desk=at)
            self._known[author] = person["key"], at

    def _item(
        self,
        child: str,
        other: FeedEntry,
        reason: Reason,
        carried: Carried | None,
        document: Mapping[str, Any],
    ) -> AsideItem:
        again = reason.may_pass and len(other.payload) <= LONGEST_KEPT
        author = carried.entry.author.hex() if carried else ""
        known = next((person["name"] for person in self._vault.people() if person["id"] == author), "")
        said = known or (as_text(carried.author.get("name")) if carried else "")
        return AsideItem(
            "entry",
            self._device,
            child,
            other.feed.device,
            other.seq,
            reason,
            shown(said[:LONGEST_NAME]),
            words_of(document),
            int(self._now()),
            other.payload.hex() if again else "",
        )

    @property
    def _stamps_name(self) -> str:
        return f"stamps {self._device}"
