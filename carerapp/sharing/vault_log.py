"""The vault as the log that `sync` sends from and writes into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from carerapp.domain.feeds import entry_hash
from carerapp.domain.feeds_left import link_or_none
from carerapp.domain.json_value import as_text
from carerapp.sharing.custody import Custody
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.incoming import Incoming, TakeIn
from carerapp.sharing.own_entries import OwnEntries
from carerapp.sharing.payload import Carried, seal
from carerapp.sharing.purge import gone
from carerapp.sharing.share_keys import share_key, shared_with
from carerapp.sharing.sync_state import keep_state
from carerapp.vault import Crypto, Vault
from sync.feed import FeedEntry, Payload, genesis, hash_at
from sync.messages import Receipt
from sync.session import Feed, State


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
        now: Callable[[], float],
    ) -> None:
        self._vault, self._crypto, self._enrolment = vault, crypto, enrolment
        self._own, self._custody = own, custody
        self.sent: Callable[[str], int] = lambda child: 0
        """How many of a child's feed the authority has, as far as this device knows."""
        left: Callable[[str], frozenset[str]] = lambda child: self._left(child).ids
        self._incoming = Incoming(vault, crypto, enrolment, own, take_in, left, now)
        kept = vault.get_setting(self._desks_name)
        known = [as_text(id) for id in kept] if isinstance(kept, list) else []
        self._desks = sorted({*known, *(device for device, _ in enrolment.desks)})
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
        places, documents = owed.places[start:end], self._vault.entries(stream)
        for place, entry in zip(places, self._own.signed(stream, places), strict=True):
            author = {part: people[entry.author.hex()][part] for part in ("name", "role", "key")}
            sealed = seal(self._crypto, key, self._enrolment.device, stream, Carried(entry, author))
            if link_or_none(documents[place]):
                hash = entry_hash(bytes.fromhex(stream), entry.author, entry.signature, entry.body)
                sealed = Payload.of(sealed, hash)
            yield sealed

    def has(self, head: Receipt, state: State) -> bool:
        """Whether the authority's newest entry of a feed of this device stands here under its number. Of what
        there is a receipt for (``state``), or no key now, the number tells alone."""
        child, feed = head.feed.stream, state.feed(head.feed.stream)
        if head.seq > self._written(child):
            return False
        if head.seq <= feed.done or share_key(self._vault, child, self._enrolment) is None:
            return True
        after = self.payloads(child, feed.done)
        return hash_at(head.feed, after, feed.done, feed.head, head.seq) == head.hash

    def follows(self, head: Receipt, feed: Feed) -> bool:
        """Whether the feed can go on from this entry that the authority has of it (number 0: none): it is
        ours, and what follows it is here. What left this device under a number is not hashed again."""
        child, left = head.feed.stream, self.left(head.feed.stream)
        if head.seq < left or share_key(self._vault, child, self._enrolment) is None:
            return False
        if left or not head.seq:
            return True
        after, begun = self.payloads(child, 0), genesis(head.feed)
        return hash_at(head.feed, after, 0, begun, head.seq) == head.hash

    def take(self, others: Sequence[FeedEntry]) -> None:
        """Put what others wrote into the log, durably; what does not pass the gate is set aside. Raises
        ``NotSaved``."""
        self._incoming.take(others, self._keys(), self._desks)

    def try_again(self, desks: Iterable[str]) -> None:
        """How things stand was asked: ``desks`` are the authority's duty desks now. What was set aside
        and may pass now is looked at anew. Raises ``NotSaved``."""
        known = set(self._desks) | set(desks)
        if known != set(self._desks):
            self._desks = sorted(known)
            self._vault.put_setting(self._desks_name, list(self._desks))
        self._incoming.try_again(self._keys(), self._desks)

    @property
    def news(self) -> set[str]:
        """The children about whom something came in."""
        return self._incoming.news

    @property
    def unread(self) -> int:
        """How many entries of others were set aside since the vault was opened."""
        return self._incoming.unread

    def _keys(self) -> dict[str, bytes]:
        keys = {child: share_key(self._vault, child, self._enrolment) for child in self.streams()}
        return {child: key for child, key in keys.items() if key is not None}

    @property
    def _desks_name(self) -> str:
        return f"desks {self._enrolment.device}"

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
