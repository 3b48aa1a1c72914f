"""The vault as the log that `sync` sends from and writes into."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.own_entries import OwnEntries
from carerapp.sharing.payload import Carried, seal, unseal
from carerapp.sharing.purge import gone
from carerapp.sharing.share_keys import share_key, shared_with
from carerapp.sharing.sync_state import keep_state
from carerapp.vault import Crypto, SealBroken, Vault
from carerapp.vault.format.entries import message
from sync.feed import FeedEntry
from sync.session import State

TakeIn = Callable[[str, Mapping[str, Any]], None]
"""A child and an entry that somebody else wrote, decoded: it stands in the log now."""


@dataclass(frozen=True, slots=True)
class _Gone:
    """Entries that left this device: their ids, and how many of them it had sent to this authority."""

    ids: frozenset[str]
    own: int


class VaultLog:
    """The log of the children whose record goes to one authority."""

    def __init__(
        self, vault: Vault, crypto: Crypto, enrolment: Enrolment, own: OwnEntries, take_in: TakeIn
    ) -> None:
        self._vault, self._crypto, self._enrolment = vault, crypto, enrolment
        self._own, self._take_in = own, take_in
        self.unread = 0
        """Others' entries that did not open, or whose author's signature does not fit."""
        self.news: set[str] = set()
        """The children about whom something came in."""
        self._gone: dict[str, _Gone] = {}

    def streams(self) -> list[str]:
        """The children whose share key is here, of this authority."""
        return shared_with(self._vault, self._enrolment)

    def written(self) -> Mapping[str, int]:
        """Child → how many entries this device wrote about them; those that left it keep their numbers."""
        return {child: self._left(child).own + self._own.count(child) for child in self.streams()}

    def left(self, child: str) -> int:
        """How many entries about this child this device wrote that are no longer here and may stand in its
        feed: for a child of another authority now, at least as many as do."""
        if child in self.streams():
            return self._left(child).own
        own = gone(self._vault, child)["own"].values()
        return len({id for ids in own for id in ids} - self._own.ids(child))

    def payloads(self, stream: str, after: int) -> Iterator[bytes]:
        """The sealed payloads of this device's own entries from number ``after`` + 1, read as they are asked
        for."""
        key = share_key(self._vault, stream)
        assert key is not None
        people = {person["id"]: person for person in self._vault.people()}
        for entry in self._own.signed(stream, max(0, after - self._left(stream).own)):
            author = {part: people[entry.author.hex()][part] for part in ("name", "role", "key")}
            yield seal(self._crypto, key, self._enrolment.device, stream, Carried(entry, author))

    def take(self, others: Sequence[FeedEntry]) -> None:
        """Put what others wrote into the log, durably; what is there, or was, changes nothing. Raises
        ``NotSaved``."""
        keys = {child: share_key(self._vault, child) for child in self.streams()}
        for other in others:
            child = other.feed.stream
            if (key := keys.get(child)) is not None:
                self._take(child, key, other)

    def _take(self, child: str, key: bytes, other: FeedEntry) -> None:
        try:
            carried = unseal(self._crypto, key, other.feed.device, child, other.payload)
        except SealBroken:
            self.unread += 1
            return
        id = str(carried.document.get("id"))
        if id in self._own.ids(child) or id in self._left(child).ids:
            return
        if not self._is_theirs(child, carried):
            self.unread += 1
            return
        self._vault.append_signed(child, carried.entry, carried.document)
        self._take_in(child, carried.document)
        self.news.add(child)

    def _is_theirs(self, child: str, carried: Carried) -> bool:
        """Whether the author is who they were before, and signed this."""
        author = carried.entry.author
        signed = message(bytes.fromhex(child), author, carried.entry.body)
        public = bytes.fromhex(carried.author["key"])
        return self._vault.know(author.hex(), carried.author) and self._crypto.verify(
            public, carried.entry.signature, signed
        )

    def keep(self, state: State) -> None:
        """Remember, durably. Raises ``NotSaved``."""
        keep_state(self._vault, self._enrolment, state)

    def forget(self, child: str) -> None:
        """Entries left the device: look anew which."""
        self._gone.pop(child, None)

    def _left(self, child: str) -> _Gone:
        if child not in self._gone:
            left, here = gone(self._vault, child), self._own.ids(child)
            own = set(left["own"].get(self._enrolment.device, [])) - here
            self._gone[child] = _Gone(frozenset(left["ids"]) - here, len(own))
        return self._gone[child]
