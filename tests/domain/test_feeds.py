"""The chain of what a device wrote: a whole log is whole, and whatever is done to one is named."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.feed_faults import Fault, FaultKind
from carerapp.domain.feed_walk import Feeds, Item, walk
from carerapp.domain.feeds import (
    NEWER,
    BrokenLink,
    Link,
    beginning,
    device_of,
    entry_hash,
    link_of,
)
from carerapp.domain.feeds_left import Left, Run
from tests.support.feeds import (
    CHILD,
    DEVICES,
    Writers,
    changed,
    hash_of,
    item,
    relinked,
    without,
)

ANN, BEN, CAS = DEVICES
VECTORS = json.loads(Path(__file__).with_name("vectors").joinpath("feeds.json").read_text("utf-8"))
WRITTEN = st.lists(st.sampled_from([ANN, BEN, CAS]), min_size=2, max_size=12)


def written(devices: list[str], earlier: int = 0) -> list[Item]:
    """A log in which these devices wrote in this order; some of it before the chain."""
    writers = Writers()
    for device in devices[:earlier]:
        writers.earlier(device)
    for device in devices:
        writers.write(device)
    return writers.log


def walked(log: list[Item], **left: Any) -> Feeds:
    """What is found in it."""
    return walk(CHILD, log, **left)


def named(log: list[Item]) -> list[tuple[FaultKind, str, int, int]]:
    """What is wrong, without its place."""
    return [(one.kind, one.device, one.number, one.upto) for one in walked(log).faults]


@given(WRITTEN, st.integers(0, 4), st.randoms())
def test_a_whole_log_is_whole_in_whatever_order_the_feeds_came(
    devices: list[str], earlier: int, chance: random.Random
) -> None:
    """Feeds may lie in one another in any way; and the same entry twice says nothing."""
    log = written(devices, earlier)
    feeds = walked(log)
    assert not feeds.faults
    assert {d: end.number for d, end in feeds.ends.items()} == {d: devices.count(d) for d in set(devices)}
    assert feeds.earlier == len(log) - len(devices)
    by_device = sorted(log, key=lambda one: str(one.document["hlc"])[-8:])
    assert not walked(by_device).faults
    assert not walked([*log, chance.choice(log)]).faults


@given(WRITTEN, st.integers(0, 4), st.data())
def test_one_entry_left_out_is_named_unless_it_is_a_feeds_last(
    devices: list[str], earlier: int, data: st.DataObject
) -> None:
    """By its number; of what is from before the chain, that something is not here."""
    log = written(devices, earlier)
    place = data.draw(st.integers(0, len(log) - 1))
    link, rest = link_of(log[place].document), named(without(log, place))
    if link is None:
        device = next(d for d, stamp in DEVICES.items() if str(log[place].document["hlc"]).endswith(stamp))
        assert rest == [(FaultKind.START, device, 1, 1)]
    elif link.number == devices.count(link.device):
        assert rest == []  # the limit: only a receipt tells what was cut off at the end
    else:
        assert rest == [(FaultKind.GAP, link.device, link.number, link.number)]


@given(WRITTEN, st.data())
def test_an_entry_that_its_author_signed_anew_breaks_what_follows(
    devices: list[str], data: st.DataObject
) -> None:
    """Other words or another time under their own key: the next entry names the first ones."""
    log = written(devices)
    place = data.draw(st.integers(0, len(log) - 1))
    link = link_of(log[place].document)
    assert link is not None
    other = changed(log[place], value="other words")
    follows = link.number < devices.count(link.device)
    broken = [(FaultKind.BREAK, link.device, link.number + 1, link.number + 1)]
    assert named([*log[:place], other, *log[place + 1 :]]) == (broken if follows else [])
    assert named([*log, other]) == [(FaultKind.FORK, link.device, link.number, link.number)]


def done(do: Callable[[list[Item]], list[Item]]) -> list[tuple[FaultKind, str, int, int]]:
    """What is named when it is done to a log of five entries of Ann's device and five of Ben's."""
    return named(do(written([ANN, BEN] * 5)))


def test_each_other_attack_is_named() -> None:
    """With real keys: what its own author could sign."""
    move = lambda log: [*log[:2], log[4], log[3], log[2], *log[5:]]
    assert done(move) == [(FaultKind.ORDER, ANN, 3, 3)]
    number = lambda log: [*log[:8], relinked(log[8], number=7), *log[9:]]
    assert done(number) == [(FaultKind.GAP, ANN, 5, 6)]
    theirs = lambda log: [*log, relinked(log[9], device=ANN, number=6, before=hash_of(log[8]).hex())]
    assert done(theirs) == [(FaultKind.FOREIGN, ANN, 6, 6)]
    time = lambda log: [*log[:8], changed(log[8], hlc=log[2].document["hlc"]), *log[9:]]
    assert done(time) == [(FaultKind.STAMP, ANN, 5, 5)]
    spliced = lambda log: [*log[:4], *log[6:]]
    assert done(spliced) == [(FaultKind.GAP, ANN, 3, 3), (FaultKind.GAP, BEN, 3, 3)]
    shapeless = lambda log: [*log, item({"feed": 5, "hlc": "x"})]
    assert done(shapeless) == [(FaultKind.SHAPE, "", 0, 0)]


def test_an_entry_of_another_child_does_not_follow() -> None:
    """The child stands in every hash."""
    other = Writers(bytes.fromhex("0c" * 16))
    for _ in range(3):
        other.write(ANN)
    kinds = [kind for kind, *_ in named(other.log)]
    assert kinds == [FaultKind.START, FaultKind.BREAK, FaultKind.BREAK]


def test_what_left_by_law_is_no_gap() -> None:
    """Its numbers and the hash of the last stay; a gap beside it is still one."""
    log = written([ANN] * 8, earlier=2)
    begun = link_of(log[2].document)
    assert begun is not None
    left = Left({ANN: (Run(0, 0, begun.before), Run(1, 3, hash_of(log[4])))})
    assert not walked(log[5:], left=left).faults
    assert not walked(log[2:], left=Left({ANN: left.runs[ANN][:1]})).faults
    assert walked(log[2:]).faults == [Fault(FaultKind.START, ANN, 1, 1, 0)]
    assert walked(log[6:], left=left).faults == [Fault(FaultKind.GAP, ANN, 4, 4, 0)]
    assert walked([], left=left).ends[ANN].number == 3
    wrong = Left({ANN: (Run(0, 0, begun.before), Run(1, 3, bytes(32)))})
    assert [fault.kind for fault in walked(log[5:], left=wrong).faults] == [FaultKind.BREAK]


@given(WRITTEN, st.integers(0, 4), st.data())
def test_whatever_left_the_chains_go_on(devices: list[str], earlier: int, data: st.DataObject) -> None:
    """Twice, any entries, also of before the chain; kept and read again between. What goes besides is named,
    and so is the first of a second life: nothing is taken for left that is here."""
    log = written(devices, earlier)
    places = data.draw(st.sets(st.integers(0, len(log) - 1)))
    once = {place for place in places if data.draw(st.booleans())}
    pairs = [(one.document, hash_of(one)) for one in log]
    left = Left.read(Left().plus(pairs[at] for at in sorted(once)).to_json())
    left = Left.read(left.plus(pairs[at] for at in sorted(places - once)).to_json())
    rest = [one for at, one in enumerate(log) if at not in places]
    assert walked(rest, left=left).faults == []
    assert walked(log, left=Left(left.runs)).faults == []  # cut short: they are noted, and still here
    assert {d: e.number for d, e in walked(rest, left=left).ends.items()} == {
        d: devices.count(d) for d in set(devices)
    }


def test_what_only_a_newer_version_knows_is_not_judged() -> None:
    """It is counted; what follows it in this form is a gap, if it stood between."""
    log = [*written([ANN] * 2), item({"feed": {"version": 2, "what": []}, "hlc": "x"})]
    assert (walked(log).newer, walked(log).faults) == (1, [])


def test_an_older_version_of_the_app_may_write_between() -> None:
    """What it writes on the same device bears no link: the chain goes on past it."""
    writers = Writers()
    writers.earlier(ANN)
    writers.write(ANN)
    writers.earlier(ANN)
    writers.write(ANN)
    assert (walked(writers.log).faults, walked(writers.log).earlier) == ([], 2)


LINK: dict[str, Any] = {"before": "0e" * 32, "device": ANN, "number": 1, "version": 1}
NONE: list[Any] = [
    None, 5, [], {}, {**LINK, "version": 0}, {**LINK, "version": True}, {**LINK, "number": 0},
    {**LINK, "number": True}, {**LINK, "number": 2**53}, {**LINK, "device": "0A" * 8},
    {**LINK, "before": "0e" * 31}, {**LINK, "more": 1},
]  # fmt: skip


@pytest.mark.parametrize("raw", NONE)
def test_a_link_of_another_form_is_none(raw: Any) -> None:
    """Strict, since two readers must agree."""
    with pytest.raises(BrokenLink):
        link_of({"feed": raw})


def test_a_link_is_read_as_it_is_written() -> None:
    """And an entry without one is from before the chain."""
    link = Link(ANN, 1, bytes.fromhex("0e" * 32))
    assert (link.to_json(), link_of({"feed": LINK}), link_of({})) == (LINK, link, None)
    assert link_of({"feed": {"version": 2}}) is NEWER


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v))
)
def test_the_walk_never_raises(value: Any) -> None:
    """Whatever stands in the place of a link or a stamp."""
    follows = item({"feed": {**LINK, "number": 1}, "follows": value, "hlc": value})
    odd = walked([item({"feed": value, "hlc": value}), item({"feed": value}), item({"hlc": value}), follows])
    assert (len(odd.hashes), odd.earlier) == (4, 1)


def test_vectors() -> None:
    """The bytes of the page `docs/evidence-format.md`: they never change."""
    child = bytes.fromhex(VECTORS["child"])
    assert device_of(VECTORS["installation"]) == VECTORS["device"]
    assert beginning(child, VECTORS["device"]).hex() == VECTORS["beginning"]
    hashes = []
    for one in VECTORS["entries"]:
        author, signature, body = (bytes.fromhex(one[part]) for part in ("author", "signature", "body"))
        hashes.append(entry_hash(child, author, signature, body))
        assert hashes[-1].hex() == one["hash"]
    assert beginning(child, VECTORS["device"], hashes).hex() == VECTORS["beginning_after"]
    assert beginning(child, VECTORS["device"], hashes[::-1]).hex() == VECTORS["beginning_after"]
