"""Drives a session against an endpoint: one request a step. The log, the clock and the wire are handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from tenacity import RetryCallState, Retrying, wait_random_exponential

from sync.errors import SyncError
from sync.feed import FeedEntry, FeedId, Sign, Verify, entries, genesis
from sync.messages import MOST_ENTRIES, Pulled, Push, Pushed
from sync.session import Fetch, Rest, SendFeed, State, batch, failed, next_step, pulled, pushed

FIRST_WAIT, LONGEST_WAIT = 2.0, 600.0


class Wire(Protocol):
    """Two requests. Each raises a :class:`SyncError`."""

    def push(self, push: Push) -> Pushed: ...

    def pull(self, cursor: str) -> Pulled: ...


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
    wire: Wire
    sign: Sign
    verify: Verify
    endpoint_key: bytes
    now: Callable[[], float]

    def fetch_now(self) -> None:
        """Somebody asked: do not wait for the next turn, nor for the end of a pause."""
        self.state = replace(self.state, pulled_at=0.0, not_before=0.0)

    def step(self) -> float:
        """Do the next thing, if it is time; seconds until there may be more to do (0: at once)."""
        now = self.now()
        step = next_step(self.state, self.log.written(), now)
        if isinstance(step, Rest):
            return step.until - now
        try:
            self.state = self._send(step) if isinstance(step, SendFeed) else self._fetch(step)
        except SyncError as error:
            self.state = failed(self.state, error, self.now(), backoff(self.state.failures))
        self.log.keep(self.state)
        return 0.0

    def _send(self, step: SendFeed) -> State:
        feed = FeedId(self.state.device, step.stream)
        if step.one:  # what it follows is behind the feed's head: built again from the beginning
            before = islice(self.log.payloads(step.stream, 0), step.after + 1)
            sent = list(entries(feed, before, self.sign, after=0, head=genesis(feed)))[-1:]
        else:
            payloads = islice(self.log.payloads(step.stream, step.after), MOST_ENTRIES)
            head = self.state.feed(step.stream).head
            sent = list(entries(feed, payloads, self.sign, after=step.after, head=head))
        push = batch(sent)
        answer = self.wire.push(push)
        return pushed(self.state, push, answer, self.now(), key=self.endpoint_key, verify=self.verify)

    def _fetch(self, step: Fetch) -> State:
        answer = self.wire.pull(step.cursor)
        self.log.take(answer.entries)
        return pulled(self.state, answer, self.now())


_WAIT = wait_random_exponential(multiplier=FIRST_WAIT, max=LONGEST_WAIT)


def backoff(failures: int) -> float:
    """Seconds to wait after this many failures in a row: random, so that a thousand devices that lost the
    endpoint together do not come back together."""
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = failures + 1
    return max(0.5, float(_WAIT(state)))
