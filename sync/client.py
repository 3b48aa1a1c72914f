"""Drives a session against an endpoint, one request a turn. The log, the clock and who sends are handed
in."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from sync.conversation import Conversation, Request
from sync.errors import (
    NO_ROOM_FOR_CHILD,
    BrokenMessage,
    NotTheirKey,
    RequestRejected,
    Revoked,
    ServerError,
    SyncError,
)
from sync.feed import FeedEntry, FeedId, Sign, Verify, entries
from sync.messages import MOST_ENTRIES, Push, decode_pulled, decode_pushed, encode, revoked_part
from sync.session import (
    Rest,
    SendFeed,
    State,
    ask_again,
    failed,
    fitting,
    next_step,
    no_room,
    pulled,
    pushed,
    set_back,
)
from sync.settings import (
    FIRST_BACKOFF_SECONDS,
    LONGEST_BACKOFF_SECONDS,
    PULL_SECONDS,
    SHORTEST_BACKOFF_SECONDS,
)
from sync.signals import PUSH, URGENT_PUSH

T = TypeVar("T")
SET_BACK_SECONDS = 5.0  # a network sets a clock right by less


class Log(Protocol):
    """What this device wrote, and where what others wrote goes."""

    def written(self) -> Mapping[str, int]:
        """Child's opaque id → how many entries this device wrote about them."""

    def payloads(self, stream: str, after: int) -> Iterator[bytes]:
        """The sealed payloads of those entries from number ``after`` + 1: the same bytes every time."""

    def take(self, others: Sequence[FeedEntry]) -> None:
        """Put what others wrote into the log, durably; what is there already changes nothing."""

    def keep(self, state: State) -> None:
        """Remember, durably."""


@dataclass
class Client:
    """One device and one endpoint. ``endpoint_key``: pinned at enrolment."""

    state: State
    log: Log
    sign: Sign
    verify: Verify
    endpoint_key: bytes
    now: Callable[[], float]
    pull_seconds: float = PULL_SECONDS  # between two looks for news
    steady: Callable[[], float] | None = None  # seconds of a clock that nobody sets, where there is one
    urgent: Callable[[str, int], bool] = lambda stream, after: False
    """Whether somebody should look at once because of what follows this number of a feed."""
    _looked: tuple[float, float] | None = field(default=None, init=False)
    _heard: bool = field(default=False, init=False)

    def fetch_now(self) -> None:
        """Somebody asked: do not wait for the next turn, nor for the end of a pause."""
        self.state = ask_again(self.state)

    def heard(self) -> None:
        """There may be news: the next turn looks, also where one that is under way was too early."""
        self._heard = True

    def unsent(self, most: int) -> Iterator[Push]:
        """All that has no receipt yet, as it would be sent, of each child at most so many bytes of payloads.
        Nothing is asked, and nothing remembered."""
        for stream, count in self.log.written().items():
            feed = self.state.feed(stream)
            if count > feed.done:
                taken = fitting(self.log.payloads(stream, feed.done), most)
                of = FeedId(self.state.device, stream)
                yield Push(tuple(entries(of, taken, self.sign, after=feed.done, head=feed.head)))

    def path(self, stream: str, after: int) -> str:
        """Where what follows this number of a feed is sent."""
        return URGENT_PUSH if self.urgent(stream, after) else PUSH

    def trouble(self, error: SyncError) -> None:
        """Something else that was asked of the endpoint failed: pause as after a failure of our own."""
        self.state = failed(self.state, error, self.now(), backoff(self.state.failures))
        self.log.keep(self.state)

    def turn(self) -> Conversation[float]:
        """Do the next thing, if it is time; seconds until there may be more to do (0: at once)."""
        now = self._looked_at()
        if self._heard:
            self._heard, self.state = False, replace(self.state, pulled_at=0.0)
        step = next_step(self.state, self.log.written(), now, self.pull_seconds)
        if isinstance(step, Rest):
            return step.until - now
        try:
            if isinstance(step, SendFeed):
                push = self._batch(step)
                path = PUSH if step.one else self.path(step.stream, step.after)
                answer = _read(decode_pushed, (yield Request("POST", path, encode(push))))
                state = pushed(
                    self.state, push, answer, self.now(), key=self.endpoint_key, verify=self.verify
                )
            else:
                news = _read(
                    decode_pulled,
                    (
                        yield Request(
                            "GET", f"/v1/feed?cursor={step.cursor}&limit={MOST_ENTRIES}&most={step.most}"
                        )
                    ),
                )
                self.log.take(news.entries)
                state = pulled(self.state, news, self.now())
        except SyncError as error:
            error = believed(error, self.state.device, self.endpoint_key, self.verify)
            if isinstance(step, SendFeed) and is_no_room_for_child(error):
                state = no_room(self.state, step.stream, self.now())
            else:
                state = failed(self.state, error, self.now(), backoff(self.state.failures))
        self.state = state
        self.log.keep(self.state)
        return 0.0

    def _looked_at(self) -> float:
        """The clock; when it was set back since the last look, what waits for it is set back, too."""
        now = self.now()
        if self.steady is None:
            return now
        steady = self.steady()
        if self._looked is not None:
            back = (steady - self._looked[1]) - (now - self._looked[0])
            if back > SET_BACK_SECONDS:
                self.state = set_back(self.state, back)
        self._looked = now, steady
        return now

    def _batch(self, step: SendFeed) -> Push:
        feed = FeedId(self.state.device, step.stream)
        payloads = self.log.payloads(step.stream, step.after)
        taken = [next(iter(payloads))] if step.one else fitting(payloads, self.state.most)
        head = step.one.previous if step.one else self.state.feed(step.stream).head
        return Push(tuple(entries(feed, taken, self.sign, after=step.after, head=head)))


def is_no_room_for_child(error: SyncError) -> bool:
    """Others can go on."""
    return isinstance(error, RequestRejected) and error.reason == NO_ROOM_FOR_CHILD


def believed(error: SyncError, device: str, endpoint_key: bytes, verify: Verify) -> SyncError:
    """A revocation that the pinned key did not sign is somebody else's word, and no reason to erase
    anything."""
    if isinstance(error, Revoked) and not verify(endpoint_key, error.proof, revoked_part(device)):
        return NotTheirKey("said to be revoked, without proof")
    return error


def _read(decode: Callable[[bytes], T], data: bytes) -> T:
    """Half an answer, or a captive portal's page, is no fault of ours."""
    try:
        return decode(data)
    except BrokenMessage as broken:
        raise ServerError(str(broken)) from None


def backoff(failures: int) -> float:
    """Seconds to wait after this many failures in a row before now: random, so that a thousand devices that
    lost the endpoint together do not come back together. The span doubles with each failure."""
    span = min(LONGEST_BACKOFF_SECONDS, FIRST_BACKOFF_SECONDS * 2.0 ** min(failures, 30))
    return max(SHORTEST_BACKOFF_SECONDS, random.uniform(0.0, span))
