"""Who may read a child: whose yes counts, whose no, and what a chain of words leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest

from carerapp.domain.circle import Word, members, newest, not_here, words_in
from carerapp.domain.events import Event, EventKind
from carerapp.domain.topics.codec import encode
from carerapp.domain.topics.may_read import NOBODY_BEFORE, Act, MayRead, Reader

ANN, BEN = "0a" * 8, "0b" * 8
OFFICE, OTHER = "1d" * 8, "2d" * 8
HERE, ELSEWHERE = "aa" * 32, "bb" * 32
KEY, SWAPPED = "ce" * 32, "cf" * 32
TODAY = date(2026, 11, 28)
YES = MayRead(Act.GRANTED, OFFICE, HERE, KEY, "Office 2", Reader.HOME, ANN, "", "", NOBODY_BEFORE)


def entry(said: MayRead, number: int, author: str = ANN, **other: Any) -> dict[str, Any]:
    """As it stands in a log."""
    event = Event(
        id=f"e{number}",
        record="p",
        form="common/profile@1",
        kind=EventKind.NOTE,
        field="may_read",
        value=encode(said),
        supersedes=(),
        author=author,
        happened_at=datetime(2026, 11, 3, 12, number, tzinfo=UTC).isoformat(),
        written_at=datetime(2026, 11, 3, 12, number, tzinfo=UTC).isoformat(),
        utc_offset=0,
        hlc=f"{number:012x}-0000-{author[:8]}",
        reason="",
    )
    return {**event.to_json(), **other}


def read(log: Sequence[dict[str, Any]], ours: Sequence[str]) -> tuple[Word, ...]:
    return words_in(log, [one["author"] for one in log], ours)


def let_in(log: Sequence[dict[str, Any]], *ours: str) -> dict[str, str]:
    """Device → the key that is sealed to."""
    found = members(read(log, ours), HERE, TODAY)
    return {device: word.said.seal_key for device, word in found.items()}


def test_a_yes_counts_where_it_was_said_and_nowhere_else() -> None:
    """The same entry, decided here or on another home's tablet."""
    log = [entry(YES, 1)]
    assert let_in(log, "e1") == {OFFICE: KEY}
    assert let_in(log) == {}


def test_the_newest_of_ours_names_the_key() -> None:
    """A tablet that was set up anew has another; a word from outside changes nothing."""
    log = [entry(YES, 1), entry(replace(YES, seal_key=SWAPPED), 2, BEN)]
    assert let_in(log, "e1") == {OFFICE: KEY}
    assert let_in(log, "e1", "e2") == {OFFICE: SWAPPED}


@pytest.mark.parametrize("who", [ANN, BEN])
def test_a_no_counts_whoever_says_it_until_we_say_yes_again(who: str) -> None:
    """In whatever order the entries came."""
    no = replace(YES, act=Act.ENDED)
    log = [entry(YES, 1), entry(no, 2, who)]
    again = [*log, entry(YES, 3)]
    for some in permutations(again):
        assert let_in(some, "e1", "e3") == {OFFICE: KEY}
    for some in permutations(log):
        assert let_in(some, "e1") == {}


def test_another_authoritys_device_of_the_same_id_is_not_let_in() -> None:
    """Ids of devices are one authority's."""
    assert let_in([entry(replace(YES, authority=ELSEWHERE), 1)], "e1") == {}


@pytest.mark.parametrize(
    ("until", "holds"), [("", True), ("2026-11-28", True), ("2026-11-27", False), ("soon", False)]
)
def test_a_yes_ends_with_its_last_day(until: str, *, holds: bool) -> None:
    """A day that nobody can read is over."""
    assert bool(let_in([entry(replace(YES, until=until), 1)], "e1")) is holds


@pytest.mark.parametrize(
    "wrong",
    [
        {"act": "allowed"},
        {"reader": "police"},
        {"device": "x"},
        {"seal_key": KEY[:-1]},
        {"authority": ""},
    ],
)
def test_what_nobody_can_read_lets_nobody_in(wrong: dict[str, Any]) -> None:
    """A newer version's word, or a broken one."""
    log = [entry(YES, 1, value={**asdict(YES), **wrong})]
    assert let_in(log, "e1") == {}


def test_who_signed_it_must_be_who_says_it() -> None:
    """Another person's entry under this id is nobody's word."""
    log = [entry(YES, 1)]
    assert words_in(log, [BEN], ["e1"]) == ()


def test_one_that_was_left_out_is_named_and_two_at_once_both_stand() -> None:
    """Each word names the newest before it."""
    first = entry(YES, 1)
    before = newest(read([first], []), HERE)
    assert before != NOBODY_BEFORE
    second = entry(replace(YES, device=OTHER, before=before), 2)
    beside = entry(replace(YES, device="3d" * 8, before=before), 3, BEN)
    assert not_here(read([first, second, beside], [])) == []
    assert [word.event.id for word in not_here(read([second, beside], []))] == ["e2", "e3"]
    changed = entry(replace(YES, called="Office 3"), 1)
    assert not_here(read([changed, second], [])) != []
