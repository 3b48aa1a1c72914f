"""A device on which older files were put back begins a new feed, and names the end of its old one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.feed_faults import FaultKind
from carerapp.domain.feed_walk import Feeds, Item, walk
from carerapp.domain.feeds import BrokenLink, Follows, follows_of, link_of
from carerapp.domain.feeds_left import Left, Run
from tests.support.feeds import ANEW, CHILD, DEVICES, Writers, changed, hash_of, without

ANN, BEN, CAS = DEVICES
AGAIN, THIRD = ANEW


def walked(log: list[Item], **left: Any) -> Feeds:
    """What is found in it."""
    return walk(CHILD, log, **left)


def named(log: list[Item]) -> list[tuple[FaultKind, str, int, int]]:
    """What is wrong, without its place."""
    return [(one.kind, one.device, one.number, one.upto) for one in walked(log).faults]


def put_back(written: list[str], lost: int, unaware: int, after: int) -> tuple[list[Item], list[Item]]:
    """The log of a device that wrote ``lost`` entries more, was put back to where it had ``written`` alone,
    wrote ``unaware`` entries before it knew and ``after`` in its new feed; and what was lost."""
    before = Writers()
    for device in written:
        before.write(device)
    count = len(written)
    for _ in range(lost):
        before.write(ANN, "lost")
    back = before.put_back(count)
    for _ in range(unaware):
        back.write(ANN, "unaware")
    for _ in range(after):
        back.write(AGAIN, "after")
    return back.log, before.log[count:]


@given(
    st.lists(st.sampled_from([ANN, BEN]), min_size=1, max_size=6).filter(lambda made: ANN in made),
    st.integers(1, 4),
    st.integers(0, 4),
    st.integers(1, 4),
)
def test_what_was_written_before_it_knew_is_a_fork_and_nothing_after(
    written: list[str], lost: int, unaware: int, after: int
) -> None:
    """Whether what was lost comes back or not: the new feed forks nothing, and names the end that was
    here."""
    log, gone = put_back(written, lost, unaware, after)
    count = written.count(ANN)
    alone = walked(log)
    assert (alone.faults, alone.ends[AGAIN].number) == ([], after)
    assert alone.follows[AGAIN].number == count + unaware
    both = walked([*log, *gone])
    twice = range(count + 1, count + 1 + min(lost, unaware))
    forks = [one.number for one in both.of(ANN) if one.kind is FaultKind.FORK]
    assert forks == list(twice)
    assert both.of(AGAIN) == []
    assert both.follows == alone.follows


def test_the_end_that_a_new_feed_names_cannot_be_cut_off_or_exchanged() -> None:
    """It is a receipt for what the device had written until then."""
    log, _ = put_back([ANN, ANN, ANN, BEN], 1, 0, 2)
    assert named(without(log, 2)) == [(FaultKind.GAP, ANN, 3, 3)]
    assert named(log[3:]) == [(FaultKind.GAP, ANN, 1, 3)]
    assert walked(log[3:]).ends[ANN].number == 0
    other = [*log[:2], changed(log[2], value="other words"), *log[3:]]
    assert named(other) == [(FaultKind.FOLLOWS, AGAIN, 1, 1)]
    assert AGAIN not in walked(other).follows
    left = Left({ANN: (Run(1, 3, hash_of(log[2])),)})
    assert walked(log[3:], left=left).faults == []
    wrong = Left({ANN: (Run(1, 3, bytes(32)),)})
    assert [fault.kind for fault in walked(log[3:], left=wrong).faults] == [FaultKind.FOLLOWS]


def test_only_the_device_itself_can_begin_anew_after_its_feed() -> None:
    """By its clock stamps: a colleague's claim proves nothing, and is named as theirs."""
    log, _ = put_back([ANN, BEN], 0, 0, 1)
    stamped = f"{str(log[2].document['hlc'])[:18]}{DEVICES[BEN]}"
    for number in (1, 9):
        said = Follows(ANN, number, hash_of(log[0])).to_json()
        faults = named([*log[:2], changed(log[2], hlc=stamped, follows=said)])
        assert faults == [(FaultKind.FOLLOWS, AGAIN, 1, 1)]


def test_it_may_be_put_back_again() -> None:
    """A third feed follows the first, where nothing of the second is here."""
    log, _ = put_back([ANN], 0, 0, 1)
    other = Writers()
    other.write(ANN)
    other.write(THIRD)
    feeds = walked([*log, other.log[1]])
    assert feeds.faults == []
    assert {device: said.device for device, said in feeds.follows.items()} == {AGAIN: ANN, THIRD: ANN}


FIRST: dict[str, Any] = {"before": "0e" * 32, "device": AGAIN, "number": 1, "version": 1}
ENDED: dict[str, Any] = {"device": ANN, "hash": "0e" * 32, "number": 4, "version": 1}
NO_END: list[Any] = [
    None, 5, [], {}, {**ENDED, "version": 0}, {**ENDED, "number": 0}, {**ENDED, "number": 2**53},
    {**ENDED, "device": AGAIN}, {**ENDED, "hash": "0e" * 31}, {**ENDED, "more": 1},
]  # fmt: skip


@pytest.mark.parametrize("raw", NO_END)
def test_an_end_of_another_form_is_none(raw: Any) -> None:
    """Then the entry does not say rightly where it stands."""
    with pytest.raises(BrokenLink):
        link_of({"feed": FIRST, "follows": raw})
    with pytest.raises(BrokenLink):
        follows_of({"feed": FIRST, "follows": raw})


def test_an_end_is_read_as_it_is_written() -> None:
    """In a feed's first entry alone; a newer form is not judged; without a link it is nobody's."""
    said = Follows(ANN, 4, bytes.fromhex("0e" * 32))
    document: dict[str, Any] = {"feed": FIRST, "follows": ENDED}
    assert (said.to_json(), follows_of(document)) == (ENDED, said)
    assert link_of(document) == link_of({"feed": FIRST})
    with pytest.raises(BrokenLink):
        link_of({"feed": {**FIRST, "number": 2}, "follows": ENDED})
    for newer in ({"feed": FIRST, "follows": {"version": 2}}, {"feed": {"version": 2}, "follows": ENDED}):
        assert follows_of(newer) is None
        assert link_of(newer) is not None
    assert (link_of({"follows": ENDED}), follows_of({"follows": ENDED})) == (None, None)
