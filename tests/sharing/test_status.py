"""How things stand, from what is kept and what stands in the log: one value, whoever shows it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from carerapp.sharing import refused_words
from carerapp.sharing.status import (
    AuthorityStatus,
    FeedStatus,
    SetAside,
    SyncStatus,
    authority_status,
    holding,
    received_words,
    without_receipt,
)
from sync.errors import ServerError, Unreachable
from sync.feed import FeedId
from sync.messages import Receipt, Refusal
from sync.session import Feed, State, waiting

ANN, BEN = "a" * 32, "b" * 32
DEVICE = "d" * 16


def receipt(child: str, seq: int, at: int) -> Receipt:
    return Receipt(FeedId(DEVICE, child), seq, b"h" * 32, at, b"s" * 64)


def refused(seq: int, reason: str = "not_enrolled_for_this_child") -> Refusal:
    return Refusal(seq, reason, b"p" * 32)


FEEDS = {
    ANN: Feed(7, b"h" * 32, receipt(ANN, 7, 500), (refused(3), refused(5, "of a later version"))),
    BEN: Feed(2, b"h" * 32, receipt(BEN, 2, 900), (), (refused(1),)),
}
STATE = State(DEVICE, FEEDS, last_success=950.0, last_trouble="TheirFault", not_before=960.0)


def test_each_entry_is_received_or_here_only() -> None:
    """Of ten and four entries: seven and two were looked at, two were refused, one is to be sent once
    more."""
    status = authority_status(STATE, {ANN: 10, BEN: 4})
    assert status.feeds == {ANN: FeedStatus(10, 5, 500), BEN: FeedStatus(4, 1, 900)}
    assert (status.received, status.here_only, status.receipt_at) == (6, 8, 900)
    assert status.here_only == waiting(STATE, {ANN: 10, BEN: 4})
    assert (status.feed(ANN).here_only, status.feed("c" * 32)) == (5, FeedStatus(0, 0, 0))


def test_what_the_authority_would_not_take_is_named_in_words() -> None:
    """With its number, and the time of the next try."""
    status = authority_status(STATE, {ANN: 10, BEN: 4})
    assert status.set_aside == (
        SetAside(ANN, 3, "this device is not enrolled for this child"),
        SetAside(ANN, 5, "the authority refused it"),
    )
    assert status.trouble == "the authority’s system did not answer as it should"
    assert (status.last_success, status.not_before, status.revoked) == (950.0, 960.0, False)
    assert authority_status(State(DEVICE), {}).trouble == ""
    assert (
        authority_status(replace(STATE, last_trouble="new in a later version"), {}).trouble
        == "the authority refused the request"
    )


def test_older_files_show_by_a_fork_or_by_the_authoritys_count() -> None:
    """The authority has more than is here: somebody put older files back."""
    assert not authority_status(STATE, {ANN: 10}, {ANN: 10}).older
    assert authority_status(STATE, {ANN: 10}, {ANN: 11}).older
    assert authority_status(replace(STATE, last_trouble="fork"), {ANN: 10}).older
    assert authority_status(STATE, {ANN: 10}, {ANN: 10}, put_back=True).older


PLACES = st.integers(0, 12)
FEED = st.builds(
    lambda done, aside, again: Feed(
        done, b"", None, tuple(refused(seq) for seq in aside), tuple(refused(seq) for seq in again)
    ),
    PLACES,
    st.sets(st.integers(1, 12), max_size=3),
    st.sets(st.integers(1, 12), max_size=2),
)


@given(st.lists(st.tuples(FEED, st.integers(0, 5)), max_size=3), PLACES)
def test_an_entry_waits_while_no_authority_has_it(feeds: list[tuple[Feed, int]], count: int) -> None:
    """Never less than none, whatever left the device or was put back on it; counted one by one."""

    def has(feed: Feed, left: int, place: int) -> bool:
        number = left + place + 1
        return number <= feed.done and number not in {r.seq for r in (*feed.set_aside, *feed.again)}

    one_by_one = [place for place in range(count) if not any(has(feed, left, place) for feed, left in feeds)]
    assert without_receipt(range(count), [holding(feed, left, range(count)) for feed, left in feeds]) == len(
        one_by_one
    )


@given(
    st.dictionaries(st.sampled_from(["1" * 16, "2" * 16]), st.just(authority_status(STATE, {ANN: 10}))),
    st.dictionaries(st.sampled_from([ANN, BEN]), PLACES),
    PLACES,
)
def test_the_count_of_the_device_is_the_sum_of_its_children(
    authorities: dict[str, AuthorityStatus], waiting: dict[str, int], restricted: int
) -> None:
    """Nobody connected is not "all received"."""
    shared = {ANN} if authorities else set()
    status = SyncStatus(authorities, waiting, restricted, frozenset(shared))
    assert status.not_received == (sum(waiting.values()) + restricted if authorities else None)
    assert status.unshared == sum(count for child, count in waiting.items() if child not in shared)


def test_in_words() -> None:
    """ "All" is said of nought alone."""
    assert received_words(0) == "All received"
    assert received_words(11) == "11 not received yet"


def test_too_many_tries_with_a_code_are_told_from_no_signal() -> None:
    """The carer learns how long to wait, and that nothing is lost."""
    words = refused_words(ServerError("the endpoint answered 429", wait=119), 0)
    assert words == "Too many tries just now. Nothing is lost. Wait 2 min, then try again."
    for error in (ServerError("the endpoint answered 502"), Unreachable("timeout")):
        assert "can’t be reached" in refused_words(error, 0)
