"""What to send next and what an answer means. No I/O, no clock, no chance: all three are given.

A state is a value; each step makes a new one. Laws:
- a feed moves on only by receipts that the endpoint's pinned key signed over our own hashes;
- a refused entry is set aside with its reason, and the entries after it go on;
- whatever fails is tried again later, and an answer that comes twice changes nothing;
- after a failure the next message is shorter, after a success longer: one bar of signal carries something
  too;
- success is what the endpoint said, never what a connectivity test says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sync.errors import NotTheirKey, RequestRejected, Revoked, ServerError, SyncError
from sync.feed import FeedEntry, FeedId, Verify, genesis
from sync.messages import MOST_BYTES, MOST_ENTRIES, Pulled, Push, Pushed, Receipt, Refusal
from sync.settings import LONGEST_BACKOFF_SECONDS, NO_ROOM_RETRY_SECONDS, PULL_SECONDS

FIRST_BYTES, LEAST_BYTES = 250_000, 8_000  # of one message's payloads


@dataclass(frozen=True, slots=True)
class Feed:
    """How far one of our feeds is: ``done`` entries have a receipt or were refused; ``head``: the last one's
    hash."""

    done: int
    head: bytes
    receipt: Receipt | None = None
    set_aside: tuple[Refusal, ...] = ()
    again: tuple[Refusal, ...] = ()
    """Refused entries that somebody asked to send once more."""
    receipt_key: bytes = field(default=b"", compare=False)
    """Which of the endpoint's public keys signed the receipt; empty: the first that was pinned."""
    lost: Receipt | None = None
    """The newest receipt for what the endpoint no longer has, since it was put back to an earlier moment."""
    lost_key: bytes = field(default=b"", compare=False)
    """Which key signed that one, as ``receipt_key``."""
    not_before: float = 0.0
    """The endpoint has no room about this child: asked again then, and others go on. 0: it has."""

    @property
    def proof(self) -> tuple[Receipt | None, bytes]:
        """The receipt that reaches furthest, and the key that signed it: what was received once, was."""
        return (self.lost, self.lost_key) if self.lost else (self.receipt, self.receipt_key)

    def received_before(self, written: int) -> int:
        """Of so many entries written: how many had a receipt, and the endpoint no longer has."""
        return max(0, min(written, self.lost.seq) - self.done) if self.lost else 0

    def received(self, written: int) -> int:
        """Of so many entries written: how many have a receipt. The others are not sent yet, or set aside."""
        return min(written, self.done) - len(self.set_aside) - len(self.again)


@dataclass(frozen=True, slots=True)
class State:
    """Everything a device remembers of one endpoint between two requests."""

    device: str
    feeds: Mapping[str, Feed] = field(default_factory=dict)
    cursor: str = ""
    pulled_at: float = 0.0
    failures: int = 0
    not_before: float = 0.0
    last_success: float = 0.0
    last_trouble: str = ""
    revoked: bool = False
    most: int = FIRST_BYTES
    """Bytes of payloads that one message may carry now, either way."""

    def feed(self, stream: str) -> Feed:
        """How far the feed about this child is."""
        return self.feeds.get(stream) or Feed(0, genesis(FeedId(self.device, stream)))


@dataclass(frozen=True, slots=True)
class SendFeed:
    """Push entries of this child's feed, from number ``after`` + 1; ``one``: the refused one there, alone,
    once more."""

    stream: str
    after: int
    one: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Fetch:
    """Pull from this cursor, at most so many bytes of payloads."""

    cursor: str
    most: int


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing to do before ``until`` (seconds since 1970; infinity: until something is written)."""

    until: float


Step = SendFeed | Fetch | Rest


def next_step(
    state: State, written: Mapping[str, int], now: float, pull_seconds: float = PULL_SECONDS
) -> Step:
    """``written``: how many entries this device wrote about each child. Sending comes before fetching: what
    is only on this device can be lost with it. A time to come that no pause reaches was set by a clock that
    was wrong, and holds nothing up."""
    if state.revoked:
        return Rest(float("inf"))
    if now < state.not_before <= now + LONGEST_BACKOFF_SECONDS:
        return Rest(state.not_before)
    for stream, count in written.items():
        feed = state.feed(stream)
        if now < feed.not_before <= now + NO_ROOM_RETRY_SECONDS:
            continue
        if feed.again:
            return SendFeed(stream, feed.again[0].seq - 1, feed.again[0])
        if count > feed.done:
            return SendFeed(stream, feed.done)
    due = state.pulled_at + pull_seconds if state.pulled_at <= now else now
    return Fetch(state.cursor, state.most) if now >= due else Rest(due)


def fitting(payloads: Iterable[bytes], most: int) -> list[bytes]:
    """As many of these as make ``most`` bytes; at least one, where there is one."""
    taken: list[bytes] = []
    size = 0
    for payload in payloads:
        size += len(payload)
        if taken and (size > most or len(taken) == MOST_ENTRIES):
            break
        taken.append(payload)
    return taken


def pushed(state: State, sent: Push, answer: Pushed, now: float, *, key: bytes, verify: Verify) -> State:
    """After an answer to a push. Raises :class:`ServerError` when it does not prove what it says."""
    refused = {refusal.seq: refusal for refusal in answer.refused}
    stream = sent.entries[0].feed.stream
    feed = replace(state.feed(stream), not_before=0.0)
    receipt = _newest(sent, answer, key=key, verify=verify)
    for entry in sent.entries:
        if entry.seq <= feed.done and not _asked_again(feed, entry.seq):
            continue
        if entry.seq in refused:
            feed = _moved(feed, entry)
            aside = replace(refused[entry.seq], previous=entry.previous)
            feed = replace(feed, set_aside=(*feed.set_aside, aside))
        elif receipt is not None and entry.seq <= receipt.seq:
            feed = _moved(feed, entry)
            if feed.receipt is None or feed.receipt.seq < receipt.seq:
                feed = replace(feed, receipt=receipt, receipt_key=key)
        else:
            break  # the rest was not looked at; it is sent again
    else:
        return _succeeded(replace(state, feeds={**state.feeds, stream: feed}), now)
    if feed == replace(state.feed(stream), not_before=0.0):
        raise ServerError("the answer says nothing about what was sent")
    return _succeeded(replace(state, feeds={**state.feeds, stream: feed}), now)


def _moved(feed: Feed, entry: FeedEntry) -> Feed:
    if _asked_again(feed, entry.seq):
        return replace(feed, again=tuple(one for one in feed.again if one.seq != entry.seq))
    lost = None if feed.lost and entry.seq >= feed.lost.seq else feed.lost
    return replace(feed, done=entry.seq, head=entry.hash, lost=lost)


def _newest(sent: Push, answer: Pushed, *, key: bytes, verify: Verify) -> Receipt | None:
    """The receipt that reaches furthest; it stands for every entry of the message up to its own that was not
    refused, since the hash that it names follows from all of them. Raises :class:`ServerError`."""
    receipt = max(answer.receipts, key=lambda one: one.seq, default=None)
    if receipt is None:
        return None
    ours = next((e for e in sent.entries if (e.feed, e.seq) == (receipt.feed, receipt.seq)), None)
    if ours is None or ours.hash != receipt.hash or receipt.link not in (b"", ours.link):
        raise ServerError("a receipt is for something else")
    if not verify(key, receipt.signature, receipt.signed_part()):
        raise NotTheirKey("a receipt is not signed by the authority")
    return receipt


def _asked_again(feed: Feed, seq: int) -> bool:
    return any(one.seq == seq for one in feed.again)


def pulled(state: State, answer: Pulled, now: float) -> State:
    """After what was pulled stands durably in the log."""
    at = 0.0 if answer.more else now
    return _succeeded(replace(state, cursor=answer.cursor, pulled_at=at), now)


def failed(state: State, error: SyncError, now: float, wait: float) -> State:
    """``wait``: seconds until the next try, with jitter; what the endpoint asked for is kept if it is
    longer, up to the longest pause."""
    if isinstance(error, Revoked):
        return replace(state, revoked=True, last_trouble="revoked")
    least = error.wait if isinstance(error, ServerError) else 0.0
    return replace(
        state,
        failures=state.failures + 1,
        not_before=now + min(max(wait, least), LONGEST_BACKOFF_SECONDS),
        last_trouble=_trouble(error, now),
        most=max(state.most // 4, LEAST_BYTES),
    )


def no_room(state: State, stream: str, now: float) -> State:
    """The endpoint has no room about this child: nothing of it moved, and it waits while others go on."""
    feed = replace(state.feed(stream), not_before=now + NO_ROOM_RETRY_SECONDS)
    return _succeeded(replace(state, feeds={**state.feeds, stream: feed}), now)


def ask_again(state: State) -> State:
    """Nobody waits any more for what was said before."""
    feeds = {stream: replace(feed, not_before=0.0) for stream, feed in state.feeds.items()}
    return replace(state, feeds=feeds, pulled_at=0.0, not_before=0.0)


def countersigned(state: State, stream: str, head: Receipt | None, first: int, *, key: bytes) -> State:
    """What proved the feed's entries was signed by a key that is believed no more. What the authority has by
    a ``head``, under its key of today (checked before), is done; the rest is sent again, from number
    ``first`` + 1 on: what is older is no longer here."""
    feed = state.feed(stream)
    if head and (head.seq, head.hash) == (feed.done, feed.head):
        proved = replace(feed, receipt=head, receipt_key=key)
    elif not first:
        proved = Feed(0, genesis(FeedId(state.device, stream)))
    elif head and first <= head.seq < feed.done:
        again, aside = ((r for r in found if r.seq <= head.seq) for found in (feed.again, feed.set_aside))
        proved = Feed(head.seq, head.hash, head, tuple(aside), tuple(again), key)
    else:
        proved = replace(feed, receipt=None, receipt_key=b"")
    return replace(state, feeds={**state.feeds, stream: proved})


def put_back(state: State, stream: str, head: Receipt | None, *, key: bytes) -> State:
    """The endpoint has no more of this feed than up to ``head`` (``None``: nothing), though it gave receipts
    for more: what follows is sent again, and the newest receipt is kept. ``head`` is ours, and checked
    against ``key``."""
    feed = state.feed(stream)
    at = head.seq if head else 0
    if at >= feed.done:
        return state
    newest, signed_by = feed.proof
    again, aside = (tuple(r for r in found if r.seq <= at) for found in (feed.again, feed.set_aside))
    begun = Feed(0, genesis(FeedId(state.device, stream)))
    back = replace(begun, done=head.seq, head=head.hash, receipt=head, receipt_key=key) if head else begun
    if newest and newest.seq > at:
        back = replace(back, lost=newest, lost_key=signed_by)
    back = replace(back, set_aside=aside, again=again)
    return replace(state, feeds={**state.feeds, stream: back}, not_before=0.0)


def retry(state: State, stream: str, seq: int) -> State:
    """Send a refused entry once more, by itself; the ones after it are not sent again."""
    feed = state.feed(stream)
    found = next((refusal for refusal in feed.set_aside if refusal.seq == seq), None)
    if found is None:
        return state
    aside = tuple(refusal for refusal in feed.set_aside if refusal != found)
    feed = replace(feed, set_aside=aside, again=(*feed.again, found))
    return replace(state, feeds={**state.feeds, stream: feed}, not_before=0.0)


def set_back(state: State, seconds: float) -> State:
    """The clock was set back so far: what waits for a time waits no longer for it."""
    return replace(state, not_before=state.not_before - seconds, pulled_at=state.pulled_at - seconds)


def waiting(state: State, written: Mapping[str, int]) -> int:
    """How many entries have no receipt: not sent yet, or set aside."""
    return sum(count - state.feed(stream).received(count) for stream, count in written.items())


def _succeeded(state: State, now: float) -> State:
    most = min(state.most * 2, MOST_BYTES)
    return replace(state, failures=0, not_before=0.0, last_success=now, last_trouble="", most=most)


def _trouble(error: SyncError, now: float) -> str:
    """A code; of a clock that is wrong, with the seconds by which it is behind."""
    if isinstance(error, RequestRejected) and (behind := error.behind(now)) is not None:
        return f"{error.reason} {behind}"
    return error.reason if isinstance(error, RequestRejected) else error.code
