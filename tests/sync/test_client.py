"""A client's turns: what it asks, what it makes of an answer, and when it asks nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import pytest

from carerapp.vault.adapters.native_crypto import NativeCrypto
from sync.client import Client, believed
from sync.conversation import Request, run_sync
from sync.errors import RequestRejected, Revoked, ServerError, SyncError, Unreachable
from sync.feed import FeedEntry, FeedId, entries, genesis
from sync.messages import Pulled, Pushed, Receipt, decode_push, encode, revoked_part
from sync.session import Feed, State

CRYPTO = NativeCrypto()
PRIVATE = bytes(range(32))
KEY = CRYPTO.sign_public(PRIVATE)
DEVICE, STREAM = "cd" * 8, "ab" * 16
FEED = FeedId(DEVICE, STREAM)
NOW = 1_000_000.0
Answer = Callable[[Request], bytes]


class Notes:
    """A log in memory, which notes what it is told."""

    def __init__(self, *payloads: bytes) -> None:
        self.own = list(payloads)
        self.taken: list[FeedEntry] = []
        self.kept: list[State] = []

    def written(self) -> Mapping[str, int]:
        """All about one child."""
        return {STREAM: len(self.own)}

    def payloads(self, stream: str, after: int) -> Iterator[bytes]:
        """Those behind a number."""
        assert stream == STREAM
        return iter(self.own[after:])

    def take(self, others: Sequence[FeedEntry]) -> None:
        """Noted."""
        self.taken += others

    def keep(self, state: State) -> None:
        """Noted."""
        self.kept.append(state)


def sign(data: bytes) -> bytes:
    """Device and endpoint have one key here."""
    return CRYPTO.sign(PRIVATE, data)


def client(*payloads: bytes, state: State | None = None) -> tuple[Client, Notes]:
    """One that was started just now."""
    log = Notes(*payloads)
    return Client(state or State(DEVICE), log, sign, CRYPTO.verify, KEY, lambda: NOW), log


def never(request: Request) -> bytes:
    """No request may come here."""
    raise AssertionError(request)


def receipts(request: Request) -> bytes:
    """An honest endpoint: the last entry's receipt."""
    last = decode_push(request.body).entries[-1]
    bare = Receipt(last.feed, last.seq, last.hash, 5, b"")
    return encode(Pushed((replace(bare, signature=sign(bare.signed_part())),)))


def test_a_turn_sends_what_has_no_receipt() -> None:
    """As entries of the feed; what came of it is kept, and the next turn is at once."""
    one, log = client(b"a", b"b")
    asked: list[Request] = []

    def answer(request: Request) -> bytes:
        asked.append(request)
        return receipts(request)

    assert run_sync(one.turn(), answer) == 0.0
    assert [(request.method, request.path) for request in asked] == [("POST", "/v1/feed")]
    sent = decode_push(asked[0].body).entries
    assert list(sent) == entries(FEED, [b"a", b"b"], sign, after=0, head=genesis(FEED))
    assert one.state.feed(STREAM).done == 2
    assert log.kept == [one.state]


def test_a_turn_fetches_what_others_wrote() -> None:
    """From the cursor, with the lengths that it can take; it stands in the log before the cursor is kept."""
    one, log = client(state=State(DEVICE, cursor="c1", most=9_000))
    others = entries(FeedId("ef" * 8, STREAM), [b"x"], sign, after=0, head=bytes(32))

    def answer(request: Request) -> bytes:
        assert request == Request("GET", "/v1/feed?cursor=c1&limit=1000&most=9000")
        assert not log.kept
        return encode(Pulled(tuple(others), "c2"))

    assert run_sync(one.turn(), answer) == 0.0
    assert log.taken == others
    assert (one.state.cursor, one.state.pulled_at) == ("c2", NOW)
    assert run_sync(one.turn(), never) == 30.0


def test_a_refused_entry_goes_alone() -> None:
    """Behind the hash that it followed, whatever was sent since."""
    first, second, _ = entries(FEED, [b"a", b"b", b"c"], sign, after=0, head=genesis(FEED))
    one, _ = client(b"a", b"b", b"c")

    def refuses(request: Request) -> bytes:
        answer = json.loads(receipts(request))
        return json.dumps({**answer, "refused": [{"seq": 2, "reason": "no"}]}).encode()

    run_sync(one.turn(), refuses)
    feed = one.state.feed(STREAM)
    one.state = replace(one.state, feeds={STREAM: replace(feed, set_aside=(), again=feed.set_aside)})

    def answer(request: Request) -> bytes:
        (sent,) = decode_push(request.body).entries
        assert (sent.seq, sent.previous, sent.payload) == (2, first.hash, b"b")
        assert sent.hash == second.hash
        return receipts(request)

    run_sync(one.turn(), answer)
    assert one.state.feed(STREAM).again == ()


@pytest.mark.parametrize("page", [b"", b"<html>", b"[]", b"{}", b'{"wire": 1}'])
def test_a_page_that_is_no_answer_is_the_endpoints_fault(page: bytes) -> None:
    """A captive portal's: the device pauses and tries again; what it wrote waits."""
    for one, _ in (client(b"a"), client()):
        assert run_sync(one.turn(), lambda _: page) == 0.0
        assert (one.state.last_trouble, one.state.failures) == ("TheirFault", 1)
        assert run_sync(one.turn(), never) > 0


def test_somebody_who_asks_waits_for_no_pause() -> None:
    """Neither for the end of a pause after a failure, nor for the next look."""
    one, _ = client(state=State(DEVICE, pulled_at=NOW, not_before=NOW + 60))
    assert run_sync(one.turn(), never) == 60.0
    one.fetch_now()
    run_sync(one.turn(), lambda _: encode(Pulled((), "c2")))
    assert one.state.cursor == "c2"


def test_trouble_with_something_else_pauses_this_too() -> None:
    """It is kept, as a failure of its own is."""
    one, log = client()
    one.trouble(Unreachable())
    assert (one.state.last_trouble, one.state.failures) == ("Unreachable", 1)
    assert NOW + 0.5 <= one.state.not_before <= NOW + 2
    assert log.kept == [one.state]


def test_a_revocation_needs_the_endpoints_own_proof() -> None:
    """What follows cannot be undone: another's word, or the proof of another device, is a failure."""
    real = Revoked(sign(revoked_part(DEVICE)))
    assert believed(real, DEVICE, KEY, CRYPTO.verify) is real
    for proof in (b"", sign(revoked_part("ef" * 8)), sign(DEVICE.encode())):
        found = believed(Revoked(proof), DEVICE, KEY, CRYPTO.verify)
        assert isinstance(found, ServerError)
    other: SyncError = RequestRejected(403, "no")
    assert believed(other, DEVICE, KEY, CRYPTO.verify) is other


def test_a_clock_that_is_set_back_while_it_runs_delays_nothing() -> None:
    """A second clock that nobody sets tells; a network may set it right by five seconds."""
    one, _ = client(state=State(DEVICE, pulled_at=NOW, feeds={STREAM: Feed(0, genesis(FEED))}))
    wall, steady = NOW, 0.0
    one.now, one.steady = lambda: wall, lambda: steady
    assert run_sync(one.turn(), never) == 30.0
    wall, steady = NOW - 4.0 + 10, 10.0
    assert run_sync(one.turn(), never) == 24.0
    wall, steady = wall - 3_600 + 10, 20.0
    assert run_sync(one.turn(), never) == pytest.approx(14.0)
