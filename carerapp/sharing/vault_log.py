"""The vault as the log that `sync` sends from and writes into."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carerapp.sharing.custody import Custody
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
        self,
        vault: Vault,
        crypto: Crypto,
        enrolment: Enrolment,
        own: OwnEntries,
        custody: Custody,
        take_in: TakeIn,
    ) -> None:
        self._vault, self._crypto, self._enrolment = vault, crypto, enrolment
        self._own, self._custody, self._take_in = own, custody, take_in
        self.sent: Callable[[str], int] = lambda child: 0
        """How many of a child's feed the authority has, as far as this device knows."""
        self.unread = 0
        """Others' entries that did not open, or whose author's signature does not fit."""
        self.news: set[str] = set()
        """The children about whom something came in."""
        self._gone: dict[str, _Gone] = {}

    def streams(self) -> list[str]:
        """The children whose share key for this authority is here: what others wrote while it held their
        file still comes in after a move."""
        return shared_with(self._vault, self._enrolment)

    def written(self) -> Mapping[str, int]:
        """Child → how many entries this device has for this authority; those that left it keep their
        numbers."""
        return {child: self._written(child) for child in self.streams()}

    def _written(self, child: str) -> int:
        left = self._left(child).own
        return left + self._custody.owed(child, self._enrolment).upto(max(0, self.sent(child) - left))

    def left(self, child: str) -> int:
        """How many entries of this feed are no longer here."""
        return self._left(child).own

    def payloads(self, stream: str, after: int) -> Iterator[bytes]:
        """The sealed payloads of the feed's entries from number ``after`` + 1, read as they are asked for."""
        key = share_key(self._vault, stream, self._enrolment)
        assert key is not None
        people = {person["id"]: person for person in self._vault.people()}
        owed = self._custody.owed(stream, self._enrolment)
        left = self._left(stream).own
        start, end = max(0, after - left), self._written(stream) - left
        for entry in self._own.signed(stream, owed.places[start:end]):
            author = {part: people[entry.author.hex()][part] for part in ("name", "role", "key")}
            yield seal(self._crypto, key, self._enrolment.device, stream, Carried(entry, author))

    def take(self, others: Sequence[FeedEntry]) -> None:
        """Put what others wrote into the log, durably; what is there, or was, changes nothing. Raises
        ``NotSaved``."""
        keys = {child: share_key(self._vault, child, self._enrolment) for child in self.streams()}
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
