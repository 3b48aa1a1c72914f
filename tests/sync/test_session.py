"""What a device sends next, and what an answer means: each law of the session, one step at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from carerapp.vault.adapters.native_crypto import NativeCrypto
from sync.errors import RequestRejected, Revoked, ServerError, SyncError, Unreachable
from sync.feed import FeedEntry, FeedId, entries, genesis
from sync.messages import MOST_ENTRIES, Pulled, Push, Pushed, Receipt, Refusal
from sync.session import (
    Feed,
    Fetch,
    Rest,
    SendFeed,
    State,
    countersigned,
    failed,
    fitting,
    next_step,
    pulled,
    pushed,
    retry,
    set_back,
    waiting,
)

CRYPTO = NativeCrypto()
PRIVATE = bytes(range(32))
KEY = CRYPTO.sign_public(PRIVATE)
DEVICE, STREAM = "cd" * 8, "ab" * 16
FEED = FeedId(DEVICE, STREAM)
NOW = 1_000_000.0
EMPTY = State(DEVICE)
REFUSED = Refusal(3, "too_long", b"p" * 32)


def written(count: int, after: int = 0, head: bytes = genesis(FEED)) -> list[FeedEntry]:
    """Entries of one feed, as this device writes them."""
    payloads = [f"entry {after + number}".encode() for number in range(1, count + 1)]
    return entries(FEED, payloads, lambda data: CRYPTO.sign(PRIVATE, data), after=after, head=head)


def receipt(entry: FeedEntry, private: bytes = PRIVATE, **other: Any) -> Receipt:
    """The endpoint's, for this entry; ``other``: parts that are to be something else."""
    bare = replace(Receipt(entry.feed, entry.seq, entry.hash, 5, b""), **other)
    return replace(bare, signature=CRYPTO.sign(private, bare.signed_part()))


def after(state: State, sent: Sequence[FeedEntry], receipts: Sequence[Receipt], *refused: Refusal) -> State:
    """What comes of a push."""
    answer = Pushed(tuple(receipts), refused)
    return pushed(state, Push(tuple(sent)), answer, NOW, key=KEY, verify=CRYPTO.verify)


# ------------------------------------------------------------------------------ what is next
@pytest.mark.parametrize(
    ("state", "written", "step"),
    [
        (EMPTY, {}, Fetch("", 250_000)),
        (EMPTY, {STREAM: 0}, Fetch("", 250_000)),
        (EMPTY, {STREAM: 2}, SendFeed(STREAM, 0)),
        (State(DEVICE, {STREAM: Feed(2, b"")}), {STREAM: 3}, SendFeed(STREAM, 2)),
        (State(DEVICE, {STREAM: Feed(3, b"")}, "c", most=9), {STREAM: 3}, Fetch("c", 9)),
        (State(DEVICE, {STREAM: Feed(5, b"", again=(REFUSED,))}), {STREAM: 7}, SendFeed(STREAM, 2, REFUSED)),
        (State(DEVICE, revoked=True), {STREAM: 2}, Rest(float("inf"))),
        (State(DEVICE, not_before=NOW + 600), {STREAM: 2}, Rest(NOW + 600)),
        (State(DEVICE, not_before=NOW), {STREAM: 2}, SendFeed(STREAM, 0)),
        (State(DEVICE, not_before=NOW + 601), {STREAM: 2}, SendFeed(STREAM, 0)),
        (State(DEVICE, pulled_at=NOW), {}, Rest(NOW + 30)),
        (State(DEVICE, pulled_at=NOW - 29), {}, Rest(NOW + 1)),
        (State(DEVICE, pulled_at=NOW - 30), {}, Fetch("", 250_000)),
        (State(DEVICE, pulled_at=NOW + 1), {}, Fetch("", 250_000)),
    ],
)
def test_what_is_only_here_is_sent_before_anything_is_fetched(
    state: State, written: dict[str, int], step: SendFeed | Fetch | Rest
) -> None:
    """A pause is kept, up to the longest that there is; a time to come that a wrong clock set is not."""
    assert next_step(state, written, NOW) == step


def test_how_often_is_looked_for_news_is_the_callers_to_say() -> None:
    """A duty desk looks more often."""
    assert next_step(State(DEVICE, pulled_at=NOW - 10), {}, NOW, 10.0) == Fetch("", 250_000)
    assert next_step(State(DEVICE, pulled_at=NOW - 9), {}, NOW, 10.0) == Rest(NOW + 1)


def test_a_message_holds_what_fits_and_at_least_one() -> None:
    """Up to so many bytes, and so many entries."""
    four = [b"1234"] * 4
    assert fitting(four, 12) == four[:3]
    assert fitting(four, 11) == four[:2]
    assert fitting(four, 1) == four[:1]
    assert fitting([], 12) == []
    assert len(fitting([b""] * (MOST_ENTRIES + 5), 12)) == MOST_ENTRIES


# ------------------------------------------------------------------------------ after a push
def test_a_receipt_for_the_last_entry_stands_for_all_of_them() -> None:
    """The feed moves on to it; trouble and pause are over, and the next message may be twice as long."""
    sent = written(3)
    before = replace(EMPTY, failures=4, not_before=NOW, last_trouble="Unreachable")
    found = after(before, sent, [receipt(sent[2])])
    assert found.feed(STREAM) == Feed(3, sent[2].hash, receipt(sent[2]))
    assert (found.failures, found.not_before, found.last_success, found.last_trouble) == (0, 0.0, NOW, "")
    assert found.most == 500_000
    assert after(replace(before, most=600_000), sent, [receipt(sent[2])]).most == 1_000_000
    assert waiting(found, {STREAM: 3}) == 0
    assert waiting(found, {STREAM: 5}) == 2


def test_the_receipt_that_reaches_furthest_counts() -> None:
    """In whatever order they stand; what is behind it is sent again."""
    sent = written(3)
    found = after(EMPTY, sent, [receipt(sent[1]), receipt(sent[0])])
    assert found.feed(STREAM) == Feed(2, sent[1].hash, receipt(sent[1]))
    assert next_step(found, {STREAM: 3}, NOW) == SendFeed(STREAM, 2)


def test_an_answer_that_comes_twice_changes_nothing() -> None:
    """Nor does an older one take anything back."""
    sent = written(3)
    once = after(EMPTY, sent, [receipt(sent[2])])
    assert after(once, sent, [receipt(sent[2])]).feeds == once.feeds
    assert after(once, sent[:2], [receipt(sent[1])]).feeds == once.feeds


def test_a_refused_entry_is_set_aside_and_the_others_go_on() -> None:
    """With the hash that it follows, so that it can be sent once more by itself."""
    sent = written(3)
    found = after(EMPTY, sent, [receipt(sent[2])], Refusal(2, "too_long"))
    aside = Refusal(2, "too_long", sent[1].previous)
    assert found.feed(STREAM) == Feed(3, sent[2].hash, receipt(sent[2]), (aside,))
    assert waiting(found, {STREAM: 3}) == 1
    assert found.feed(STREAM).received(3) == 2


def test_the_last_one_may_be_refused() -> None:
    """The receipt is then for one before it, or there is none."""
    sent = written(2)
    found = after(EMPTY, sent, [receipt(sent[0])], Refusal(2, "no"))
    assert (found.feed(STREAM).done, found.feed(STREAM).receipt) == (2, receipt(sent[0]))
    found = after(EMPTY, sent, [], Refusal(1, "no"), Refusal(2, "no"))
    assert (found.feed(STREAM).done, found.feed(STREAM).head) == (2, sent[1].hash)
    assert [one.seq for one in found.feed(STREAM).set_aside] == [1, 2]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"hash": bytes(32)}, "for something else"),
        ({"seq": 9}, "for something else"),
        ({"feed": FeedId(DEVICE, "ef" * 16)}, "for something else"),
        ({"private": bytes(32)}, "not signed by the authority"),
    ],
)
def test_a_receipt_that_proves_nothing_moves_nothing(other: dict[str, Any], said: str) -> None:
    """For another entry or feed, or with another key's signature."""
    sent = written(2)
    with pytest.raises(ServerError, match=said):
        after(EMPTY, sent, [receipt(sent[1], **other)])


def test_an_answer_that_says_nothing_about_what_was_sent_is_none() -> None:
    """Else the same message would go out for ever, and look like success."""
    with pytest.raises(ServerError, match="nothing about what was sent"):
        after(EMPTY, written(2), [])
    with pytest.raises(ServerError, match="nothing about what was sent"):
        after(EMPTY, written(2), [], Refusal(2, "no"))  # nobody said anything of the first


def test_a_refused_entry_is_sent_once_more_by_itself() -> None:
    """It waits until it has a receipt; those after it stay where they are."""
    sent = written(3)
    state = after(EMPTY, sent, [receipt(sent[2])], Refusal(2, "too_long"))
    asked = retry(replace(state, not_before=NOW + 9), STREAM, 2)
    aside = Refusal(2, "too_long", sent[1].previous)
    assert asked.feed(STREAM) == Feed(3, sent[2].hash, receipt(sent[2]), (), (aside,))
    assert asked.not_before == 0.0
    assert waiting(asked, {STREAM: 3}) == 1
    assert next_step(asked, {STREAM: 3}, NOW) == SendFeed(STREAM, 1, aside)
    found = after(asked, sent[1:2], [receipt(sent[1])])
    assert found.feed(STREAM) == Feed(3, sent[2].hash, receipt(sent[2]))
    again = after(asked, sent[1:2], [], Refusal(2, "too_long"))
    assert again.feed(STREAM) == state.feed(STREAM)
    assert retry(state, STREAM, 1) is state


# ------------------------------------------------------------------------------ after the rest
def test_what_was_pulled_moves_the_cursor() -> None:
    """Where there is more, it is asked for at once."""
    found = pulled(replace(EMPTY, failures=1), Pulled((), "c2"), NOW)
    assert (found.cursor, found.pulled_at, found.failures, found.last_success) == ("c2", NOW, 0, NOW)
    more = pulled(EMPTY, Pulled((), "c2", more=True), NOW)
    assert next_step(more, {}, NOW) == Fetch("c2", 500_000)


@pytest.mark.parametrize(
    ("error", "wait", "until", "trouble"),
    [
        (Unreachable(), 7.0, 7.0, "Unreachable"),
        (ServerError("busy", wait=20.0), 7.0, 20.0, "TheirFault"),
        (ServerError("busy", wait=5.0), 7.0, 7.0, "TheirFault"),
        (ServerError("busy", wait=5_000.0), 7.0, 600.0, "TheirFault"),
        (RequestRejected(409, "unknown_device"), 7.0, 7.0, "unknown_device"),
        (RequestRejected(401, "stale", at=NOW + 90.4), 7.0, 7.0, "stale 90"),
        (RequestRejected(401, "stale", at=NOW - 3_600), 7.0, 7.0, "stale -3600"),
        (RequestRejected(401, "stale"), 7.0, 7.0, "stale"),
        (RequestRejected(401, "other", at=NOW + 90), 7.0, 7.0, "other"),
    ],
)
def test_after_a_failure_the_next_message_is_shorter_and_later(
    error: SyncError, wait: float, until: float, trouble: str
) -> None:
    """Not before the endpoint asked for it, and not later than the longest pause; the kind is kept."""
    found = failed(replace(EMPTY, failures=2), error, NOW, wait)
    assert found == replace(
        EMPTY, failures=3, not_before=NOW + until, last_trouble=trouble, most=250_000 // 4
    )
    assert failed(replace(EMPTY, most=20_000), error, NOW, wait).most == 8_000


def test_a_revoked_device_asks_no_more() -> None:
    """It is no failure that is tried again."""
    found = failed(EMPTY, Revoked(), NOW, 7.0)
    assert found == replace(EMPTY, revoked=True, last_trouble="revoked")
    assert next_step(found, {STREAM: 1}, NOW + 10_000) == Rest(float("inf"))


def test_a_clock_that_was_set_back_holds_nothing_up() -> None:
    """What waits for a time waits as long as before."""
    found = set_back(replace(EMPTY, not_before=NOW + 5, pulled_at=NOW), 3_600)
    assert (found.not_before, found.pulled_at) == (NOW + 5 - 3_600, NOW - 3_600)


def test_what_waits_is_what_has_no_receipt() -> None:
    """Of all children together: not sent yet, set aside, or to be sent again."""
    state = State(DEVICE, {STREAM: Feed(5, b"", None, (REFUSED,), (REFUSED, REFUSED))})
    assert state.feed(STREAM).received(9) == 2
    assert waiting(state, {STREAM: 9, "ef" * 16: 4}) == 11
    assert state.feed(STREAM).received(4) == 1
    assert waiting(state, {}) == 0


def test_a_feed_whose_key_is_believed_no_more_goes_by_what_is_countersigned_anew() -> None:
    """What the authority has under its key of today stands; else all is sent again, or what is still here."""
    sent = written(5)
    state = after(EMPTY, sent, [receipt(sent[4])])
    other = bytes(reversed(range(32)))
    key = CRYPTO.sign_public(other)

    def by(head: Receipt | None, first: int = 0) -> Feed:
        return countersigned(state, STREAM, head, first, key=key).feed(STREAM)

    last, third = receipt(sent[4], other), receipt(sent[2], other)
    assert by(last) == by(last, 2) == replace(state.feed(STREAM), receipt=last)
    assert by(last).receipt_key == key
    for head in (None, third, receipt(sent[4], other, hash=b"x" * 32)):
        assert by(head) == Feed(0, genesis(FEED)), "all is here: all is sent again"
    assert by(third, 2) == Feed(3, sent[2].hash, third)
    for head in (None, receipt(sent[0], other)):
        assert by(head, 2) == replace(state.feed(STREAM), receipt=None), "not proved, not here"
