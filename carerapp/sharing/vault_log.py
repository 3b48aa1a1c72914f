"""The vault as the log that `sync` sends from and writes into."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.payload import Carried, seal, unseal
from carerapp.sharing.purge import gone
from carerapp.sharing.share_keys import share_key, shared_with
from carerapp.vault import Crypto, SealBroken, Vault
from carerapp.vault.entries import Signed, message
from sync.client import Client
from sync.feed import FeedEntry, FeedId
from sync.messages import Receipt, Refusal
from sync.session import Feed, State
from sync.settings import DESK_PULL_SECONDS, PULL_SECONDS


class VaultLog:
    """What this device wrote is told by the clock stamp of each entry, which names the device."""

    def __init__(self, vault: Vault, crypto: Crypto, enrolment: Enrolment) -> None:
        self._vault, self._crypto, self._mine = vault, crypto, enrolment
        self._device = str(vault.get_setting("device") or "")[:8]
        self.unread = 0
        """Others' entries that did not open, or whose author's signature does not fit."""
        self._gone: dict[str, tuple[set[str], int]] = {}
        self.taken: set[str] = set()
        """The children about whom something came in."""

    def streams(self) -> list[str]:
        """The children whose share key is here, of this authority."""
        return shared_with(self._vault, self._mine)

    def _own(self, stream: str) -> list[Signed]:
        # One JSON document for each entry, in the same order: decoded once, when the log was opened.
        documents = self._vault.entries(stream)
        signed = self._vault.signed_entries(stream)
        stamp = f"-{self._device}"
        return [s for d, s in zip(documents, signed, strict=True) if str(d.get("hlc", "")).endswith(stamp)]

    def _left(self, stream: str) -> int:
        """How many of this device's own entries left it after their receipt: they keep their numbers."""
        if stream not in self._gone:
            left = gone(self._vault, stream)
            here = {d.get("id") for d in self._vault.entries(stream)}
            own = set(left["own"].get(self._mine.device, [])) - here
            self._gone[stream] = (set(left["ids"]) - here, len(own))
        return self._gone[stream][1]

    def own_ids(self, stream: str) -> set[str]:
        """The ids of the entries that this device wrote about a child, and still has."""
        stamp = f"-{self._device}"
        return {str(d["id"]) for d in self._vault.entries(stream) if str(d.get("hlc", "")).endswith(stamp)}

    def forget_counts(self) -> None:
        """Entries left the device: look anew which."""
        self._gone.clear()

    def written(self) -> Mapping[str, int]:
        stamp = f"-{self._device}"
        return {
            stream: self._left(stream)
            + sum(str(d.get("hlc", "")).endswith(stamp) for d in self._vault.entries(stream))
            for stream in self.streams()
        }

    def written_at_all(self) -> int:
        """How many entries this device wrote, whoever they are shared with."""
        stamp = f"-{self._device}"
        return sum(
            str(d.get("hlc", "")).endswith(stamp)
            for c in self._vault.children()
            for d in self._vault.entries(c)
        )

    def payloads(self, stream: str, after: int) -> Iterator[bytes]:
        key = share_key(self._vault, stream)
        assert key is not None
        people = {person["id"]: person for person in self._vault.people()}
        for entry in self._own(stream)[max(0, after - self._left(stream)) :]:
            author = {part: people[entry.author.hex()][part] for part in ("name", "role", "key")}
            yield seal(self._crypto, key, self._mine.device, stream, Carried(entry, author))

    def take(self, others: Sequence[FeedEntry]) -> None:
        known = {stream: {str(d.get("id")) for d in self._vault.entries(stream)} for stream in self.streams()}
        for other in others:
            stream = other.feed.stream
            key = share_key(self._vault, stream)
            if key is None or stream not in known:
                continue
            try:
                carried = unseal(self._crypto, key, other.feed.device, stream, other.payload)
            except SealBroken:
                self.unread += 1
                continue
            id = str(json.loads(carried.entry.body).get("id"))
            if id in known[stream] or (self._left(stream) >= 0 and id in self._gone[stream][0]):
                continue
            signed = message(bytes.fromhex(stream), carried.entry.author, carried.entry.body)
            author = carried.entry.author.hex()
            if not self._vault.know(author, carried.author) or not self._crypto.verify(
                bytes.fromhex(carried.author["key"]), carried.entry.signature, signed
            ):
                self.unread += 1
                continue
            self._vault.append_signed(stream, carried.entry)
            known[stream].add(id)
            self.taken.add(stream)

    def keep(self, state: State) -> None:
        self._vault.put_setting(_name(self._mine), _to_json(state))


def _name(enrolment: Enrolment) -> str:
    return f"sync state {enrolment.device}"


def from_the_beginning(vault: Vault, enrolment: Enrolment) -> None:
    """What went by before a child's key was here could not be read: it is fetched again, and doubles nothing."""
    state = vault.get_setting(_name(enrolment))
    if isinstance(state, dict):
        vault.put_setting(_name(enrolment), {**state, "cursor": ""})


def state_of(vault: Vault, enrolment: Enrolment) -> State:
    """As it was kept last."""
    raw = vault.get_setting(_name(enrolment)) or vault.get_setting(
        "sync state"
    )  # the first versions knew one authority
    if not isinstance(raw, dict) or raw.get("device") != enrolment.device:
        return State(enrolment.device)
    return _from_json(raw)


def client_of(
    vault: Vault, crypto: Crypto, enrolment: Enrolment, log: VaultLog, now: Callable[[], float]
) -> Client:
    """What sends and fetches for this vault, as it was left."""
    sign = lambda message: crypto.sign(enrolment.sign_private, message)
    pull_seconds = DESK_PULL_SECONDS if enrolment.desk else PULL_SECONDS
    state = state_of(vault, enrolment)
    return Client(state, log, sign, crypto.verify, enrolment.endpoint_key, now, pull_seconds)


def _to_json(state: State) -> dict[str, object]:
    feeds = {}
    for stream, feed in state.feeds.items():
        feeds[stream] = {
            "done": feed.done,
            "head": feed.head.hex(),
            "receipt": _receipt_json(feed.receipt),
            "set_aside": [[r.seq, r.reason, r.previous.hex()] for r in feed.set_aside],
            "again": [[r.seq, r.reason, r.previous.hex()] for r in feed.again],
        }
    plain = {k: v for k, v in asdict(state).items() if k != "feeds"}
    return {**plain, "feeds": feeds}


def _receipt_json(receipt: Receipt | None) -> list[object] | None:
    return [receipt.seq, receipt.hash.hex(), receipt.at, receipt.signature.hex()] if receipt else None


def _from_json(raw: dict[str, object]) -> State:
    feeds: dict[str, Feed] = {}
    device = str(raw["device"])
    kept = raw["feeds"]
    assert isinstance(kept, dict)
    for stream, feed in kept.items():
        receipt = feed["receipt"]
        feeds[stream] = Feed(
            feed["done"],
            bytes.fromhex(feed["head"]),
            Receipt(
                FeedId(device, stream),
                receipt[0],
                bytes.fromhex(receipt[1]),
                receipt[2],
                bytes.fromhex(receipt[3]),
            )
            if receipt
            else None,
            _refusals(feed["set_aside"]),
            _refusals(feed["again"]),
        )
    rest = {k: v for k, v in raw.items() if k not in ("feeds", "device")}
    return State(device, feeds, **rest)  # type: ignore[arg-type]


def _refusals(kept: Sequence[Sequence[str]]) -> tuple[Refusal, ...]:
    return tuple(Refusal(int(seq), reason, bytes.fromhex(previous)) for seq, reason, previous in kept)
